/** What cards say, beside an independent reading of the runs' files; and which of a visitor's runs are a card's. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type RunSpec, runSpec } from '../../../core/run/spec';
import type { Row } from '../card';
import { cards } from '../cards';
import { loadSource, type Source, sourceIds, sources } from '../sources';
import { type Outcome, settingsOf } from './outcome';
import { type AllLoaded, counted, rowValue, wanted } from './values';

let loaded: AllLoaded = {};
beforeAll(async () => {
  loaded = Object.fromEntries(await Promise.all(sourceIds.map(async (id) => [id, await loadSource(id)])));
});

interface WrittenRun {
  readonly settings: Readonly<Record<string, unknown>> & { readonly rule: string; readonly seed: number };
  readonly events: readonly {
    readonly type: string;
    readonly testAccuracy?: number;
    readonly testLoss?: number;
  }[];
}

const folder = join(import.meta.dirname, '../../../../results/sweeps');
const filesOf = (id: string): readonly WrittenRun[] =>
  readdirSync(join(folder, id))
    .filter((name) => /^\d+-.*\.json$/.test(name))
    .map((name) => JSON.parse(readFileSync(join(folder, id, name), 'utf8')) as WrittenRun);

/** By the textbook. */
function meanAndSd(values: readonly number[]): readonly [number, number] {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const squares = values.map((value) => (value - mean) ** 2).reduce((a, b) => a + b, 0);
  return [mean, Math.sqrt(squares / (values.length - 1))];
}

/** Of one row, from the files alone. */
function byHand({ runs, unit, after }: Row): readonly number[] {
  const source: Source = sources[runs.source];
  if (!('sweep' in source)) return [];
  const own = Object.entries(runs.with ?? {});
  const files = filesOf(source.sweep).filter(
    ({ settings }) =>
      settings.rule === runs.rule &&
      own.every(([key, value]) => JSON.stringify(settings[key]) === JSON.stringify(value)),
  );
  return files.map(({ events }) => {
    const epochs = events.filter(({ type }) => type === 'epoch');
    if (unit === 'loss') {
      const losses = epochs.map(({ testLoss }) => testLoss as number);
      return after === undefined ? Math.min(...losses) : (losses[after - 1] as number);
    }
    const rights = epochs.map(({ testAccuracy }) => testAccuracy as number);
    const right = after === undefined ? Math.max(...rights) : (rights[after - 1] as number);
    return unit === 'error' ? 1 - right : right;
  });
}

describe.each(cards.map((card) => [card.id, card] as const))('%s', (_, card) => {
  it('says what the files say', () => {
    for (const row of card.rows.filter(
      ({ unit, runs }) => unit !== 'gap' && 'sweep' in sources[runs.source],
    )) {
      const value = rowValue(row, { loaded, outcomes: (id) => loaded[id]?.outcomes ?? [] });
      const hand = byHand(row);
      expect(value?.n ?? 0, row.id).toBe(hand.length);
      if (!value) continue;
      const [mean, sd] = meanAndSd(hand);
      expect(value.mean, row.id).toBeCloseTo(mean, 12);
      if (hand.length > 1) expect(value.sd, row.id).toBeCloseTo(sd, 12);
      else expect(value).not.toHaveProperty('sd');
    }
  });
});

it('the gap is (F³ − DRTP)/(BP − DRTP) of the means of best accuracies', () => {
  const means = ['bp', 'drtp', 'f3-error'].map((rule) => {
    const files = filesOf('mnist-accuracy').filter(({ settings }) => settings.rule === rule);
    const best = files.map(({ events }) =>
      Math.max(...events.flatMap(({ type, testAccuracy }) => (type === 'epoch' ? [testAccuracy ?? 0] : []))),
    );
    return meanAndSd(best)[0];
  });
  const [bp, drtp, f3] = means as [number, number, number];
  const row = cards.find(({ id }) => id === 'v1-figure-2')?.rows[0] as Row;
  const value = rowValue(row, { loaded, outcomes: (id) => loaded[id]?.outcomes ?? [] });
  expect(value?.mean).toBeCloseTo((f3 - drtp) / (bp - drtp), 10);
});

const outcome = (seed: number, epochs: number, best = 0.5): Outcome => ({
  ...{ settings: '', seed, epochs },
  best: { testAccuracy: best, testLoss: 1 },
  last: { testAccuracy: best, testLoss: 1 },
});

it('counts of each seed the run that got furthest, and seeds within an epoch of the furthest', () => {
  const told = counted([outcome(0, 2), outcome(1, 19), outcome(0, 20), outcome(2, 18), outcome(3, 0)]);
  expect(told.map(({ seed, epochs }) => [seed, epochs])).toEqual([
    [0, 20],
    [1, 19],
  ]);
  expect(counted([])).toEqual([]);
});

describe('which runs are a card’s', () => {
  const settings = (rule: 'bp' | 'f3-error', changes: Partial<RunSpec> = {}): string => {
    const experiment = loaded['mnist-accuracy']?.experiment;
    if (!experiment) throw new Error('not loaded');
    return settingsOf({ ...runSpec(experiment, rule, 5), ...changes });
  };
  const is = (rule: 'bp' | 'f3-error', changes: Partial<RunSpec>): boolean =>
    settings(rule, changes) === wanted({ source: 'mnist-accuracy', rule }, loaded);

  it('another seed, number of epochs or measure is the same', () => {
    expect(is('bp', { epochs: 3, measures: ['gradient-angle'] })).toBe(true);
  });
  it('another activation, rate, width or batch size is not', () => {
    const others: readonly Partial<RunSpec>[] = [
      { activation: 'relu' },
      { learningRate: 0.002 },
      { hidden: [501] },
      { batchSize: 51 },
      { dataset: 'fashion-mnist' },
    ];
    for (const changes of others) expect(is('bp', changes), JSON.stringify(changes)).toBe(false);
  });
  it('what an algorithm does not read is the same for it alone', () => {
    expect(is('bp', { errorTransform: 'raw', feedbackInit: 'binomial' })).toBe(true);
    expect(is('f3-error', { errorTransform: 'raw' })).toBe(false);
  });
});
