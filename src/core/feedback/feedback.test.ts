import { describe, expect, it } from 'vitest';
import { createStream } from '../random/rng';
import { type FeedbackId, feedbackIds, feedbackInits } from '.';
import type { FeedbackInit } from './feedback';
import {
  type Distribution,
  expectDistribution,
  expectIndependent,
  MOST_SHAPE_DISTANCE,
  normalWithVariance,
  oneOf,
  shapeDistance,
  uniformWithin,
} from './testSupport';

/** Distribution of the entries of B [rows, columns]; 'pattern' for deterministic ones. */
const expected: Readonly<Record<FeedbackId, (rows: number, columns: number) => Distribution | 'pattern'>> = {
  'kaiming-uniform': (_rows, columns) => uniformWithin(Math.sqrt(6 / columns)),
  'kaiming-uniform-f3': (_rows, columns) => uniformWithin(1 / Math.sqrt(columns)),
  'kaiming-normal': (_rows, columns) => normalWithVariance(2 / columns),
  'xavier-uniform': (rows, columns) => uniformWithin(Math.sqrt(6 / (rows + columns))),
  'xavier-normal': (rows, columns) => normalWithVariance(2 / (rows + columns)),
  normal: () => normalWithVariance(1),
  uniform: () => uniformWithin(1),
  trinomial: () => oneOf(-1, 0, 1),
  binomial: () => oneOf(0, 1),
  'plus-minus-identity': () => 'pattern',
};
const inits: Readonly<Record<FeedbackId, FeedbackInit>> = feedbackInits;
const random = feedbackIds.filter((id) => expected[id]?.(1, 1) !== 'pattern');
const draw = (id: FeedbackId, rows: number, columns: number, seed = 7) =>
  inits[id].draw(createStream(seed, 'feedback', 1), rows, columns);

describe('feedback initialisations', () => {
  it('each have an expectation here', () => {
    expect(Object.keys(expected)).toEqual(feedbackIds);
  });

  it.each(feedbackIds)('%s has a short description', (id) => {
    const { name, sentence, source } = inits[id];
    expect(name.length).toBeLessThanOrEqual(35);
    expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(sentence.length).toBeLessThanOrEqual(140);
    expect(source).not.toBe('');
  });

  it.each(feedbackIds)('%s fills any shape with finite numbers, none of them −0', (id) => {
    for (const [rows, columns] of [
      [1, 1],
      [1, 9],
      [9, 1],
      [3, 7],
      [7, 3],
    ] as const) {
      const B = draw(id, rows, columns);
      expect(B).toBeInstanceOf(Float32Array);
      expect(B).toHaveLength(rows * columns);
      expect(B.every((value) => Number.isFinite(value) && !Object.is(value, -0))).toBe(true);
    }
  });
});

// DRTP's and F³'s shape for MNIST; FA's between unlike layers; many outputs.
const shapes = [
  [10, 500],
  [300, 200],
  [500, 60],
] as const;
const cases = random.flatMap((id) => shapes.map(([rows, columns]) => ({ id, rows, columns })));

describe('random feedback', () => {
  it.each(cases)(
    '$id [$rows, $columns] has its mean, variance, support and shape',
    ({ id, rows, columns }) => {
      const distribution = expected[id](rows, columns);
      if (distribution === 'pattern') throw new Error('Not random.');
      const B = draw(id, rows, columns);
      expectDistribution(B, distribution);
      expectIndependent(B, rows, columns, distribution);
    },
  );

  it.each(random)('%s draws from its stream: reproducible by seed, different in the next draw', (id) => {
    expect(draw(id, 4, 30)).toEqual(draw(id, 4, 30));
    expect(draw(id, 4, 30)).not.toEqual(draw(id, 4, 30, 8));
    const stream = createStream(7, 'feedback', 1);
    expect(inits[id].draw(stream, 4, 30)).not.toEqual(inits[id].draw(stream, 4, 30));
  });

  it.each([
    ['kaiming-uniform', (s) => s.uniform(-Math.sqrt(6 / 30), Math.sqrt(6 / 30))],
    ['kaiming-uniform-f3', (s) => s.uniform(-1 / Math.sqrt(30), 1 / Math.sqrt(30))],
    ['trinomial', (s) => s.below(3) - 1],
  ] as [FeedbackId, (s: ReturnType<typeof createStream>) => number][])(
    '%s takes one draw per entry, row by row: what a saved experiment relies on',
    (id, entry) => {
      const stream = createStream(7, 'feedback', 1);
      const rows = Array.from({ length: 4 }, () => Array.from({ length: 30 }, () => entry(stream)));
      expect(draw(id, 4, 30)).toEqual(Float32Array.from(rows.flat()));
    },
  );
});

describe('±I', () => {
  const I = (size: number, sign: number): number[][] =>
    Array.from({ length: size }, (_, r) => Array.from({ length: size }, (_, c) => (r === c ? sign : 0)));
  const beside = (...blocks: number[][][]): number[][] =>
    (blocks[0] as number[][]).map((_, row) => blocks.flatMap((block) => block[row] as number[]));
  const flat = (matrix: number[][]) => Float32Array.from(matrix.flat());

  it('is [I, −I] 25 times for 10 outputs and 500 units', () => {
    const blocks = Array.from({ length: 25 }, () => [I(10, 1), I(10, -1)]).flat();
    expect(draw('plus-minus-identity', 10, 500)).toEqual(flat(beside(...blocks)));
  });

  it('is cut off at the last unit', () => {
    expect(draw('plus-minus-identity', 3, 8)).toEqual(
      flat([
        [1, 0, 0, -1, 0, 0, 1, 0],
        [0, 1, 0, 0, -1, 0, 0, 1],
        [0, 0, 1, 0, 0, -1, 0, 0],
      ]),
    );
  });

  it('alternates 1 and −1 for one output', () => {
    expect([...draw('plus-minus-identity', 1, 5)]).toEqual([1, -1, 1, -1, 1]);
  });

  it('repeats along the rows where there are more of them', () => {
    expect(draw('plus-minus-identity', 5, 2)).toEqual(
      flat([
        [1, 0],
        [0, 1],
        [-1, 0],
        [0, -1],
        [1, 0],
      ]),
    );
    expect(draw('plus-minus-identity', 4, 4)).toEqual(flat(I(4, 1)));
  });
});

describe('the checks above', () => {
  const count = 5000;
  const sample = (entry: (s: ReturnType<typeof createStream>) => number) => {
    const stream = createStream(3, 'checks');
    return Float32Array.from({ length: count }, () => entry(stream));
  };
  const uniform = sample((s) => s.uniform(-Math.sqrt(3), Math.sqrt(3)));
  const normal = sample((s) => s.normal());

  it('tell uniform from normal of the same variance', () => {
    expect(shapeDistance(uniform, uniformWithin(Math.sqrt(3)))).toBeLessThan(MOST_SHAPE_DISTANCE);
    expect(shapeDistance(normal, normalWithVariance(1))).toBeLessThan(MOST_SHAPE_DISTANCE);
    expect(shapeDistance(uniform, normalWithVariance(1))).toBeGreaterThan(MOST_SHAPE_DISTANCE);
    expect(shapeDistance(normal, uniformWithin(Math.sqrt(3)))).toBeGreaterThan(MOST_SHAPE_DISTANCE);
  });

  it('reject a scale that is 10 % off, and a value too rare', () => {
    expect(() => expectDistribution(uniform, uniformWithin(1.1 * Math.sqrt(3)))).toThrow();
    expect(() => expectDistribution(normal, normalWithVariance(1.21))).toThrow();
    const rare = sample((s) => (s.next() < 0.45 ? 0 : 1));
    expect(() => expectDistribution(rare, oneOf(0, 1))).toThrow();
  });

  it('reject equal rows, constant rows and entries that come in pairs', () => {
    const d = normalWithVariance(1);
    const from = (index: (i: number) => number) => normal.map((_, i) => normal[index(i)] as number);
    expect(() => expectIndependent(normal, 10, 500, d)).not.toThrow();
    expect(() =>
      expectIndependent(
        from((i) => i % 500),
        10,
        500,
        d,
      ),
    ).toThrow();
    expect(() =>
      expectIndependent(
        from((i) => Math.floor(i / 500)),
        10,
        500,
        d,
      ),
    ).toThrow();
    expect(() =>
      expectIndependent(
        from((i) => Math.floor(i / 2)),
        10,
        500,
        d,
      ),
    ).toThrow();
  });
});
