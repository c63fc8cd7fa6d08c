/** The numbers of the results table, from full evaluations only. */
import type { MeasureId } from '../../core/measures';
import type { RuleId } from '../../core/rules';
import type { MeasuredSeries } from '../../core/run/events';
import type { RunId } from '../../core/run/spec';
import {
  allSteps,
  type EpochSteps,
  epochsAt,
  stepsBefore,
  stepsIn,
  wholeEpochs,
} from '../../core/trainer/epochSteps';
import type { Task } from '../../data/spec';
import {
  bestOf,
  gapClosed,
  hiddenMean,
  type Judged,
  type Statistics,
  statistics,
  toBp,
} from '../../experiment/aggregate';
import type { RuleRecord, RuleSeries } from './byRule';
import { brokeOff, type RunSeries, type Series, type SeriesRecord } from './series';

/** The curve by which rules are compared: in the large figure, the table and the epoch announcements. */
export const mainCurve = (task: Task): Judged => (task === 'regression' ? 'testLoss' : 'testAccuracy');

/** Results of a run or a rule. */
interface Reached<Value> {
  /** The epoch of all other numbers here; 0 before the first. */
  readonly epoch: number;
  /** Test accuracy as a fraction; for regression the test loss. */
  readonly last?: Value;
  readonly best?: Value;
  /** Mean over hidden layers of the angle to BP's gradient, in degrees; absent for BP, where it is 0 by definition. */
  readonly meanAngle?: Value;
  /** The same per layer, the output last; null where a rule gives a layer no gradient. */
  readonly angles?: readonly (number | null)[];
  /** Seconds per epoch of training while nothing else computes; the fastest epoch timed that way. */
  readonly aloneSeconds?: number;
  readonly end?: NonNullable<Series['end']>;
  /** The epoch since which it has not learnt, if it is stuck in the epoch of these numbers. */
  readonly stuckSince?: number;
  readonly step: number;
}

/** One run of a rule with several. */
export interface RunResult extends Reached<number> {
  readonly id: RunId;
  readonly seed: number;
  /** It is queued for a worker. */
  readonly waits: boolean;
  /** Included in the rule's mean. */
  readonly counts: boolean;
}

/** A rule's results: its only run's, or the mean over its seeds. */
export interface Result extends Reached<Statistics> {
  readonly rule: RuleId;
  /**
   * Best accuracy minus BP's best, as a fraction; for losses the ratio to BP's best. Over the epochs that both have.
   */
  readonly toBp?: number;
  /** Number of those epochs, where the rule and BP have different numbers. */
  readonly comparedEpochs?: number;
  /** Over the epochs that the rule, BP and DRTP all have. */
  readonly gapClosed?: number;
  /** All runs of a rule with several. */
  readonly runs?: readonly RunResult[];
}

const defined = <T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as never;

/** Epochs with complete results: measures arrive after the epoch's end. */
function complete(series: Series): number {
  const { epochs, measures } = series;
  const measured = measures.at(-1)?.epoch;
  return measured === undefined || brokeOff(series) ? epochs.length : Math.min(epochs.length, measured);
}

/** The runs that represent a rule. */
const countedRuns = (series: RuleSeries): readonly Series[] => series.several?.counted ?? [series];
const completeOf = (series: RuleSeries): number => {
  const counted = countedRuns(series);
  return counted.length > 0 ? Math.min(...counted.map(complete)) : 0;
};

/** Whether some seeds have finished: the rule's numbers are theirs while others train. */
const hasFinished = ({ several }: RuleSeries): boolean =>
  several?.counted.some(({ end }) => end === 'done') ?? false;

/** The last epoch that all rules still in training have completed. */
function epochUnderWay(record: RuleRecord): number | undefined {
  const going = [...record.values()].filter(
    (series) => !hasFinished(series) && countedRuns(series).length > 0 && !brokeOff(series),
  );
  return going.length > 0 ? Math.min(...going.map(completeOf)) : undefined;
}

/** The epoch at which all rules are compared; for seeds that train in sequence, the furthest. */
export function commonEpoch(record: RuleRecord): number {
  const all = [...record.values()];
  const done = all.filter(hasFinished).map(completeOf);
  const under = epochUnderWay(record);
  if (done.length > 0 || under !== undefined) return Math.max(...done, under ?? 0);
  return Math.max(0, ...all.map(({ epochs }) => epochs.length));
}

/** The epoch of a rule's numbers: the common one, or its own last if it ended early. */
export function epochOf(record: RuleRecord, rule: RuleId): number {
  const series = record.get(rule);
  if (!series) return 0;
  const common = hasFinished(series) ? completeOf(series) : (epochUnderWay(record) ?? commonEpoch(record));
  return Math.min(common, series.epochs.length);
}

/** A measure's values at the epoch of the rule's results, by series. */
export function measureAt(record: RuleRecord, rule: RuleId, id: MeasureId): MeasuredSeries | undefined {
  return measuredAt(record.get(rule), id, epochOf(record, rule));
}
export const measuredAt = (
  series: Series | undefined,
  id: MeasureId,
  epoch: number,
): MeasuredSeries | undefined => series?.measures.find((event) => event.epoch === epoch)?.values[id];

/** The best test result within the first epochs. */
const best = (series: Series, by: Judged, epochs: number): number | undefined =>
  bestOf(
    by,
    series.epochs.slice(0, epochs).map((epoch) => epoch[by]),
  );

/** Statistics of each counted run's best within the first epochs. */
const bests = (series: RuleSeries | undefined, by: Judged, epochs: number): Statistics | undefined =>
  statistics(series ? countedRuns(series).flatMap((run) => best(run, by, epochs) ?? []) : []);

/** A run's results at the end of an epoch. */
function reached(series: Series, rule: RuleId, epoch: number, by: Judged): Reached<number> {
  const epochs = series.epochs.slice(0, epoch);
  const angles = rule === 'bp' ? undefined : measuredAt(series, 'gradient-angle', epoch)?.angle;
  const alone = epochs.flatMap(({ aloneSeconds }) => aloneSeconds ?? []);
  return {
    epoch,
    step: series.step,
    ...defined({
      last: epochs.at(-1)?.[by],
      best: best(series, by, epoch),
      meanAngle: hiddenMean(angles),
      angles,
      aloneSeconds: alone.length > 0 ? Math.min(...alone) : undefined,
      end: series.end,
      stuckSince: epochs.at(-1)?.stuckSince,
    }),
  };
}

/** A run outside the mean shows its own latest epoch. */
function runResult(run: RunSeries, { several }: RuleSeries, epoch: number, by: Judged): RunResult {
  const counts = several?.counted.includes(run) ?? false;
  const { id, seed, rule, begun, end } = run;
  const own = reached(run, rule, counts ? epoch : complete(run), by);
  return { ...own, id, seed, counts, waits: !begun && end === undefined };
}

type Spread = Pick<Result, 'last' | 'best' | 'meanAngle' | 'aloneSeconds'>;

/** Statistics over the counted runs. */
function spreadOf(all: readonly Reached<number>[]): Spread {
  const of = (key: 'last' | 'best' | 'meanAngle') => statistics(all.flatMap((one) => one[key] ?? []));
  const alone = all.flatMap(({ aloneSeconds }) => aloneSeconds ?? []);
  return defined({
    last: of('last'),
    best: of('best'),
    meanAngle: of('meanAngle'),
    aloneSeconds: alone.length > 0 ? Math.min(...alone) : undefined,
  }) as Spread;
}

/** All numbers belong to one epoch; a rule that ended early keeps those of its last epoch. */
export function result(record: RuleRecord, rule: RuleId, task: Task = 'classification'): Result {
  const by = mainCurve(task);
  const series = record.get(rule);
  if (!series) return { rule, epoch: 0, step: 0 };
  const epoch = epochOf(record, rule);
  /** A rule's best within the epochs that all compared rules have. */
  const compared = (of: RuleId, ...all: RuleId[]) =>
    bests(record.get(of), by, Math.min(epoch, ...all.map((one) => epochOf(record, one))));
  const bpEpoch = epochOf(record, 'bp');
  const all = countedRuns(series).map((run) => reached(run, rule, epoch, by));
  const { several } = series;
  const { end, angles, stuckSince } = reached(series, rule, epoch, by);
  return {
    rule,
    epoch,
    step: series.step,
    ...spreadOf(all),
    ...defined({
      toBp: rule === 'bp' ? undefined : toBp(by, compared(rule, 'bp')?.mean, compared('bp', 'bp')?.mean),
      comparedEpochs: bpEpoch === epoch ? undefined : Math.min(bpEpoch, epoch) || undefined,
      gapClosed: gapClosed(
        by,
        compared(rule, 'bp', 'drtp'),
        compared('bp', 'bp', 'drtp'),
        compared('drtp', 'bp', 'drtp'),
      ),
      end,
      angles,
      stuckSince: several ? undefined : stuckSince,
      runs: several?.runs.map((run) => runResult(run, series, epoch, by)),
    }),
  } as Result;
}

export interface Progress {
  /** The current epoch of the slowest training run, from 1. */
  readonly epoch: number;
  /** Batches done in that epoch. */
  readonly batch: number;
  readonly batches: number;
  /** That run's position in epochs, with fractions. */
  readonly now: number;
  /** Fraction of all training done, 0 … 1. */
  readonly part: number;
  /** Runs queued for a worker. */
  readonly waiting: number;
  readonly runs: number;
  readonly samplesDone: number;
  readonly samplesLeft: number;
}

const orElse = <T>(some: readonly T[], others: readonly T[]): readonly T[] =>
  some.length > 0 ? some : others;
const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, n) => sum + n, 0);

/** Progress over all runs; those that stopped or are queued are left out where possible. */
export function progress(record: SeriesRecord, epochs: number, batchSize: number): Progress {
  const all = [...record.values()];
  const going = orElse(
    all.filter((run) => !brokeOff(run)),
    all,
  );
  const training = orElse(
    going.filter(({ begun, end }) => begun && end === undefined),
    going,
  );
  const steps = going.reduce<EpochSteps>(
    (most, run) => (run.stepsPerEpoch > most.stepsPerEpoch ? run : most),
    {
      stepsPerEpoch: 0,
    },
  );
  const slowest = training.length > 0 ? Math.min(...training.map(({ step }) => step)) : 0;
  const whole = allSteps(steps, epochs);
  const epoch = Math.min(epochs, wholeEpochs(steps, slowest) + 1);
  // Side by side, the slowest rule counts; seeds that train in sequence add up.
  const isSeries = new Set(all.map(({ rule }) => rule)).size < all.length;
  const done = isSeries ? sumOf(going.map(({ step }) => step)) / Math.max(1, going.length) : slowest;
  return {
    epoch,
    batch: slowest - stepsBefore(steps, epoch),
    batches: stepsIn(steps, epoch),
    now: Math.min(epochs, epochsAt(steps, slowest)),
    part: whole > 0 ? Math.min(1, done / whole) : 0,
    waiting: all.filter(({ begun, end }) => !begun && end === undefined).length,
    runs: all.length,
    samplesDone: sumOf(all.map(({ step }) => step)) * batchSize,
    samplesLeft: sumOf(going.map(({ step }) => Math.max(0, whole - step))) * batchSize,
  };
}
