import { describe, expect, it } from 'vitest';
import type { Split } from '../../core/samples/dataset';
import { circles } from '../sets/circles';
import { moons } from '../sets/moons';
import { spirals } from '../sets/spirals';
import { xor } from '../sets/xor';
import type { DatasetSpec } from '../spec';
import { checksumOf, classCounts, loadWith } from '../testSupport';
import { moments } from './moments';

const load = (spec: DatasetSpec) => loadWith(spec, async () => undefined);
type Point = { readonly x: number; readonly y: number; readonly label: number };
const pointsOf = ({ size, inputs }: Split): Point[] =>
  Array.from({ length: size }, (_, n) => ({
    x: inputs[2 * n] as number,
    y: inputs[2 * n + 1] as number,
    label: n % 2,
  }));

const checksums: Readonly<Record<string, string>> = {
  moons: '5e1993bc8cce6091',
  circles: '80fcdc55a7ad04d1',
  spirals: '4af2c1cb4d270f65',
  xor: 'fe0ec53efd2b9871',
};

describe.each([moons, circles, spirals, xor])('$name', (spec) => {
  it('is balanced, standardised and reproducible', async () => {
    const set = await load(spec);
    expect(classCounts(set.train, 2)).toEqual([1000, 1000]);
    expect(classCounts(set.test, 2)).toEqual([250, 250]);
    for (const axis of [0, 1]) {
      const { mean, deviation } = moments(set.train.inputs, axis, 2);
      expect((set.mean as Float32Array)[axis]).toBeCloseTo(mean, 5);
      expect((set.deviation as Float32Array)[axis]).toBeCloseTo(deviation, 5);
    }
    expect(await load(spec)).toEqual(set);
    expect(checksumOf(set)).toBe(checksums[spec.id]);
    const known = new Set(pointsOf(set.train).map(({ x, y }) => `${x},${y}`));
    expect(pointsOf(set.test).some(({ x, y }) => known.has(`${x},${y}`))).toBe(false);
  });
});

describe('the shapes', () => {
  it('moons are half circles of radius 1 with noise 0.15', async () => {
    const points = pointsOf((await load(moons)).train);
    const radii = points.map(({ x, y, label }) =>
      label === 0 ? Math.hypot(x, y) : Math.hypot(x - 1, y - 0.5),
    );
    expect(moments(radii).mean).toBeCloseTo(1, 1);
    expect(moments(radii).deviation).toBeCloseTo(0.15, 1.7);
    const sides = points.filter(({ y, label }) => (label === 0 ? y > -0.3 : y < 0.8));
    expect(sides.length / points.length).toBeGreaterThan(0.98);
  });

  it('circles have radius 1 and 0.5', async () => {
    const points = pointsOf((await load(circles)).train);
    for (const [label, radius] of [1, 0.5].entries()) {
      const radii = points.filter((point) => point.label === label).map(({ x, y }) => Math.hypot(x, y));
      expect(moments(radii).mean).toBeCloseTo(radius, 1);
      expect(moments(radii).deviation).toBeCloseTo(0.1, 1.7);
    }
  });

  it('spirals turn once, half a turn apart', async () => {
    const points = pointsOf((await load(spirals)).train);
    const off = points.map(({ x, y, label }) => {
      const r = Math.hypot(x, y);
      const turn = Math.atan2(y, x) / (2 * Math.PI) - r - label / 2;
      return (turn - Math.round(turn)) * 2 * Math.PI * r;
    });
    // Noise across the arm: 0.04 along the turn, and 0.04 outwards that shifts where the turn should be.
    expect(Math.abs(moments(off).mean)).toBeLessThan(0.02);
    expect(moments(off).deviation).toBeLessThan(0.2);
  });

  it('XOR separates quadrants, apart from a few points', async () => {
    const points = pointsOf((await load(xor)).train);
    const wrong = points.filter(({ x, y, label }) => (x > 0 !== y > 0 ? 1 : 0) !== label).length;
    expect(wrong / points.length).toBeGreaterThan(0.01);
    expect(wrong / points.length).toBeLessThan(0.1);
  });
});
