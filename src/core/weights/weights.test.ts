import { describe, expect, it } from 'vitest';
import {
  type Distribution,
  expectDistribution,
  expectIndependent,
  normalWithVariance,
  oneOf,
  uniformWithin,
} from '../feedback/testSupport';
import { createStream } from '../random/rng';
import { type WeightInitId, weightInitIds, weightInits } from '.';
import type { WeightInit } from './weightInit';

/** The distribution of each entry of W [fanIn, units] and b [units]. */
const expected: Readonly<
  Record<WeightInitId, (fanIn: number, units: number) => { W: Distribution; b: Distribution }>
> = {
  pytorch: (fanIn) => ({ W: uniformWithin(1 / Math.sqrt(fanIn)), b: uniformWithin(1 / Math.sqrt(fanIn)) }),
  zeros: () => ({ W: oneOf(0), b: oneOf(0) }),
  xavier: (fanIn, units) => ({ W: uniformWithin(Math.sqrt(6 / (fanIn + units))), b: oneOf(0) }),
  he: (fanIn) => ({ W: uniformWithin(Math.sqrt(6 / fanIn)), b: oneOf(0) }),
  normal: () => ({ W: normalWithVariance(0.3 * 0.3), b: normalWithVariance(0.3 * 0.3) }),
};
const inits: Readonly<Record<WeightInitId, WeightInit>> = weightInits;
const draw = (id: WeightInitId, fanIn: number, units: number, seed = 11) =>
  inits[id].draw(createStream(seed, 'weights', 1), fanIn, units, 0.3);
const isZero = (d: Distribution) => d.kind === 'values' && d.values.join() === '0';

// An output layer, and one that grows: fan-in and fan-out differ both ways.
const shapes = [
  [500, 40],
  [200, 300],
] as const;
const cases = weightInitIds.flatMap((id) => shapes.map(([fanIn, units]) => ({ id, fanIn, units })));

describe('weight initialisations', () => {
  it('each have an expectation here', () => {
    expect(Object.keys(expected)).toEqual(weightInitIds);
  });

  it.each(weightInitIds)('%s has a short description', (id) => {
    const { name, sentence, source } = inits[id];
    expect(name.length).toBeLessThanOrEqual(35);
    expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(sentence.length).toBeLessThanOrEqual(140);
    expect(source).not.toBe('');
  });

  it.each(cases)('$id [$fanIn, $units] has its distribution', ({ id, fanIn, units }) => {
    const { W, b } = draw(id, fanIn, units);
    const distribution = expected[id](fanIn, units);
    expect([W.length, b.length]).toEqual([fanIn * units, units]);
    if (isZero(distribution.W)) expect(W.every((value) => Object.is(value, 0))).toBe(true);
    else {
      expectDistribution(W, distribution.W);
      expectIndependent(W, fanIn, units, distribution.W);
      expect(draw(id, fanIn, units, 12).W).not.toEqual(W);
    }
    if (isZero(distribution.b)) expect(b.every((value) => Object.is(value, 0))).toBe(true);
    else expectDistribution(b, distribution.b);
    expect(draw(id, fanIn, units)).toEqual({ W, b });
  });

  it('pytorch draws W row by row, then b, as saved experiments require', () => {
    const stream = createStream(11, 'weights', 1);
    const values = Array.from({ length: 4 * 3 + 3 }, () => stream.uniform(-1 / 2, 1 / 2));
    expect(draw('pytorch', 4, 3)).toEqual({
      W: Float32Array.from(values.slice(0, 12)),
      b: Float32Array.from(values.slice(12)),
    });
  });

  it('layers never share an array', () => {
    const stream = createStream(11, 'weights', 1);
    for (const id of weightInitIds) {
      const [first, second] = [inits[id].draw(stream, 3, 3, 1), inits[id].draw(stream, 3, 3, 1)];
      expect(first.W).not.toBe(second.W);
      expect(first.b).not.toBe(second.b);
    }
  });
});
