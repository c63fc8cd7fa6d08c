import { expect, it } from 'vitest';
import { createRunState, disposeRunState } from '../run/createRunState';
import { tinyConfig, tinyData, useCpu } from '../testSupport';
import { gatherBatch } from './batches';
import type { Dataset } from './dataset';
import { scaledData } from './inputScale';

const bytes = (size: number): Uint8Array => Uint8Array.from({ length: size * 6 }, (_, i) => (i * 51) % 256);
const pixels: Dataset = {
  ...tinyData(),
  mean: new Float32Array(6).fill(33),
  deviation: new Float32Array(6).fill(78),
  train: { ...tinyData().train, inputs: bytes(23) },
  test: { ...tinyData().test, inputs: bytes(11) },
};

it('standardised inputs are the data set’s own', () => {
  expect(scaledData({ inputScale: 'standardised' }, pixels)).toBe(pixels);
});

it('pixels from 0 to 1 are bytes divided by 255, in training and test', async () => {
  await useCpu();
  const run = createRunState(tinyConfig({ inputScale: 'unit' }), pixels, {});
  for (const split of [run.data.train, run.data.test]) {
    const { x } = gatherBatch(run.data, split, Uint32Array.of(4, 1));
    const expected = [4, 1].flatMap((n) =>
      Array.from({ length: 6 }, (_, j) => bytes(11)[6 * n + j] as number),
    );
    for (const [i, value] of (await x.data()).entries())
      expect(value).toBe(Math.fround((expected[i] as number) / 255));
  }
  disposeRunState(run);
});

it('columns in units of their own are refused with a way out', () => {
  expect(() => scaledData({ inputScale: 'unit' }, tinyData())).toThrow(
    /^Inputs: “unit” needs pixels, .* Choose standardised\.$/,
  );
});
