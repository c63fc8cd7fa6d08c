/** Reads the results of measures back from the device, all at once. */
import { concat, reshape, type Tensor, type Tensor1D, tidy } from '@tensorflow/tfjs-core';
import type { Reading } from '../measure';

/** Each reading's value from all parts, joined; null if missing or NaN. */
function finish(readings: readonly (Reading | undefined)[], values: Float32Array): (number | null)[] {
  let from = 0;
  return readings.map((reading) => {
    if (!reading) return null;
    const parts = reading.parts.map(({ size }) => {
      from += size;
      return values.subarray(from - size, from);
    });
    const value = reading.value(parts);
    return Number.isFinite(value) ? value : null;
  });
}

/** Values of readings, in order. @param compute creates the readings; runs inside tidy */
export async function readAll(compute: () => readonly (Reading | undefined)[]): Promise<(number | null)[]> {
  let readings: readonly (Reading | undefined)[] = [];
  const joined = tidy(() => {
    readings = compute();
    const parts = readings.flatMap((reading) => reading?.parts ?? []);
    if (parts.length === 0) return undefined;
    return concat(parts.map((part) => reshape(part, [-1]) as Tensor1D));
  }) as Tensor | undefined;
  if (joined === undefined) return finish(readings, new Float32Array());
  const values = (await joined.data()) as Float32Array;
  joined.dispose();
  return finish(readings, values);
}
