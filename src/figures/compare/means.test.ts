import { expect, it } from 'vitest';
import type { EpochEvent } from '../../core/run/events';
import { epochSteps, epochsAt } from '../../core/trainer/epochSteps';
import { statistics } from '../../experiment/aggregate';
import { keyText } from '../../notebook/keys';
import type { RunCurves, RunRecord } from '../../notebook/records';
import { groupRuns } from '../../notebook/stats/group';
import { doneRun } from '../../notebook/stats/testSupport';
import { ruleStyle } from '../theme/ruleStyle';
import { groupLines } from './groupLines';
import type { ShownGroup } from './groups';
import { curveOf } from './means';
import type { MetricId, XId } from './metrics';

const value = (seed: number, i: number): number => 1 / 3 + Math.sin(12.9898 * i + 78.233 * seed) / 7;

function curvesOf(seed: number, epochs: number): RunCurves {
  const steps = Float64Array.from({ length: 20 * epochs }, (_, i) => 6 * (i + 1));
  return {
    loss: { steps, values: steps.map((_, i) => value(seed, i)) },
    epochs: Array.from(
      { length: epochs },
      (_, i) =>
        ({
          ...{ type: 'epoch', epoch: i + 1, step: 120 * (i + 1), trainSeconds: 1 + value(seed, i) },
          ...{ testAccuracy: value(seed, i), testLoss: value(seed, 3 * i) },
        }) as EpochEvent,
    ),
    measures: [],
    reports: [],
  };
}

const shown = (runs: readonly RunRecord[]): readonly ShownGroup[] =>
  groupRuns(runs, ['rule']).map((group) => ({
    ...group,
    ...{ name: group.rule, style: ruleStyle(group.rule), result: { n: 3 }, mark: 'm' },
    ...{ isHidden: false, isBaseline: false },
  }));

const runs = (['bp', 'dfa'] as const).flatMap((rule) => [0, 1, 2].map((seed) => doneRun(rule, seed, 0.9)));
const textOf = ({ experiment, id }: RunRecord): string => keyText([experiment, id]);
const make = () => new Map(runs.map((run, i) => [textOf(run), curvesOf(i, 10)]));
const linesOf = (curves: ReadonlyMap<string, RunCurves>, metric: MetricId, x: XId = 'epoch') =>
  groupLines(shown(runs), curves, [], { metric, x });

it('the mean and band of each group are the statistics of its runs, bit for bit', () => {
  const curves = make();
  for (const metric of ['testAccuracy', 'testLoss', 'trainingLoss'] as const)
    for (const [place, { points, band }] of linesOf(curves, metric).entries())
      for (let i = 0; i < points.length; i += 1) {
        const own = [...curves.values()].slice(3 * place, 3 * place + 3).map(({ loss, epochs }) => {
          if (metric === 'trainingLoss') return loss.values[i] as number;
          return (epochs[i] as EpochEvent)[metric];
        });
        const { mean, sd } = statistics(own) ?? { mean: 0 };
        expect([points.y[i], band?.low.y[i], band?.high.y[i]]).toEqual([
          mean,
          mean - (sd ?? 0),
          mean + (sd ?? 0),
        ]);
        expect(points.x[i]).toBe(metric === 'trainingLoss' ? (6 * (i + 1)) / 120 : i + 1);
      }
});

it('curves that change make their group’s line new, and leave the others as they are; so do hiding and sorting', () => {
  const curves = make();
  for (const [metric, x] of [
    ['trainingLoss', 'samples'],
    ['testAccuracy', 'time'],
  ] as const) {
    const [bp, dfa] = linesOf(curves, metric, x);
    const changed = new Map(curves).set(textOf(runs[4] as RunRecord), curvesOf(9, 10));
    const [sameBp, newDfa] = linesOf(changed, metric, x);
    for (const part of ['points', 'band', 'place'] as const) expect(sameBp?.[part]).toBe(bp?.[part]);
    expect(newDfa?.points).not.toBe(dfa?.points);
    // Equal curves that were read again, from which nothing is kept.
    expect(newDfa?.points).toEqual(
      linesOf(new Map([...make(), [textOf(runs[4] as RunRecord), curvesOf(9, 10)]]), metric, x)[1]?.points,
    );
    const sorted = groupLines(
      shown(runs)
        .toReversed()
        .map((group, i) => ({ ...group, isHidden: i === 1 })),
      curves,
      [],
      { metric, x },
    );
    expect(sorted).toHaveLength(1);
    expect(sorted[0]?.points).toBe(dfa?.points);
    expect(sorted[0]?.place).toBe(dfa?.place);
  }
});

it('a run’s losses are placed anew where its epochs turn out to have other steps', () => {
  const [run] = runs as [RunRecord];
  const curves = curvesOf(0, 10);
  const epochEnds = epochSteps([1000, 2000], 50).epochEnds;
  const steps: Partial<RunRecord>[] = [{}, { stepsPerEpoch: 60 }, { epochEnds }, {}];
  for (const one of steps) {
    const now = { ...run, ...one };
    const { x } = curveOf(now, curves, 'trainingLoss');
    expect([...x]).toEqual([...curves.loss.steps].map((step) => epochsAt(now, step)));
    expect(curveOf({ ...now, note: 'new' }, curves, 'trainingLoss').x).toBe(x);
  }
});
