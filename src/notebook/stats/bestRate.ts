/** Sweeps: the test result against a setting with several values, and each rule's best value. */
import { type RuleId, ruleIds, rules } from '../../core/rules';
import { gapClosed, isBetter, type Judged, type Statistics, statistics } from '../../experiment/aggregate';
import type { RunRecord } from '../records';
import { differing, type GroupKey, groupKeyName, groupRuns } from './group';
import { countedRuns } from './mean';
import { bestKeys } from './reached';

/** `depth`: the number of hidden layers. */
export type SweptKey = Exclude<GroupKey, 'experiment' | 'rule' | 'seed'> | 'depth';
/** Which evaluation of a run counts: that after its last epoch, or its best. */
export type Which = 'last' | 'best';

/** "Learning rate" */
export const sweptName = (key: SweptKey): string => (key === 'depth' ? 'Depth' : groupKeyName(key));

export interface SweepPoint {
  readonly value: number;
  /** Absent while no run with this value counts: it waits, or each ended early. */
  readonly result?: Statistics;
  /** All runs with this value. */
  readonly runs: number;
  /** Those that diverged or failed, which the result leaves out. */
  readonly broken: number;
}
type Measured = SweepPoint & { readonly result: Statistics };

/** The best value is the first or last tried, and all have a result or broke: a better one may lie beyond. */
export type GridEnd = 'smallest' | 'largest';

export interface RuleSweep {
  readonly rule: RuleId;
  readonly name: string;
  /** By value, ascending. */
  readonly points: readonly SweepPoint[];
  /** By mean, among the values with which no run diverged or failed; absent before the first result. */
  readonly best?: Measured;
  readonly atEnd?: GridEnd;
}

const isMeasured = (point: SweepPoint): point is Measured => point.result !== undefined;

function bestOf(points: readonly SweepPoint[], by: Judged): Measured | undefined {
  const all = points
    .filter(isMeasured)
    .filter(({ result, broken }) => broken === 0 && Number.isFinite(result.mean));
  return all.length === 0
    ? undefined
    : all.reduce((a, b) => (isBetter(by, b.result.mean, a.result.mean) ? b : a));
}

/** Some of its runs may still give it a result. */
export const isOpen = ({ result, runs, broken }: SweepPoint): boolean =>
  result === undefined && broken < runs;

function endOf(points: readonly SweepPoint[], best: SweepPoint | undefined): GridEnd | undefined {
  if (!best || points.length < 2 || points.some(isOpen)) return undefined;
  if (best === points[0]) return 'smallest';
  return best === points.at(-1) ? 'largest' : undefined;
}

function settingOf({ spec }: RunRecord, key: SweptKey): unknown {
  return key === 'depth' ? spec.hidden.length : (spec as Partial<Record<SweptKey, unknown>>)[key];
}
const byRule = (runs: readonly RunRecord[]) => groupRuns(runs, ['rule']).map((group) => group.runs);

const valuesOf = (runs: readonly RunRecord[], key: SweptKey): readonly unknown[] => [
  ...new Set(runs.map((run) => settingOf(run, key))),
];

/** What differs between runs of the same rule, apart from their seeds and experiments. */
const differingSettings = (runs: readonly RunRecord[]) =>
  differing(runs).flatMap((key) => (key === 'experiment' || key === 'rule' || key === 'seed' ? [] : [key]));

/** Settings that are numbers, and of which some rule was tried with several values. */
export const sweptKeys = (runs: readonly RunRecord[]): readonly SweptKey[] =>
  ['depth' as const, ...differingSettings(runs)].filter(
    (key) =>
      runs.every((run) => typeof settingOf(run, key) === 'number') &&
      byRule(runs).some((own) => valuesOf(own, key).length > 1),
  );

/** What else differs between runs of one rule and value, over which a sweep's means run too. */
export const mixedKeys = (runs: readonly RunRecord[], key: SweptKey): readonly SweptKey[] =>
  differingSettings(runs).filter((one) => one !== key && !(key === 'depth' && one === 'hidden'));

function pointOf(runs: readonly RunRecord[], value: number, by: Judged, which: Which): SweepPoint {
  const field = which === 'last' ? by : bestKeys[by];
  const result = statistics(countedRuns(runs).flatMap(({ reached }) => reached?.[field] ?? []));
  const broken = runs.filter(({ state }) => state === 'diverged' || state === 'failed').length;
  return { value, broken, runs: runs.length, ...(result ? { result } : {}) };
}

/**
 * The test result of each rule against a setting: mean ± sd over the runs that count.
 * @param key one of `sweptKeys`
 * @returns rules in their order
 */
export function sweepOf(
  runs: readonly RunRecord[],
  key: SweptKey,
  by: Judged,
  which: Which,
): readonly RuleSweep[] {
  return byRule(runs)
    .flatMap((own): RuleSweep[] => {
      const rule = own[0]?.spec.rule;
      if (!rule) return [];
      const points = valuesOf(own, key)
        .map(Number)
        .sort((a, b) => a - b)
        .map((value) =>
          pointOf(
            own.filter((run) => settingOf(run, key) === value),
            value,
            by,
            which,
          ),
        );
      const best = bestOf(points, by);
      const atEnd = endOf(points, best);
      return [
        { rule, name: rules[rule].name, points, ...(best ? { best } : {}), ...(atEnd ? { atEnd } : {}) },
      ];
    })
    .sort((a, b) => ruleIds.indexOf(a.rule) - ruleIds.indexOf(b.rule));
}

/** The values that every rule was tried with, ascending. */
export function commonValues(sweeps: readonly RuleSweep[]): readonly number[] {
  const [first, ...others] = sweeps;
  const has = (sweep: RuleSweep, value: number) => sweep.points.some((point) => point.value === value);
  return (first?.points ?? [])
    .map(({ value }) => value)
    .filter((value) => others.every((sweep) => has(sweep, value)));
}

/** A rule's result and the part of the gap that it closes, among rules treated alike. */
export interface Compared {
  readonly point?: SweepPoint;
  readonly gapClosed?: number;
}
export interface SweepRow {
  readonly sweep: RuleSweep;
  /** Every rule at its own best value. */
  readonly own: Compared;
  /** Every rule at the same value. */
  readonly same: Compared;
}

/** @param one a value for all rules @param by see `sweepOf` */
export function sweepRows(
  sweeps: readonly RuleSweep[],
  by: Judged,
  one: number | undefined,
): readonly SweepRow[] {
  const sameOf = ({ points }: RuleSweep) => points.find(({ value }) => value === one);
  const compared = (pick: (sweep: RuleSweep) => SweepPoint | undefined) => {
    const of = (rule: RuleId) =>
      sweeps.filter((sweep) => sweep.rule === rule).map((sweep) => pick(sweep)?.result)[0];
    return (sweep: RuleSweep): Compared => {
      const point = pick(sweep);
      const gap = gapClosed(by, point?.result, of('bp'), of('drtp'));
      return { ...(point ? { point } : {}), ...(gap === undefined ? {} : { gapClosed: gap }) };
    };
  };
  const [own, same] = [compared(({ best }) => best), compared(sameOf)];
  return sweeps.map((sweep) => ({ sweep, own: own(sweep), same: same(sweep) }));
}
