import { expect, it } from 'vitest';
import { tinyData } from '../../../../../core/testSupport';
import { withLevels } from './levels';

const ink = { width: 2, height: 2, values: Float32Array.of(0, 0.5, 1, 0.25) };
const withInputs = (inputs: Uint8Array | Float32Array) => {
  const data = tinyData();
  return { ...data, train: { ...data.train, inputs } };
};

it('ink has the set’s own numbers: bytes, or the range of its images', () => {
  expect(withLevels(ink, withInputs(Uint8Array.of(0, 0, 0, 200)))).toEqual(Uint8Array.of(0, 128, 255, 64));
  expect(withLevels(ink, withInputs(Float32Array.of(0, 0, 0, 16)))).toEqual(Float32Array.of(0, 8, 16, 4));
});

it('is dark on light paper where most of the set’s images are light', () => {
  expect(withLevels(ink, withInputs(Uint8Array.of(255, 250, 240, 0)))).toEqual(
    Uint8Array.of(255, 128, 0, 191),
  );
});
