/** Inspections of the error memory, checked against values computed from the run's outputs in plain JavaScript. */
import { memory as tensorMemory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { errorTransformIds } from '../../errorMemory/transforms';
import type { RuleId } from '../../rules';
import { gatherTargets } from '../../samples/batches';
import { tinyConfig, tinyData, useCpu } from '../../testSupport';
import { outputsOf } from '../../trainer/evaluate';
import { everyOne } from '../../trainer/places';
import { createRun } from '../run';
import type { RunSpec } from '../spec';
import type { RunState } from '../state';
import { inspectMemory, type MemoryInspection, type MemoryRequest } from './memory';

beforeAll(useCpu);
const data = tinyData();
const [N, C, BATCH] = [23, 3, 5];
const targets = gatherTargets(data.train, everyOne(N), C);
const rowIn = (all: Float32Array, i: number): number[] => [...all.subarray(i * C, (i + 1) * C)];
const norm = (row: readonly number[]): number => Math.sqrt(row.reduce((sum, one) => sum + one * one, 0));

interface Step {
  readonly places: Uint32Array;
  /** y [n, C] of the whole training set, at the weights before the step. */
  readonly y: Float32Array;
  readonly seen: MemoryInspection;
  readonly epoch: number;
}

/** Inspects the memory before every step. */
async function steps(changes: Partial<RunSpec>, request: MemoryRequest): Promise<Step[]> {
  const all: Step[] = [];
  const beforeBatch = async (run: RunState, places: Uint32Array) => {
    const y = await outputsOf(run.net, data, data.train, everyOne(N));
    const seen = await inspectMemory(run, request);
    if (seen)
      all.push({ places, y, seen, epoch: Math.floor(run.step / run.sampler.steps.stepsPerEpoch) + 1 });
  };
  const spec = tinyConfig({ rule: 'f3-error', errorTransform: 'raw', optimizer: 'adam', ...changes });
  for await (const _ of createRun(spec, data, { beforeBatch }).events);
  return all;
}

/** The row that a visit stores, by the papers' formulas. @param samples in the batch */
function filed(
  rule: RuleId,
  transform: RunSpec['errorTransform'],
  y: number[],
  target: number[],
  samples: number,
) {
  const exps = y.map(Math.exp);
  const total = exps.reduce((a, b) => a + b);
  const s = transform === 'softmax' ? exps.map((one) => one / total) : y;
  if (rule === 'f3-error') return s.map((one, c) => (target[c] as number) - one);
  // -dL/dy of binary cross-entropy, averaged over samples and outputs.
  const g = s.map((one, c) => (one - (target[c] as number)) / (one * (1 - one)) / C / samples);
  if (transform !== 'softmax') return g.map((one) => -one);
  const dot = g.reduce((sum, one, c) => sum + one * (s[c] as number), 0);
  return g.map((one, c) => -(s[c] as number) * (one - dot));
}

function expectClose(found: ArrayLike<number>, wanted: readonly number[], what: string): void {
  expect(Array.from(found), what).toHaveLength(wanted.length);
  for (const [i, value] of wanted.entries()) expect(found[i], `${what} ${i}`).toBeCloseTo(value, 5);
}

const cases = (['f3-error', 'f3-loss'] as const).flatMap((rule) =>
  errorTransformIds.map((transform) => [rule, transform] as const),
);

describe.each(cases)('%s, %s', (rule, transform) => {
  it('reports the row stored at the last visit and the one that would be stored now', async () => {
    const all = await steps({ rule, errorTransform: transform }, { order: 'data' });
    expect(all).toHaveLength(10);
    const held = Array.from({ length: N }, (_, i) => rowIn(targets, i));
    const visits = new Array<number | undefined>(N).fill(undefined);
    let mean = 1;
    let first: number[] | undefined;
    const kept = (i: number, row: readonly number[]) =>
      transform === 'one-hot'
        ? [row.reduce((sum, one, c) => sum + one * (rowIn(targets, i)[c] as number), 0)]
        : row;
    for (const { seen, y, places, epoch } of all) {
      expect(seen.rows.map(({ sample }) => sample)).toEqual([...everyOne(N)]);
      expect(seen.width).toBe(transform === 'one-hot' ? 1 : C);
      for (const { sample: i, remembered, now, fed, cosine, size, visited } of seen.rows) {
        const row = held[i] as number[];
        const own = kept(i, row);
        const would = kept(i, filed(rule, transform, rowIn(y, i), rowIn(targets, i), BATCH));
        expectClose(remembered, own, `remembered ${i}`);
        expectClose(now, would, `now ${i}`);
        expect(size).toBeCloseTo(norm(own), 5);
        expect(cosine).toBeCloseTo(
          own.reduce((sum, one, c) => sum + one * (would[c] as number), 0) / norm(own) / norm(would),
          4,
        );
        expect(visited).toBe(visits[i]);
        const target = rowIn(targets, i);
        const expected = {
          aggregate: target.map((one) => one * mean),
          'one-hot': target.map((one, c) => one * (row[c] as number)),
        } as Partial<Record<typeof transform, number[]>>;
        expectClose(fed, expected[transform] ?? row, `fed ${i}`);
      }
      const sizes = held.map((row, i) => norm(kept(i, row)));
      expect(seen.meanSize).toBeCloseTo(sizes.reduce((a, b) => a + b) / N, 5);
      expect(seen.histogram.counts.reduce((a, b) => a + b)).toBe(N);
      const largest = Math.max(...sizes, ...(first ?? []));
      expect(seen.histogram.largest).toBeCloseTo(largest, 5);
      expect(seen.first === undefined, 'known from the end of the first epoch on').toBe(epoch === 1);
      if (first) {
        expect(seen.first?.meanSize).toBeCloseTo(first.reduce((a, b) => a + b) / N, 5);
        const half = first.filter((one) => one < largest / 2).length;
        expect(seen.first?.counts.slice(0, 10).reduce((a, b) => a + b)).toBe(half);
      }
      expect(seen.atLabel).toBeCloseTo(visits.filter((one) => one === undefined).length / N, 10);
      for (const i of places) {
        held[i] = filed(rule, transform, rowIn(y, i), rowIn(targets, i), places.length);
        visits[i] = epoch;
      }
      if (seen.step % 5 !== 4) continue;
      first ??= held.map((row, i) => norm(kept(i, row)));
      mean =
        held.reduce(
          (sum, row, i) => sum + row.reduce((s, one, c) => s + one * (rowIn(targets, i)[c] as number), 0),
          0,
        ) / N;
    }
  });
});

it('the cards of the next batch show the errors that its step stores', async () => {
  const all = await steps(
    { rule: 'f3-loss', errorTransform: 'softmax' },
    { order: 'data', rows: 1, cards: 4 },
  );
  for (const [i, { seen }] of all.entries()) {
    expect(seen.next).toHaveLength(seen.step % 5 === 4 ? 3 : 4);
    const stored = all[i + 1]?.seen.filed ?? [];
    for (const [k, { sample, remembered }] of stored.entries()) {
      expect(seen.next[k]?.sample).toBe(sample);
      // The last batch has three samples, over which the loss is then averaged.
      const share = seen.next.length === 3 ? BATCH / 3 : 1;
      expectClose(
        remembered,
        Array.from(seen.next[k]?.now ?? [], (one) => one * share),
        `${sample}`,
      );
    }
  }
});

it('reads the rows announced for the next batch, and reports the rows stored by the last', async () => {
  const all = await steps({}, { order: 'batch', rows: 5 });
  for (const [i, { seen, places, epoch }] of all.entries()) {
    expect(seen.next.map(({ sample }) => sample)).toEqual([...places]);
    expect(seen.epochOfNext).toBe(epoch);
    const before = all[i - 1];
    expect(seen.filed.map(({ sample }) => sample)).toEqual([...(before?.places ?? [])]);
    if (!before) continue;
    expect(seen.rows.map(({ sample }) => sample)).toEqual([...before.places]);
    for (const { sample, remembered, visited } of seen.filed) {
      expectClose(
        remembered,
        filed('f3-error', 'raw', rowIn(before.y, sample), rowIn(targets, sample), BATCH),
        `${sample}`,
      );
      expect(visited).toBe(before.epoch);
    }
  }
});

it('of a run on some classes, only the rows of its samples are shown, counted and averaged', async () => {
  const labels = data.train.targets.kind === 'classes' ? [...data.train.targets.labels] : [];
  const classes = [0, 2];
  const own = labels.flatMap((label, i) => (classes.includes(label) ? [i] : []));
  expect(own.length).toBeLessThan(N);
  for (const order of ['largest', 'oldest', 'data'] as const) {
    const all = await steps({ classes }, { order });
    const [before, ...later] = all.map(({ seen }) => seen);
    expect(before?.rows.map(({ sample }) => sample)).toEqual(own);
    expect(before).toMatchObject({ samples: own.length, atLabel: 1, meanSize: 1 });
    for (const seen of later) {
      expect(seen.rows.map(({ sample }) => sample).toSorted((a, b) => a - b)).toEqual(own);
      const mean = seen.rows.reduce((sum, { size }) => sum + size, 0) / own.length;
      expect(seen.meanSize).toBeCloseTo(mean, 5);
      expect(seen.histogram.counts.reduce((a, b) => a + b)).toBe(own.length);
    }
    expect(later.at(-1)?.atLabel).toBe(0);
  }
  const [from] = await steps({ classes }, { order: 'data', from: own[3] ?? 0, rows: 2 });
  expect(from?.seen.rows.map(({ sample }) => sample)).toEqual(own.slice(3, 5));
});

it.each(['largest', 'smallest', 'oldest'] as const)('sorts all rows: %s first', async (order) => {
  const all = await steps({}, { order, rows: 6 });
  const every = await steps({}, { order: 'data' });
  for (const [i, { seen }] of all.entries()) {
    const rows = every[i]?.seen.rows ?? [];
    const key = (row: (typeof rows)[number]) =>
      order === 'oldest' ? (row.visited ?? -1) : (order === 'largest' ? -1 : 1) * row.size;
    const wanted = [...rows].sort((a, b) => key(a) - key(b) || a.sample - b.sample).slice(0, 6);
    if (order === 'oldest')
      expect(seen.rows.map(({ sample }) => sample)).toEqual(wanted.map(({ sample }) => sample));
    else expectClose(seen.rows.map(key), wanted.map(key), order);
  }
});

it.each(errorTransformIds)('does not change training and leaks no tensors: %s', async (errorTransform) => {
  const told = async (looking: boolean): Promise<string[]> => {
    const run = createRun(tinyConfig({ rule: 'f3-loss', errorTransform, epochShare: 0.6 }), data, {
      checkpoints: true,
    });
    const seen: string[] = [];
    for await (const event of run.events) {
      if (event.type === 'loss') seen.push(String(event.trainingLoss));
      if (event.type === 'checkpoint') seen.push(JSON.stringify((await run.checkpoint()).arrays));
      if (!looking) continue;
      const before = tensorMemory().numTensors;
      for (const order of ['largest', 'oldest', 'batch'] as const) await run.inspect('memory', { order });
      expect(tensorMemory().numTensors).toBe(before);
    }
    return seen;
  };
  expect(await told(true)).toEqual(await told(false));
});

it('returns undefined for rules without a memory', async () => {
  expect(await steps({ rule: 'dfa' }, { order: 'data' })).toEqual([]);
});
