import { beforeAll, describe, expect, it, vi } from 'vitest';
import { createStream } from '../../core/random/rng';
import type { Dataset } from '../../core/samples/dataset';
import { drawDigits, pixelsPerImage, side } from '../loaders/digits';
import { checksumOf, nonZeroShare } from '../testSupport';
import { digits } from './digits';

const progress: number[] = [];
let set: Dataset;

beforeAll(async () => {
  set = await digits.load({
    read: async () => undefined,
    allocate: (bytes) => new SharedArrayBuffer(bytes),
    progress: (done, total) => progress.push(done / total),
  });
});

function drawn(labels: readonly number[], seed: number): Uint8Array {
  const pixels = new Uint8Array(labels.length * pixelsPerImage);
  drawDigits(Uint8Array.from(labels), pixels, createStream(seed, 'test'));
  return pixels;
}

describe('the built-in digits', () => {
  it('have the promised size, in the caller’s memory', () => {
    expect([set.train.size, set.test.size]).toEqual([digits.trainSize, digits.testSize]);
    for (const split of [set.train, set.test]) {
      expect(split.inputs).toHaveLength(split.size * set.inputs);
      expect(split.inputs.buffer).toBeInstanceOf(SharedArrayBuffer);
      if (split.targets.kind !== 'classes') throw new Error('expected classes');
      expect(split.targets.labels.buffer).toBeInstanceOf(SharedArrayBuffer);
      const counts = new Array<number>(10).fill(0);
      for (const label of split.targets.labels) counts[label] = (counts[label] ?? 0) + 1;
      expect(counts).toEqual(new Array(10).fill(split.size / 10));
    }
    expect(progress.at(-1)).toBe(1);
  });

  it('are the same bytes in every version', () => {
    expect(checksumOf(set)).toBe('d3a9b41700cbc198');
  });

  it('are standardised by their mean and deviation', () => {
    let sum = 0;
    let squares = 0;
    for (const pixel of set.train.inputs) {
      sum += pixel;
      squares += pixel * pixel;
    }
    const mean = sum / set.train.inputs.length;
    expect(set.mean).toBeCloseTo(mean, 2);
    expect(set.deviation).toBeCloseTo(Math.sqrt(squares / set.train.inputs.length - mean * mean), 2);
  });

  it('have as many pixels without ink as promised', () => {
    expect(nonZeroShare(set.train.inputs)).toBeCloseTo(digits.nonZero ?? 1, 4);
  });

  it('share no image between training and test', () => {
    const image = (inputs: ArrayLike<number>, index: number) =>
      Array.prototype.slice.call(inputs, index * pixelsPerImage, (index + 1) * pixelsPerImage).join();
    const first = new Set(Array.from({ length: 500 }, (_, i) => image(set.train.inputs, i)));
    expect(first.size).toBe(500);
    for (let i = 0; i < 500; i++) expect(first.has(image(set.test.inputs, i))).toBe(false);
  });
});

describe('drawing', () => {
  it('is the same for the same seed, and differs for another', () => {
    const labels = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
    expect(drawn(labels, 100)).toEqual(drawn(labels, 100));
    expect(drawn(labels, 100)).not.toEqual(drawn(labels, 101));
  });

  it('is the same in every engine: uses no sine, exponential or logarithm', () => {
    const unsafe = ['sin', 'cos', 'tan', 'exp', 'log', 'pow', 'hypot', 'atan2'] as const;
    const spies = unsafe.map((name) => vi.spyOn(Math, name));
    expect(drawn([3, 8], 100).some((pixel) => pixel > 200)).toBe(true);
    for (const spy of spies) expect(spy).not.toHaveBeenCalled();
    vi.restoreAllMocks();
  });

  it('draws a centred stroke of the given thickness without randomness', () => {
    const still = {
      size: 9.5,
      scale: 0,
      jitter: 0,
      slant: 0,
      rotation: 0,
      offset: 0,
      pen: 1.1,
      penSpread: 0,
    };
    const how = { ...still, faintest: 1, noise: 0, stray: 0, strays: 0 };
    const rows = Array.from({ length: 20 }, (_, seed) => {
      const pixels = new Uint8Array(pixelsPerImage);
      drawDigits(Uint8Array.of(1), pixels, createStream(seed), undefined, how);
      return [...pixels.subarray(15 * side + 11, 15 * side + 17)];
    });
    // One way to write a 1 is an upright stroke at x = 13.5. Two pixels lie 0.5 px from it, full of ink;
    // two lie 1.5 px from it, where a pen of half-width 1.1 with a soft edge of 1 px leaves 0.1.
    expect(rows).toContainEqual([0, 25, 255, 255, 25, 0]);
  });
});
