/** The numbers of the results table, from full evaluations only. */
import type { MeasureId } from '../core/measures';
import type { RuleId } from '../core/rules';
import type { MeasuredSeries } from '../core/run';
import type { RuleSeries, SeriesRecord } from './series';

export interface Result {
  readonly rule: RuleId;
  readonly last?: number;
  readonly best?: number;
  /** Best accuracy minus BP's best, as a fraction. */
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

/** (rule − DRTP)/(BP − DRTP) of the best accuracies: 0 is DRTP, 1 is BP. Without a gap there is nothing to close. */
export function gapClosed(
  rule: number | undefined,
  bp: number | undefined,
  drtp: number | undefined,
): number | undefined {
  if (rule === undefined || bp === undefined || drtp === undefined || bp <= drtp) return undefined;
  return (rule - drtp) / (bp - drtp);
}

function best(series: RuleSeries | undefined): number | undefined {
  if (!series || series.epochs.length === 0) return undefined;
  return Math.max(...series.epochs.map((epoch) => epoch.testAccuracy));
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

export function result(record: SeriesRecord, rule: RuleId): Result {
  const series = record.get(rule);
  const own = best(series);
  const bp = best(record.get('bp'));
  const epochs = series?.epochs ?? [];
  const angles = rule === 'bp' ? undefined : latestMeasure(series, 'gradient-angle')?.angle;
  return {
    rule,
    step: series?.step ?? 0,
    ...defined({
      last: epochs.at(-1)?.testAccuracy,
      best: own,
      toBp: own !== undefined && bp !== undefined && rule !== 'bp' ? own - bp : undefined,
      gapClosed: gapClosed(own, bp, best(record.get('drtp'))),
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
