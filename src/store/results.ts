/** The numbers of the results table, from full evaluations only. */
import type { MeasureId } from '../core/measures';
import type { RuleId } from '../core/rules';
import type { MeasuredSeries } from '../core/run';
import type { Task } from '../data/spec';
import type { CurveId, RuleSeries, SeriesRecord } from './series';

export interface Result {
  readonly rule: RuleId;
  /** Test accuracy as a fraction; the test loss where numbers are predicted. */
  readonly last?: number;
  readonly best?: number;
  /** Best accuracy minus BP's best, as a fraction; of losses how many times BP's best it is. */
  readonly toBp?: number;
  readonly gapClosed?: number;
  /** Mean over hidden layers of the latest angle to BP's gradient, in degrees; BP has none, it is 0 by definition. */
  readonly angleToBp?: number;
  /** The same layer by layer, the output last; null where a rule gives a layer nothing. */
  readonly angles?: readonly (number | null)[];
  /** Mean seconds of training per epoch, without evaluation. */
  readonly secondsPerEpoch?: number;
  readonly end?: NonNullable<RuleSeries['end']>;
  readonly step: number;
}

/** By which curve the rules are judged: the large figure, the table, the news of an epoch. */
export const mainCurve = (task: Task): Exclude<CurveId, 'trainingLoss'> =>
  task === 'regression' ? 'testLoss' : 'testAccuracy';

/** Accuracy is better when it is higher, a loss when it is lower. */
export const isBetter = (curve: CurveId, a: number, b: number): boolean =>
  curve === 'testAccuracy' ? a > b : a < b;

/** (rule − DRTP)/(BP − DRTP) of the best values: 0 is DRTP, 1 is BP. Where BP is not better there is no gap to close. */
export function gapClosed(
  rule: number | undefined,
  bp: number | undefined,
  drtp: number | undefined,
  curve: CurveId = 'testAccuracy',
): number | undefined {
  if (rule === undefined || bp === undefined || drtp === undefined || !isBetter(curve, bp, drtp))
    return undefined;
  return (rule - drtp) / (bp - drtp);
}

function toBp(own: number | undefined, bp: number | undefined, curve: CurveId): number | undefined {
  if (own === undefined || bp === undefined) return undefined;
  if (curve === 'testAccuracy') return own - bp;
  return bp > 0 ? own / bp : undefined;
}

/** The best epoch on the test set; an epoch without a number counts for nothing. */
function best(series: RuleSeries | undefined, curve: CurveId): number | undefined {
  const values = (series?.epochs ?? []).map((epoch) => epoch[curve]).filter((value) => !Number.isNaN(value));
  return values.length > 0 ? values.reduce((a, b) => (isBetter(curve, b, a) ? b : a)) : undefined;
}

/** Mean over the hidden layers; undefined when there is none, or nothing was measured there. */
function hiddenMean(layers: readonly (number | null)[] | undefined): number | undefined {
  const values = (layers ?? []).slice(0, -1).filter((value) => value !== null);
  return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : undefined;
}

const defined = <T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as never;

/** A measure's latest values, by series. */
export function latestMeasure(series: RuleSeries | undefined, id: MeasureId): MeasuredSeries | undefined {
  return series?.measures.findLast(({ values }) => values[id] !== undefined)?.values[id];
}

export function result(record: SeriesRecord, rule: RuleId, task: Task = 'classification'): Result {
  const curve = mainCurve(task);
  const series = record.get(rule);
  const own = best(series, curve);
  const bp = best(record.get('bp'), curve);
  const epochs = series?.epochs ?? [];
  const angles = rule === 'bp' ? undefined : latestMeasure(series, 'gradient-angle')?.angle;
  return {
    rule,
    step: series?.step ?? 0,
    ...defined({
      last: epochs.at(-1)?.[curve],
      best: own,
      toBp: rule === 'bp' ? undefined : toBp(own, bp, curve),
      gapClosed: gapClosed(own, bp, best(record.get('drtp'), curve), curve),
      angleToBp: hiddenMean(angles),
      angles,
      secondsPerEpoch:
        epochs.length > 0
          ? epochs.reduce((sum, epoch) => sum + epoch.trainSeconds, 0) / epochs.length
          : undefined,
      end: series?.end,
    }),
  } as Result;
}

const active = (record: SeriesRecord): RuleSeries[] => {
  const all = [...record.values()];
  const going = all.filter((series) => series.end === undefined || series.end === 'done');
  return going.length > 0 ? going : all;
};

export interface Progress {
  /** The epoch under way of the slowest rule, from 1. */
  readonly epoch: number;
  /** Batches done in that epoch, of how many. */
  readonly batch: number;
  readonly batches: number;
  /** Epochs that every rule has finished. */
  readonly finished: number;
  /** 0 … 1 of the whole run. */
  readonly part: number;
  readonly samplesDone: number;
  readonly samplesLeft: number;
}

/** A rule that has stopped no longer holds the others back. */
export function progress(record: SeriesRecord, epochs: number, batchSize: number): Progress {
  const going = active(record);
  const batches = Math.max(0, ...going.map((series) => series.stepsPerEpoch));
  const slowest = going.length > 0 ? Math.min(...going.map((series) => series.step)) : 0;
  const whole = epochs * batches;
  const done = [...record.values()].reduce((sum, series) => sum + series.step, 0);
  const left = going.reduce((sum, series) => sum + Math.max(0, whole - series.step), 0);
  const epoch = batches > 0 ? Math.min(epochs, Math.floor(slowest / batches) + 1) : 1;
  return {
    epoch,
    batch: slowest - (epoch - 1) * batches,
    batches,
    finished: going.length > 0 ? Math.min(...going.map((series) => series.epochs.length)) : 0,
    part: whole > 0 ? Math.min(1, slowest / whole) : 0,
    samplesDone: done * batchSize,
    samplesLeft: left * batchSize,
  };
}
