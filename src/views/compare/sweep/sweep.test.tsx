import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { RuleId } from '../../../core/rules';
import { resultAxis, settingAxis } from '../../../figures/sweep/sweepAxes';
import { sweepSpec } from '../../../figures/sweep/sweepSpec';
import { sweepNotes, sweepSummary } from '../../../figures/sweep/sweepTexts';
import type { RunRecord } from '../../../notebook/records';
import { sweepOf, sweepRows } from '../../../notebook/stats/bestRate';
import { doneRun, reachedAt } from '../../../notebook/stats/testSupport';
import { SweepTable } from './SweepTable';

const RATES = [0.001, 0.01, 0.1];
const bests: Partial<Record<RuleId, readonly number[]>> = { bp: [0.9, 0.98, 0.95], dfa: [0.97, 0.9, 0.8] };
const runs = Object.entries(bests).flatMap(([rule, all]) =>
  all.flatMap((best, i) =>
    [0, 1].map((seed): RunRecord => {
      const run = doneRun(rule as RuleId, seed, best);
      const spec = { ...run.spec, learningRate: RATES[i] as number };
      return { ...run, spec, reached: { ...reachedAt(0.5), bestTestAccuracy: best + seed / 100 } };
    }),
  ),
);
const sweep = (some: readonly RunRecord[] = runs) => sweepOf(some, 'learningRate', 'testAccuracy', 'best');

describe('the axis of a setting', () => {
  it('is logarithmic for learning rates, and reads back exactly the values tried', () => {
    const x = settingAxis('learningRate', 'Learning rate', RATES);
    expect([x.isLog, x.name]).toEqual([true, 'learning rate']);
    expect(RATES.map((rate) => x.placeOf(rate))).toEqual([-3, -2, -1].map((at) => expect.closeTo(at, 12)));
    expect(RATES.map((rate) => x.value?.(x.placeOf(rate)))).toEqual(RATES);
    expect(x.ticksIn(400).map(({ label }) => label)).toEqual(['0.001', '0.01', '0.1']);
    expect(x.from).toBeLessThan(-3);
  });
  it('is linear for depth and for values close together', () => {
    expect(settingAxis('depth', 'Depth', [1, 2, 20]).isLog).toBe(false);
    expect(settingAxis('learningRate', 'Learning rate', [0.01, 0.02]).isLog).toBe(false);
  });
  it('has round marks where the labels of all values do not fit', () => {
    const many = Array.from({ length: 30 }, (_, i) => i + 1);
    const ticks = settingAxis('depth', 'Depth', many).ticksIn(300);
    expect(ticks.length).toBeLessThan(10);
  });
});

it('the axis of results holds every band, within possible accuracies', () => {
  const { domain } = resultAxis('testAccuracy', [0.971, 1.004, 0.95]);
  expect(domain[0]).toBeLessThanOrEqual(0.95);
  expect(domain[1]).toBe(1);
  const loss = resultAxis('testLoss', [0.02, 0.3, -0.1]);
  expect(loss.domain[0]).toBeLessThanOrEqual(loss.carry(0.02));
  expect(loss.domain[1]).toBeGreaterThanOrEqual(loss.carry(0.3));
});

describe('a sweep as a chart', () => {
  const shown = { title: '', setting: 'learningRate', label: 'Learning rate', by: 'testAccuracy' } as const;
  const spec = sweepSpec(sweep(), { ...shown, narrow: false });

  it('has a line with a band per rule, and circles each best value', () => {
    const [bp, dfa] = spec.lines;
    expect([bp?.circled, dfa?.circled]).toEqual([-2, -3].map((at) => expect.closeTo(at, 12)));
    expect([...Array.from(bp?.points.y ?? [])]).toEqual(
      [0.905, 0.985, 0.955].map((y) => expect.closeTo(y, 12)),
    );
    expect(bp?.band?.high.y[0]).toBeCloseTo(0.905 + 0.01 / Math.SQRT2, 12);
    expect(spec.better).toBe('high');
  });
});

describe('in words', () => {
  it('a best value at the edge of the grid is said', () => {
    const notes = sweepNotes(sweep(), 'Learning rate', ['batchSize']);
    expect(notes).toEqual([
      'DFA: the best learning rate, 0.001, is the smallest tried. A smaller one may be better.',
      'Means also run over different values of batch size.',
      'Best values are chosen on the test set, so their results are optimistic.',
    ]);
  });
  it('while a value waits for its result, that is said instead', () => {
    const some = runs.map((one) => {
      if (one.spec.learningRate !== 0.1) return one;
      const { reached: _none, ...rest } = one;
      return { ...rest, state: 'waiting' as const, step: 0, epoch: 0 };
    });
    expect(sweepNotes(sweep(some), 'Learning rate', [])).toEqual([
      'Some values have no result yet: the best ones may change.',
      'Best values are chosen on the test set, so their results are optimistic.',
    ]);
  });
  it('so are runs that diverged', () => {
    const broken = runs.map((one) =>
      one.spec.learningRate === 0.1 && one.spec.seed === 1 && one.spec.rule === 'bp'
        ? { ...one, state: 'diverged' as const }
        : one,
    );
    expect(sweepNotes(sweep(broken), 'Learning rate', [])).toContain(
      'BP at 0.1: 1 of 2 runs diverged or failed.',
    );
  });
  it('the summary names every rule’s best', () => {
    expect(sweepSummary(sweep(), 'Learning rate', 'testAccuracy')).toBe(
      'Each algorithm at its best learning rate: BP 98.50\u202f% at 0.01, DFA 97.50\u202f% at 0.001.',
    );
    expect(sweepSummary([], 'Learning rate', 'testAccuracy')).toBe('No run has finished an epoch yet.');
  });
});

it('the table shows each rule at its own best value, beside all at one', () => {
  const rows = sweepRows(sweep(), 'testAccuracy', 0.1);
  const html = renderToStaticMarkup(
    <SweepTable
      {...{
        rows,
        by: 'testAccuracy',
        label: 'Learning rate',
        one: 0.1,
        common: RATES,
        onOne: () => undefined,
      }}
    />,
  );
  const cells = [...html.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/g)].map(([, text = '']) =>
    text.replace(/<[^>]*>/g, ''),
  );
  expect(cells).toEqual(
    expect.arrayContaining([
      'All at 0.1',
      '0.01',
      '98.50\u202f% ± 0.71',
      '95.50\u202f% ± 0.71',
      '80.50\u202f% ± 0.71',
    ]),
  );
});
