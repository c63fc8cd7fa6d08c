import { describe, expect, it } from 'vitest';
import type { RuleId } from '../../core/rules';
import type { DivergedEvent, SummaryEvent } from '../../core/run/events';
import { defaultExperiment } from '../../experiment/defaults';
import { expand, type PlannedRun } from '../../experiment/expand';
import { type Outcome, summaryLines } from './summary';

const runsOf = (rules: readonly RuleId[], seeds: readonly number[], dataset = 'digits') =>
  expand({ ...defaultExperiment(dataset), rules: [...rules], seeds: [...seeds] });
const [alone] = runsOf(['f3-error'], [0]) as [PlannedRun];
const [predicting] = runsOf(['f3-error'], [0], 'sgemm') as [PlannedRun];
const at = { run: 'f3-error-0', step: 3600 } as const;

describe('the table of one seed', () => {
  const loss = { trainingLoss: 0.0171, testLoss: 0.01699 };
  it('shows losses for regression', () => {
    const summary = { ...at, ...loss, type: 'summary', epoch: 5, bestTestLoss: 0.0068 } as const;
    const nothing = { testAccuracy: Number.NaN, bestTestAccuracy: Number.NaN };
    const lines = (ends: readonly (SummaryEvent | DivergedEvent)[], run = predicting) =>
      summaryLines(
        ends.map((end) => ({ run, end, interrupted: false })),
        [run],
      );
    expect(lines([{ ...summary, ...nothing }]).slice(0, 2)).toEqual([
      'Algorithm   last loss best loss',
      'F³-Error    0.01699   0.006800',
    ]);
    // One that broke off is not left out; the step is that of its event.
    const [, ...rows] = lines([
      { ...at, type: 'diverged' },
      { ...summary, ...nothing },
    ]);
    expect(rows.slice(0, 2)).toEqual(['F³-Error    stopped at step 3,600', 'F³-Error    0.01699   0.006800']);
    // Heads are those of losses, also where no run came to one.
    expect(lines([{ ...at, type: 'diverged' }])[0]).toBe('Algorithm   last loss best loss');
    expect(lines([{ ...summary, testAccuracy: 0.5, bestTestAccuracy: 0.75 }], alone).slice(0, 2)).toEqual([
      'Algorithm   last      best      test loss',
      'F³-Error    50.00\u202f%   75.00\u202f%   0.01699',
    ]);
  });
});

describe('the table of several seeds', () => {
  const ending = (run: PlannedRun, best: number, more: Partial<SummaryEvent> = {}): Outcome => ({
    run,
    interrupted: false,
    end: {
      type: 'summary',
      run: run.id,
      step: 100,
      epoch: 2,
      trainingLoss: 1,
      testLoss: 1 - best,
      testAccuracy: best - 0.01,
      bestTestAccuracy: best,
      bestTestLoss: 1 - best,
      ...more,
    },
  });
  const stopped = (run: PlannedRun): Outcome => ({
    run,
    interrupted: false,
    end: { type: 'diverged', run: run.id, step: 1200 },
  });
  const lines = (outcomes: readonly Outcome[], runs: readonly PlannedRun[]) =>
    summaryLines(outcomes, runs).map((line) => line.replaceAll('\u202f', ' '));

  it('lists single runs, then mean ± deviation with n and the gap closed', () => {
    const runs = runsOf(['bp', 'dfa', 'drtp'], [0, 1]);
    // In the order of training: bp-0, dfa-0, drtp-0, bp-1, …
    const best = [0.96, 0.93, 0.9, 0.98, 0.94, 0.92];
    expect(
      lines(
        runs.map((run, i) => ending(run, best[i] as number)),
        runs,
      ).slice(0, 14),
    ).toEqual([
      'Algorithm  Seed  last     best     test loss',
      'BP         0     95.00 %  96.00 %  0.04000',
      'BP         1     97.00 %  98.00 %  0.02000',
      'DFA        0     92.00 %  93.00 %  0.07000',
      'DFA        1     93.00 %  94.00 %  0.06000',
      'DRTP       0     89.00 %  90.00 %  0.1000',
      'DRTP       1     91.00 %  92.00 %  0.08000',
      '',
      // √2 points between two that lie 2 apart; gaps (0.935 − 0.91)/(0.97 − 0.91).
      'Algorithm  n  last            best            test loss         gap closed',
      'BP         2  96.00 ± 1.41 %  97.00 ± 1.41 %  0.03000 ± 0.014   100 %',
      'DFA        2  92.50 ± 0.71 %  93.50 ± 0.71 %  0.06500 ± 0.0071  42 %',
      'DRTP       2  90.00 ± 1.41 %  91.00 ± 1.41 %  0.09000 ± 0.014   0 %',
      'Mean ± sample standard deviation over the n runs that finished.',
      'Gap closed: (algorithm − DRTP)/(BP − DRTP) of mean best values; – where BP does not beat DRTP by two standard deviations.',
    ]);
  });

  it('counts and names the runs that no mean contains', () => {
    const runs = runsOf(['bp', 'fa'], [0, 1, 2, 3, 4]);
    const of = (id: string) => runs.find((run) => run.id === id) as PlannedRun;
    const cut: Outcome = { ...ending(of('bp-4'), 0.5, { epoch: 1 }), interrupted: true };
    const found = lines(
      [
        ending(of('bp-0'), 0.96),
        stopped(of('bp-1')),
        stopped(of('bp-2')),
        ending(of('bp-3'), 0.98, { stuckSince: 2 }),
        cut,
        stopped(of('fa-0')),
        { run: of('fa-1'), end: undefined, interrupted: true },
      ],
      runs,
    );
    expect(found.slice(1, 8)).toEqual([
      'BP         0     95.00 %  96.00 %  0.04000',
      'BP         1     –        –        –          stopped at step 1,200',
      'BP         2     –        –        –          stopped at step 1,200',
      'BP         3     97.00 %  98.00 %  0.02000    learnt nothing since epoch 2',
      'BP         4     49.00 %  50.00 %  0.5000     interrupted in epoch 2',
      'FA         0     –        –        –          stopped at step 1,200',
      'FA         1     –        –        –          interrupted in epoch 1',
    ]);
    expect(found.slice(9, 12)).toEqual([
      'Algorithm  n  last            best            test loss',
      'BP         2  96.00 ± 1.41 %  97.00 ± 1.41 %  0.03000 ± 0.014  2 of 5 stopped (seeds 1,2); 1 of 5 interrupted (seed 4); 1 of 5 learnt nothing (seed 3)',
      'FA         0  –               –               –                1 of 5 stopped (seed 0); 1 of 5 interrupted (seed 1); 3 of 5 not started (seeds 2-4)',
    ]);
  });

  it('shows losses for regression, and no deviation for one run', () => {
    const runs = runsOf(['bp', 'drtp'], [0, 1], 'sgemm');
    const numbers = { testAccuracy: Number.NaN, bestTestAccuracy: Number.NaN };
    const [bp0, drtp0, bp1, drtp1] = runs as [PlannedRun, PlannedRun, PlannedRun, PlannedRun];
    const found = lines(
      [
        ending(bp0, 0.99, numbers),
        ending(drtp0, 0.6, numbers),
        stopped(bp1),
        ending(drtp1, 0.5, { ...numbers, testLoss: 0.75 }),
      ],
      runs,
    );
    expect(found.slice(6, 9)).toEqual([
      'Algorithm  n  last loss      best loss       gap closed',
      'BP         1  0.01000        0.01000         100 %       1 of 2 stopped (seed 1)',
      'DRTP       2  0.5750 ± 0.25  0.4500 ± 0.071  0 %',
    ]);
  });
});
