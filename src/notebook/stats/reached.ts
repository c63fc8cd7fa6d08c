/** The numbers of the table: what groups of runs reached, and how they compare. */
import type { Task } from '../../data/spec';
import { gapClosed, type Judged, type Statistics, statistics } from '../../experiment/aggregate';
import type { Reached, RunRecord } from '../records';
import type { Group, GroupKey } from './group';
import { countedRuns } from './mean';

/** What runs are compared by. */
export const judgedBy = (task: Task): Judged => (task === 'regression' ? 'testLoss' : 'testAccuracy');

export interface GroupResult {
  readonly n: number;
  /** After the last epoch. */
  readonly last?: Statistics;
  /** Of each run's best epoch on the test set. */
  readonly best?: Statistics;
  readonly testLoss?: Statistics;
  readonly meanAngle?: Statistics;
  /** Seconds of an epoch: timed alone where that was possible, else the mean of all. */
  readonly epochSeconds?: Statistics;
  /** Last minus the baseline's, in the metric's own unit. */
  readonly toBaseline?: number;
  /** (rule − DRTP)/(BP − DRTP) of the best epochs' means; see `gapClosed`. */
  readonly gap?: number;
}

export const bestKeys = { testAccuracy: 'bestTestAccuracy', testLoss: 'bestTestLoss' } as const;

const over = (runs: readonly RunRecord[], of: (reached: Reached, run: RunRecord) => number | undefined) =>
  statistics(runs.flatMap((run) => (run.reached ? (of(run.reached, run) ?? []) : [])));

const secondsOf = ({ aloneSeconds, trainSeconds }: Reached, { epoch }: RunRecord): number | undefined =>
  aloneSeconds ?? (epoch > 0 ? trainSeconds / epoch : undefined);

const present = <T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as never;

/** Of the runs that the group's mean covers. */
function groupResult({ runs }: Pick<Group, 'runs'>, by: Judged): GroupResult {
  const counted = countedRuns(runs);
  return present({
    n: counted.length,
    last: over(counted, (reached) => reached[by]),
    best: over(counted, (reached) => reached[bestKeys[by]]),
    testLoss: over(counted, ({ testLoss }) => testLoss),
    meanAngle: over(counted, ({ meanAngle }) => meanAngle),
    epochSeconds: over(counted, secondsOf),
  }) as GroupResult;
}

const textOf = ({ parts }: Group, isMeant: (key: GroupKey) => boolean): string =>
  JSON.stringify(parts.filter(({ key }) => isMeant(key)));

/**
 * The runs of one rule among those that share everything else with the group: its BP and DRTP. Rules may have learning
 * rates of their own; where one was tried with several, the group is compared at its own rate.
 */
function partner(all: readonly Group[], group: Group, rule: 'bp' | 'drtp'): Group | undefined {
  const others = (one: Group): string => textOf(one, (key) => key !== 'rule' && key !== 'learningRate');
  const found = all.filter((one) => one.rule === rule && others(one) === others(group));
  const rate = (one: Group): string => textOf(one, (key) => key === 'learningRate');
  return found.length === 1 ? found[0] : found.find((one) => rate(one) === rate(group));
}

/** @param baseline key of a group; undefined: none */
export function groupResults(
  groups: readonly Group[],
  by: Judged,
  baseline: string | undefined,
): ReadonlyMap<string, GroupResult> {
  const own = new Map(groups.map((group) => [group.key, groupResult(group, by)]));
  const base = baseline === undefined ? undefined : own.get(baseline)?.last?.mean;
  const bestOf = (group: Group | undefined) => (group ? own.get(group.key)?.best : undefined);
  return new Map(
    groups.map((group) => {
      const result = own.get(group.key) as GroupResult;
      const gap = gapClosed(
        by,
        result.best,
        bestOf(partner(groups, group, 'bp')),
        bestOf(partner(groups, group, 'drtp')),
      );
      const toBaseline =
        base === undefined || group.key === baseline || !result.last ? undefined : result.last.mean - base;
      return [group.key, present({ ...result, gap, toBaseline }) as GroupResult];
    }),
  );
}
