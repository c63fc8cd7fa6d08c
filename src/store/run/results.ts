/** The numbers of the results table, from full evaluations only. */
import type { MeasureId } from '../../core/measures';
import type { RuleId } from '../../core/rules';
import type { MeasuredSeries } from '../../core/run/events';
import type { RunId } from '../../core/run/spec';
import type { Task } from '../../data/spec';
import {
  bestOf,
  gapClosed,
  type Judged,
  type Statistics,
  statistics,
  toBp,
} from '../../experiment/aggregate';
import type { RuleRecord, RuleSeries } from './byRule';
import { brokeOff, type RunSeries, type Series, type SeriesRecord } from './series';

/** By which curve the rules are judged: the large figure, the table, the news of an epoch. */
export const mainCurve = (task: Task): Judged => (task === 'regression' ? 'testLoss' : 'testAccuracy');

/** What a run has reached, or a rule. */
interface Reached<Value> {
  /** Epochs done, of which all other numbers here are; 0 before the first. */
  readonly epoch: number;
  /** Test accuracy as a fraction; the test loss where numbers are predicted. */
  readonly last?: Value;
  readonly best?: Value;
  /** Mean over hidden layers of the angle to BP's gradient, in degrees; BP has none, it is 0 by definition. */
  readonly meanAngle?: Value;
  /** The same layer by layer, the output last; null where a rule gives a layer nothing. */
  readonly angles?: readonly (number | null)[];
  /** Seconds that an epoch's training takes while nothing else computes, in the fastest epoch that was timed so. */
  readonly aloneSeconds?: number;
  readonly end?: NonNullable<Series['end']>;
  /** The epoch since which it has learnt nothing, where it was so in the epoch of which these numbers are. */
  readonly stuckSince?: number;
  readonly step: number;
}

/** A run of a rule that has several. */
export interface RunResult extends Reached<number> {
  readonly id: RunId;
  readonly seed: number;
  /** It waits for a worker. */
  readonly waits: boolean;
  /** The rule's mean is of this one, too. */
  readonly counts: boolean;
}

/** A rule, by its only run or by the mean over its seeds. */
export interface Result extends Reached<Statistics> {
  readonly rule: RuleId;
  /**
   * Best accuracy minus BP's best, as a fraction; of losses how many times BP's best it is. Of the epochs that both have.
   */
  readonly toBp?: number;
  /** How many those are, where the rule and BP do not have equally many. */
  readonly comparedEpochs?: number;
  /** Of the epochs that the rule, BP and DRTP have. */
  readonly gapClosed?: number;
  /** All of its runs, where it has several. */
  readonly runs?: readonly RunResult[];
}

/** Mean over the hidden layers; undefined when there is none, or nothing was measured there. */
function hiddenMean(layers: readonly (number | null)[] | undefined): number | undefined {
  const values = (layers ?? []).slice(0, -1).filter((value) => value !== null);
  return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : undefined;
}

const defined = <T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as never;

/** Epochs of which a rule has said all: where measures are taken they come after the epoch's end. */
function complete(series: Series): number {
  const { epochs, measures } = series;
  const measured = measures.at(-1)?.epoch;
  return measured === undefined || brokeOff(series) ? epochs.length : Math.min(epochs.length, measured);
}

/** The runs whose numbers stand for a rule. */
const countedRuns = (series: RuleSeries): readonly Series[] => series.several?.counted ?? [series];
const completeOf = (series: RuleSeries): number => {
  const counted = countedRuns(series);
  return counted.length > 0 ? Math.min(...counted.map(complete)) : 0;
};

/** Some of its seeds have finished: its numbers are theirs, while others train. */
const hasFinished = ({ several }: RuleSeries): boolean =>
  several?.counted.some(({ end }) => end === 'done') ?? false;

/** The epoch that rules train side by side: the last that those have which have not broken off. */
function epochUnderWay(record: RuleRecord): number | undefined {
  const going = [...record.values()].filter(
    (series) => !hasFinished(series) && countedRuns(series).length > 0 && !brokeOff(series),
  );
  return going.length > 0 ? Math.min(...going.map(completeOf)) : undefined;
}

/** The one epoch of which all rules are compared; of rules whose seeds train one after the other the furthest. */
export function commonEpoch(record: RuleRecord): number {
  const all = [...record.values()];
  const done = all.filter(hasFinished).map(completeOf);
  const under = epochUnderWay(record);
  if (done.length > 0 || under !== undefined) return Math.max(...done, under ?? 0);
  return Math.max(0, ...all.map(({ epochs }) => epochs.length));
}

/** The epoch of which a rule's numbers are: the common one, or its own last before it broke off. */
export function epochOf(record: RuleRecord, rule: RuleId): number {
  const series = record.get(rule);
  if (!series) return 0;
  const common = hasFinished(series) ? completeOf(series) : (epochUnderWay(record) ?? commonEpoch(record));
  return Math.min(common, series.epochs.length);
}

/** A measure's values after the epoch of which the rule's results are, by series. */
export function measureAt(record: RuleRecord, rule: RuleId, id: MeasureId): MeasuredSeries | undefined {
  return measuredAt(record.get(rule), id, epochOf(record, rule));
}
export const measuredAt = (
  series: Series | undefined,
  id: MeasureId,
  epoch: number,
): MeasuredSeries | undefined => series?.measures.find((event) => event.epoch === epoch)?.values[id];

/** The best of the first epochs on the test set. */
const best = (series: Series, by: Judged, epochs: number): number | undefined =>
  bestOf(
    by,
    series.epochs.slice(0, epochs).map((epoch) => epoch[by]),
  );

/** Of the runs that count, each its best of the first epochs. */
const bests = (series: RuleSeries | undefined, by: Judged, epochs: number): Statistics | undefined =>
  statistics(series ? countedRuns(series).flatMap((run) => best(run, by, epochs) ?? []) : []);

/** What one run has reached by the end of an epoch. */
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

/** A run that the mean is not of keeps numbers of its own. */
function runResult(run: RunSeries, { several }: RuleSeries, epoch: number, by: Judged): RunResult {
  const counts = several?.counted.includes(run) ?? false;
  const { id, seed, rule, begun, end } = run;
  const own = reached(run, rule, counts ? epoch : complete(run), by);
  return { ...own, id, seed, counts, waits: !begun && end === undefined };
}

type Spread = Pick<Result, 'last' | 'best' | 'meanAngle' | 'aloneSeconds'>;

/** Statistics of the runs that count. */
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

/** All numbers are of one epoch; a rule that broke off keeps those of its own last one. */
export function result(record: RuleRecord, rule: RuleId, task: Task = 'classification'): Result {
  const by = mainCurve(task);
  const series = record.get(rule);
  if (!series) return { rule, epoch: 0, step: 0 };
  const epoch = epochOf(record, rule);
  /** The best of a rule, of the first epochs that those have which are compared. */
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
  /** The epoch under way of the slowest run that trains, from 1. */
  readonly epoch: number;
  /** Batches done in that epoch, of how many. */
  readonly batch: number;
  readonly batches: number;
  /** Where that run is: epochs, with fractions. */
  readonly now: number;
  /** 0 … 1 of all that is to be trained. */
  readonly part: number;
  /** Runs that wait for a worker, of how many. */
  readonly waiting: number;
  readonly runs: number;
  readonly samplesDone: number;
  readonly samplesLeft: number;
}

const orElse = <T>(some: readonly T[], others: readonly T[]): readonly T[] =>
  some.length > 0 ? some : others;
const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, n) => sum + n, 0);

/** A run that has stopped, or waits, does not hold the others back. */
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
  const batches = Math.max(0, ...going.map(({ stepsPerEpoch }) => stepsPerEpoch));
  const slowest = training.length > 0 ? Math.min(...training.map(({ step }) => step)) : 0;
  const whole = epochs * batches;
  const epoch = batches > 0 ? Math.min(epochs, Math.floor(slowest / batches) + 1) : 1;
  // Rules that train side by side are as far as the slowest; seeds that train one after the other add up.
  const isSeries = new Set(all.map(({ rule }) => rule)).size < all.length;
  const done = isSeries ? sumOf(going.map(({ step }) => step)) / Math.max(1, going.length) : slowest;
  return {
    epoch,
    batch: slowest - (epoch - 1) * batches,
    batches,
    now: whole > 0 ? Math.min(1, slowest / whole) * epochs : 0,
    part: whole > 0 ? Math.min(1, done / whole) : 0,
    waiting: all.filter(({ begun, end }) => !begun && end === undefined).length,
    runs: all.length,
    samplesDone: sumOf(all.map(({ step }) => step)) * batchSize,
    samplesLeft: sumOf(going.map(({ step }) => Math.max(0, whole - step))) * batchSize,
  };
}
