/** The numbers of the results table, from full evaluations only. */

import type { MeasureId } from '../core/measures';
import type { RuleId } from '../core/rules';
import type { MeasuredSeries } from '../core/run/events';
import type { Task } from '../data/spec';
import { bestOf, gapClosed, type Judged, statistics, toBp } from '../experiment/aggregate';
import type { RuleRecord } from './byRule';
import { brokeOff, type Series } from './series';

export interface Result {
  readonly rule: RuleId;
  /** Epochs done, of which all other numbers here are; 0 before the first. */
  readonly epoch: number;
  /** Test accuracy as a fraction; the test loss where numbers are predicted. */
  readonly last?: number;
  readonly best?: number;
  /**
   * Best accuracy minus BP's best, as a fraction; of losses how many times BP's best it is. Of the epochs that both have.
   */
  readonly toBp?: number;
  /** How many those are, where the rule and BP do not have equally many. */
  readonly comparedEpochs?: number;
  /** Of the epochs that the rule, BP and DRTP have. */
  readonly gapClosed?: number;
  /** Mean over hidden layers of the angle to BP's gradient, in degrees; BP has none, it is 0 by definition. */
  readonly meanAngle?: number;
  /** The same layer by layer, the output last; null where a rule gives a layer nothing. */
  readonly angles?: readonly (number | null)[];
  /** Seconds that an epoch's training takes while no other rule computes, in the fastest epoch that was timed so. */
  readonly aloneSeconds?: number;
  readonly end?: NonNullable<Series['end']>;
  /** The epoch since which it has learnt nothing, where it was so in the epoch of which these numbers are. */
  readonly stuckSince?: number;
  readonly step: number;
}

/** By which curve the rules are judged: the large figure, the table, the news of an epoch. */
export const mainCurve = (task: Task): Judged => (task === 'regression' ? 'testLoss' : 'testAccuracy');

/** The best of the first epochs on the test set. */
const best = (series: Series | undefined, by: Judged, epochs: number): number | undefined =>
  bestOf(
    by,
    (series?.epochs ?? []).slice(0, epochs).map((epoch) => epoch[by]),
  );

/** Mean over the hidden layers; undefined when there is none, or nothing was measured there. */
function hiddenMean(layers: readonly (number | null)[] | undefined): number | undefined {
  const values = (layers ?? []).slice(0, -1).filter((value) => value !== null);
  return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : undefined;
}

const defined = <T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as never;

/** By run, or by rule. */
type AnyRecord = ReadonlyMap<string, Series>;

/** Epochs of which a rule has said all: where measures are taken they come after the epoch's end. */
function complete(series: Series): number {
  const { epochs, measures } = series;
  const measured = measures.at(-1)?.epoch;
  return measured === undefined || brokeOff(series) ? epochs.length : Math.min(epochs.length, measured);
}

/** The one epoch of which all rules are compared: the last that those have which have not broken off. */
export function commonEpoch(record: AnyRecord): number {
  const all = [...record.values()];
  const whole = all.filter((series) => !brokeOff(series));
  return whole.length > 0
    ? Math.min(...whole.map(complete))
    : Math.max(0, ...all.map(({ epochs }) => epochs.length));
}

/** The epoch of which a rule's numbers are: the common one, or its own last before it broke off. */
export function epochOf(record: RuleRecord, rule: RuleId): number {
  const series = record.get(rule);
  return series ? Math.min(commonEpoch(record), series.epochs.length) : 0;
}

/** A measure's values after the epoch of which the rule's results are, by series. */
export function measureAt(record: RuleRecord, rule: RuleId, id: MeasureId): MeasuredSeries | undefined {
  const epoch = epochOf(record, rule);
  return record.get(rule)?.measures.find((event) => event.epoch === epoch)?.values[id];
}

/** One run stands for its rule. */
const ofOne = (value: number | undefined) => statistics(value === undefined ? [] : [value]);

/** All numbers are of one epoch; a rule that broke off keeps those of its own last one. */
export function result(record: RuleRecord, rule: RuleId, task: Task = 'classification'): Result {
  const curve = mainCurve(task);
  const series = record.get(rule);
  const epoch = epochOf(record, rule);
  /** The best of a rule, of the first epochs that those have which are compared. */
  const bestUpTo = (of: RuleId, ...compared: RuleId[]) =>
    best(record.get(of), curve, Math.min(epoch, ...compared.map((one) => epochOf(record, one))));
  const epochs = series?.epochs.slice(0, epoch) ?? [];
  const angles = rule === 'bp' ? undefined : measureAt(record, rule, 'gradient-angle')?.angle;
  const bpEpoch = epochOf(record, 'bp');
  const alone = epochs.flatMap(({ aloneSeconds }) => aloneSeconds ?? []);
  return {
    rule,
    epoch,
    step: series?.step ?? 0,
    ...defined({
      last: epochs.at(-1)?.[curve],
      best: bestUpTo(rule),
      toBp: rule === 'bp' ? undefined : toBp(curve, bestUpTo(rule, 'bp'), bestUpTo('bp', 'bp')),
      comparedEpochs: bpEpoch === epoch ? undefined : Math.min(bpEpoch, epoch) || undefined,
      gapClosed: gapClosed(
        curve,
        ofOne(bestUpTo(rule, 'bp', 'drtp')),
        ofOne(bestUpTo('bp', 'bp', 'drtp')),
        ofOne(bestUpTo('drtp', 'bp', 'drtp')),
      ),
      meanAngle: hiddenMean(angles),
      angles,
      aloneSeconds: alone.length > 0 ? Math.min(...alone) : undefined,
      end: series?.end,
      stuckSince: epochs.at(-1)?.stuckSince,
    }),
  } as Result;
}

const active = (record: AnyRecord): Series[] => {
  const all = [...record.values()];
  const going = all.filter((series) => !brokeOff(series));
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
export function progress(record: AnyRecord, epochs: number, batchSize: number): Progress {
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
