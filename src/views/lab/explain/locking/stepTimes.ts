import { percent } from '../../../../core/format';
import type { RuleId } from '../../../../core/rules';
import { fewestSteps } from '../../../../core/trainer/epochSteps';
import type { RuleRecord } from '../../../../store/run/byRule';
import { type Result, result } from '../../../../store/run/results';
import type { RunSeries } from '../../../../store/run/series';

export interface StepTime {
  readonly rule: RuleId;
  /** Milliseconds a step, alone on its device: an epoch's training over its steps. */
  readonly ms: number;
}

/** Of the trained runs whose time alone was taken. */
export function stepTimes(record: RuleRecord, ids: readonly RuleId[]): StepTime[] {
  return ids.flatMap((rule) => {
    const { aloneSeconds }: Result = result(record, rule);
    const series = record.get(rule);
    // The epoch of the least time is the shortest.
    const steps = series ? fewestSteps(series) : 0;
    return aloneSeconds === undefined || steps === 0 ? [] : [{ rule, ms: (1000 * aloneSeconds) / steps }];
  });
}

/** Rules whose runs have stages: what one of these takes is no time of a step. */
export const stagedRules = (runs: Iterable<Pick<RunSeries, 'rule' | 'trace'>>): RuleId[] => [
  ...new Set([...runs].flatMap(({ rule, trace }) => (trace && trace.lanes.length > 1 ? [rule] : []))),
];

/** "13 % less than BP": against BP where it was timed too. */
export function againstBp({ rule, ms }: StepTime, all: readonly StepTime[]): string {
  const bp = all.find((one) => one.rule === 'bp')?.ms;
  if (rule === 'bp') return 'reference';
  if (bp === undefined) return '';
  const share = ms / bp - 1;
  if (Math.abs(share) < 0.005) return 'as BP';
  return `${percent(Math.abs(share), 0)} ${share < 0 ? 'less' : 'more'} than BP`;
}
