/** The drawer's rows from the engine's own inspections, for every variant of F³. */
import { beforeAll, describe, expect, it } from 'vitest';
import { errorTransformIds } from '../../../../core/errorMemory/transforms';
import type { MemoryInspection } from '../../../../core/run/inspect/memory';
import { createRun } from '../../../../core/run/run';
import type { RunSpec } from '../../../../core/run/spec';
import { tinyConfig, tinyData, useCpu } from '../../../../core/testSupport';
import { drawerRow, grown, largestIn } from './drawerRows';
import { comparedShort, comparedText, drawerSummary, rowText, startText, visitText } from './drawerText';

beforeAll(useCpu);
const data = tinyData();
const { targets } = data.train;
const labelOf = (sample: number) => (targets.kind === 'classes' ? targets.labels[sample] : undefined);
const names = ['a', 'b', 'c'];

/** Inspections after each event of a run. */
async function looks(changes: Partial<RunSpec>): Promise<MemoryInspection[]> {
  const run = createRun(tinyConfig({ rule: 'f3-error', errorTransform: 'raw', ...changes }), data, {
    lossPointsPerEpoch: 5,
  });
  const all: MemoryInspection[] = [];
  for await (const _ of run.events) {
    const seen = await run.inspect('memory', { order: 'data', rows: 23 });
    if (seen) all.push(seen);
  }
  return all;
}

const cases = (['f3-error', 'f3-loss'] as const).flatMap((rule) =>
  errorTransformIds.map((errorTransform) => ({ rule, errorTransform })),
);

describe.each(cases)('$rule, $errorTransform', (changes) => {
  it('has a column per output, and says how both errors compare', async () => {
    const all = await looks(changes);
    expect(all.length).toBeGreaterThan(10);
    for (const seen of all) {
      for (const source of [...seen.rows, ...seen.filed, ...seen.next]) {
        const row = drawerRow(source, labelOf, 3);
        const label = labelOf(row.sample);
        expect([row.filed.length, row.now.length, row.label]).toEqual([3, 3, label]);
        const difference = Math.hypot(...[0, 1, 2].map((c) => (row.filed[c] ?? 0) - (row.now[c] ?? 0)));
        expect(row.difference).toBeCloseTo(difference, 6);
        if (changes.errorTransform === 'one-hot') {
          expect(row.only).toBe(label);
          expect(row.filed[label as number]).toBe(source.remembered[0]);
          expect([...row.filed].filter((_, c) => c !== label)).toEqual([0, 0]);
          expect(comparedText(row)).toMatch(/^difference /);
        } else {
          expect(row.only).toBeUndefined();
          expect(row.filed).toEqual(source.remembered);
          expect(comparedText(row)).toBe(`cosine ${comparedShort(row)}`);
        }
      }
    }
  });

  it('says of the first epoch that F³ is DRTP: what it feeds is the target', async () => {
    for (const seen of await looks(changes)) {
      const first = seen.next.filter(({ visited }) => visited === undefined);
      for (const row of first) {
        const label = labelOf(row.sample);
        expect([...row.fed]).toEqual([0, 1, 2].map((c) => (c === label ? 1 : 0)));
        expect(visitText(row.visited, seen.epoch)).toBe('not visited yet: it holds the target y*');
      }
      expect(first.length > 0).toBe(seen.epochOfNext === 1 && seen.next.length > 0);
      expect(startText(seen, 'target')).toMatch(/F³ (is|was) DRTP/);
    }
  });

  it('does not say so after a pass before training', async () => {
    for (const seen of await looks({ ...changes, errorInit: 'inference-epoch' }))
      expect(startText(seen, 'inference-epoch')).not.toContain('DRTP');
  });
});

it('a row of zeros has no direction', () => {
  const zero = new Float32Array(3);
  const source = {
    sample: 4,
    remembered: zero,
    now: Float32Array.of(1, 0, 0),
    fed: zero,
    cosine: null,
    size: 0,
  };
  const row = drawerRow({ ...source, visited: 2 }, () => 1, 3);
  expect(comparedShort(row)).toBe('–');
  expect(rowText(row, { epoch: 3, names, column: 0 })).toBe(
    'Training sample no. 5, class b: size 0.00, filed in epoch 2, 1 epoch old; no direction to the error now. For a: filed 0.00, now 1.00.',
  );
});

it('of one number, other columns hold nothing', () => {
  const one = Float32Array.of(0.5);
  const source = {
    sample: 0,
    remembered: one,
    now: Float32Array.of(0.25),
    fed: new Float32Array(3),
    cosine: 1,
    size: 0.5,
  };
  const row = drawerRow({ ...source, visited: 0 }, () => 2, 3);
  expect([...row.filed]).toEqual([0, 0, 0.5]);
  expect(row.difference).toBe(0.25);
  expect(rowText(row, { epoch: 1, names, column: 0 })).toContain('filed before training, 1 epoch old');
  expect(rowText(row, { epoch: 1, names, column: 0 })).toContain('Nothing is stored for a.');
  expect(rowText(row, { epoch: 1, names, column: 2 })).toContain('For c: filed 0.500, now 0.250.');
});

it('the scale grows at once, and shrinks only for another run', () => {
  const first = grown(undefined, 'a', 1);
  expect(first).toEqual({ key: 'a', m: 1 });
  expect(grown(first, 'a', 0.2)).toBe(first);
  expect(grown(first, 'a', 2)).toEqual({ key: 'a', m: 2 });
  expect(grown(first, 'b', 0.2)).toEqual({ key: 'b', m: 0.2 });
});

it('the largest value of the rows is found beside what is not finite', () => {
  const fed = new Float32Array(2);
  const row = (filed: number[], now: number[]) =>
    drawerRow(
      {
        ...{ sample: 0, fed, cosine: null, size: 0, visited: 1 },
        remembered: Float32Array.from(filed),
        now: Float32Array.from(now),
      },
      () => 0,
      2,
    );
  expect(largestIn([row([0.5, Number.NaN], [Number.POSITIVE_INFINITY, 0.1]), row([0, 0], [-0.75, 0])])).toBe(
    0.75,
  );
  expect(largestIn([])).toBe(0);
});

it('sums up what is shown', async () => {
  const seen = (await looks({ errorTransform: 'one-hot' })).at(-1);
  if (!seen) throw new Error('Nothing was seen.');
  const rows = seen.rows.map((row) => drawerRow(row, labelOf, 3));
  const said = drawerSummary(seen, rows, { name: 'F³-Error', order: 'data', names, bounded: false });
  expect(said).toMatch(/^F³-Error, after step 10, in epoch 2: 23 rows\. Mean size 0\.\d+/);
  expect(said).toContain('Shown are 23 rows, data order. First: Training sample no. 1, class');
});
