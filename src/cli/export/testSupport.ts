/** Small data of each kind, and scripts unpacked. */
import { strFromU8, unzipSync } from 'fflate';
import type { GivenWeights } from '../../core/network/given';
import { createStream } from '../../core/random/rng';
import type { RunSpec } from '../../core/run/spec';
import type { Dataset } from '../../core/samples/dataset';
import { pytorchFile } from '../../exports/pytorch/pytorchFile';

/** Bytes, as pixels are kept. */
export function tinyPixels(): Dataset {
  const stream = createStream(3, 'tiny pixels');
  const split = (size: number) => ({
    size,
    inputs: Uint8Array.from({ length: size * 6 }, () => stream.below(256)),
    targets: { kind: 'classes' as const, labels: Uint8Array.from({ length: size }, () => stream.below(3)) },
  });
  const numbers = { inputs: 6, outputs: 3, mean: 127.25, deviation: 73.5 };
  return { id: 'tiny-pixels', ...numbers, train: split(23), test: split(11) };
}

/** Two numbers to predict, from columns with a scale of their own. */
export function tinyNumbers(): Dataset {
  const stream = createStream(4, 'tiny numbers');
  const split = (size: number) => ({
    size,
    inputs: Float32Array.from({ length: size * 3 }, () => 10 + 4 * stream.normal()),
    targets: { kind: 'values' as const, values: Float32Array.from({ length: size * 2 }, stream.normal) },
  });
  const scale = { mean: Float32Array.of(10, 9.5, 11.25), deviation: Float32Array.of(4, 3.5, 4.125) };
  return { id: 'tiny-numbers', inputs: 3, outputs: 2, ...scale, train: split(23), test: split(11) };
}

/** Weights of a network 6-7-7-3, for a run that starts from them. */
export const tinyWeights: GivenWeights = {
  id: 'tiny-0123456789ab',
  arrays: Object.fromEntries(
    [6, 7, 7].flatMap((inputs, i) => {
      const units = [7, 7, 3][i] as number;
      const array = (...shape: number[]) => ({
        shape,
        values: Float32Array.from({ length: shape.reduce((a, b) => a * b) }, (_, k) => (k % 5) / 8 - 0.25),
      });
      return [
        [`layer${i + 1}.W`, array(inputs, units)],
        [`layer${i + 1}.b`, array(units)],
      ];
    }),
  ),
};

export interface Unpacked {
  readonly script: string;
  readonly arrays: Uint8Array;
}

/** @throws if the zip has other files */
export function unpacked(spec: RunSpec, data: Dataset): Unpacked {
  const {
    'train.py': script,
    'run.npz': arrays,
    ...rest
  } = unzipSync(pytorchFile(spec, data, { lab: '1.2.3' }, tinyWeights));
  if (!script || !arrays || Object.keys(rest).length > 0) throw new Error('The zip has other files.');
  return { script: strFromU8(script), arrays };
}
