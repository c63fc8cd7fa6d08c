/** Drawings as images: identities of MNIST's preparation, and MNIST's own images, which it must leave as they are. */
import { describe, expect, it } from 'vitest';
import { mnist } from '../../../../../data/sets/mnist';
import { loadReal, realFiles } from '../../../../../data/testSupport';
import { drawnAs, fitted } from './digit';
import { type Ink, inkOf, PAD, PEN, type Stroke } from './strokes';

const image = { height: 28, width: 28, channels: 1 } as const;
const likeMnist = { box: 20, centre: 'mass' } as const;

/** A 1, a 0, a 7, an L, a dot and a scribble; some small or in a corner. */
const drawings: Readonly<Record<string, readonly Stroke[]>> = {
  one: [[0.5, 0.1, 0.5, 0.9]],
  zero: [
    Array.from({ length: 80 }, (_, i) => 0.5 + (i % 2 ? 0.4 * Math.sin(i / 12) : 0.25 * Math.cos(i / 12))),
  ],
  seven: [
    [0.2, 0.15, 0.8, 0.15, 0.4, 0.9],
    [0.35, 0.5, 0.7, 0.5],
  ],
  corner: [[0.02, 0.6, 0.02, 0.98, 0.3, 0.98]],
  small: [[0.8, 0.1, 0.85, 0.1, 0.82, 0.2]],
  dot: [[0.3, 0.3]],
};

function inkBox({ width, values }: Ink) {
  const inked = [...values.keys()].filter((i) => (values[i] as number) > 0);
  const [x, y] = [inked.map((i) => i % width), inked.map((i) => Math.floor(i / width))];
  return { x: [Math.min(...x), Math.max(...x)], y: [Math.min(...y), Math.max(...y)] } as const;
}
const lengthOf = ([from, to]: readonly [number, number]): number => to - from + 1;

function centreOf({ width, values }: Ink): [number, number] {
  const mass = values.reduce((sum, ink) => sum + ink, 0);
  const along = (place: (i: number) => number) =>
    values.reduce((sum, ink, i) => sum + ink * place(i), 0) / mass;
  return [along((i) => i % width), along((i) => Math.floor(i / width))];
}

describe.each(Object.entries(drawings))('%s', (_, strokes) => {
  const ink = inkOf(strokes);
  const digit = fitted(ink, image, likeMnist) as Ink;
  const box = inkBox(digit);

  it('fills a box of 20 pixels, and keeps its aspect', () => {
    const { x, y } = inkBox(ink);
    expect(Math.max(lengthOf(box.x), lengthOf(box.y))).toBe(20);
    const ratio = Math.min(lengthOf(x), lengthOf(y)) / Math.max(lengthOf(x), lengthOf(y));
    expect(Math.abs(Math.min(lengthOf(box.x), lengthOf(box.y)) - 20 * ratio)).toBeLessThanOrEqual(0.5);
  });

  it('has its centre of mass in the middle, as MNIST’s, and all of its ink', () => {
    for (const [at, range] of [
      [centreOf(digit)[0], box.x],
      [centreOf(digit)[1], box.y],
    ] as const)
      if (range[0] > 0 && range[1] < 27) expect(Math.abs(at - 14)).toBeLessThanOrEqual(0.5);
    const mass = ({ values }: Ink) => values.reduce((sum, one) => sum + one, 0);
    const { x, y } = inkBox(ink);
    const [across, down] = [lengthOf(box.x) / lengthOf(x), lengthOf(box.y) / lengthOf(y)];
    // Averages over areas keep the sum, in the new units of area.
    expect(mass(digit)).toBeCloseTo(mass(ink) * across * down, 1);
    expect(Math.max(...digit.values)).toBeLessThanOrEqual(1.000001);
  });

  // What leaves the pad in a corner is gone.
  it.skipIf(strokes === drawings.corner)('does not depend on where it was drawn', () => {
    const moved = strokes.map((stroke) => stroke.map((at, i) => at + (i % 2 ? 3 / PAD : -5 / PAD)));
    const shifted = fitted(inkOf(moved), image, likeMnist) as Ink;
    for (const [i, one] of shifted.values.entries()) expect(one).toBeCloseTo(digit.values[i] as number, 5);
  });

  it('is what it is: fitted once more it is the same', () => {
    expect(fitted(digit, image, likeMnist)?.values).toEqual(digit.values);
  });
});

describe('ink', () => {
  it('is the pen’s width, a dot its area', () => {
    const { values } = inkOf([[0.5, 0.5]]);
    const area = values.reduce((sum, ink) => sum + ink, 0);
    expect(area / (Math.PI * (PEN * PAD) * (PEN * PAD))).toBeCloseTo(1, 1);
  });

  it('does not add up where strokes cross', () => {
    const once = inkOf([[0.2, 0.5, 0.8, 0.5]]);
    expect(
      inkOf([
        [0.2, 0.5, 0.8, 0.5],
        [0.8, 0.5, 0.2, 0.5],
      ]),
    ).toEqual(once);
  });

  it('of nothing is no image', () => {
    expect(fitted(inkOf([]), image, likeMnist)).toBeUndefined();
  });
});

describe('other formats', () => {
  it('centre the rectangle, to the last pixel', () => {
    const strokes: Stroke[] = [[0.1, 0.1, 0.1, 0.9, 0.4, 0.9]];
    const wide = fitted(inkOf(strokes), image, { box: 28, centre: 'box' }) as Ink;
    const { x, y } = inkBox(wide);
    expect(y).toEqual([0, 27]);
    expect(Math.abs(x[0] - (27 - x[1]))).toBeLessThanOrEqual(1);
  });

  it('have MNIST’s proportions unless the set says otherwise', () => {
    expect(drawnAs(image, undefined)).toEqual(mnist.drawn);
    expect(drawnAs({ height: 8, width: 8, channels: 1 }, undefined).box).toBe(6);
  });
});

const place = realFiles(
  'mnist',
  mnist.files.map(({ name }) => name),
);

describe.skipIf(place === undefined)('MNIST’s own images', () => {
  it('stay as they are, bit for bit, but for three whose longer side is 19 pixels and one that lies half a pixel off', async () => {
    const { test } = await loadReal(mnist, place ?? '');
    let same = 0;
    for (let n = 0; n < test.size; n++) {
      const values = Float32Array.from(test.inputs.subarray(784 * n, 784 * (n + 1)));
      const again = fitted({ width: 28, height: 28, values }, image, likeMnist);
      same += Number(again?.values.every((ink, i) => ink === values[i]) ?? false);
    }
    expect(same).toBe(9996);
  });
});
