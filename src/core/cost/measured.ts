/**
 * What a traced epoch shows: how busy each worker was, what layers waited for, and how much faster several workers were than
 * one. Times are seconds on the clock that the lanes of a run share; see trainer/timing/trace.ts.
 */
import type { Lane } from '../trainer/timing/trace';
import { batchEnds, beganAt, endedAt, type Span, spansOfBatch, waited, wholeBatches, widthOf } from './lanes';
import { equalGain, type Pace, stagesGain } from './stageGain';
import type { Work } from './timeline';

/** How a lane spent the time of a `MeasuredRun`: busy + before + between + after. */
export interface LaneUse {
  readonly busy: number;
  /** Idle: until its first batch, between two batches, and after its last. */
  readonly before: number;
  readonly between: number;
  readonly after: number;
  /** The part of the time in which it was at work. */
  readonly share: number;
}

export interface MeasuredRun {
  readonly batches: number;
  /** From the first begin, or from `ready`, to the last end. */
  readonly wall: number;
  readonly lanes: readonly LaneUse[];
  /** Work of all lanes in that time, over the time: the sum of the lanes' shares. */
  readonly speedUp: number;
  /** What the same stages would reach if nothing delayed them: see `stagesGain`. */
  readonly possible: number;
  /** What stages of equal length would reach. */
  readonly ideal: number;
  /** Whether stages waited within a batch, as update locking makes them. */
  readonly isLocked: boolean;
}

/** Seconds of a lane's works of a kind on a batch, on average. */
function worked(lane: Lane, batches: number, kind: Work): number {
  let seconds = 0;
  for (let batch = 0; batch < batches; batch++)
    for (const [i, { work }] of lane.works.entries()) {
      const at = batch * widthOf(lane) + i;
      if (work === kind) seconds += (lane.seconds[at + 1] as number) - (lane.seconds[at] as number);
    }
  return seconds / batches;
}

const isLockedLane = ({ works }: Lane): boolean => works.some(({ work }) => work === 'wait');

/** Into how many micro-batches a lane's batches are split: its first layer works forward on each. */
const microBatchesOf = ({ works }: Lane): number =>
  works.filter(({ layer, work }) => layer === works[0]?.layer && work === 'forward').length;

/** What stages could reach, as they are and if all were of one length. */
function couldReach(
  lanes: readonly Lane[],
  batches: number,
): Pick<MeasuredRun, 'possible' | 'ideal' | 'isLocked'> {
  const stages = lanes.map((lane) => ({
    forward: worked(lane, batches, 'forward'),
    backward: worked(lane, batches, 'backward'),
    update: worked(lane, batches, 'update'),
  }));
  const isLocked = lanes.some(isLockedLane);
  const goesBack = lanes.some(({ works }) => works.some(({ work }) => work === 'backward'));
  const waits = isLocked ? (goesBack ? 'backward' : 'output') : 'nothing';
  const pace: Pace = { batches, microBatches: microBatchesOf(lanes[0] as Lane), waits };
  return { possible: stagesGain(stages, pace), ideal: equalGain(stages, pace), isLocked };
}

/** Seconds of a lane's work on its first batches, as far as they are later than `first`. */
function busyOf(lane: Lane, batches: number, first: number): number {
  let busy = 0;
  for (let batch = 1; batch <= batches; batch++)
    busy +=
      Math.max(0, endedAt(lane, batch) - Math.max(first, beganAt(lane, batch))) - waited(lane, batch, first);
  return busy;
}

/**
 * Undefined where no batch was traced, or the clock did not move.
 * @param ready second at which the last lane was free for the epoch: before that, while it evaluated the last one, the
 * others could only run ahead, and neither their time nor their work counts
 */
export function measuredRun(
  lanes: readonly Lane[],
  ready = Number.NEGATIVE_INFINITY,
): MeasuredRun | undefined {
  const batches = wholeBatches(lanes);
  if (batches === 0) return undefined;
  const first = Math.max(ready, Math.min(...lanes.map((lane) => beganAt(lane, 1))));
  const last = Math.max(...lanes.map((lane) => endedAt(lane, batches)));
  const wall = last - first;
  if (!(wall > 0)) return undefined;
  const uses = lanes.map((lane): LaneUse => {
    const busy = busyOf(lane, batches, first);
    const before = Math.max(0, beganAt(lane, 1) - first);
    const after = last - Math.max(first, endedAt(lane, batches));
    return { busy, before, between: wall - busy - before - after, after, share: busy / wall };
  });
  return {
    ...{ batches, wall, lanes: uses },
    speedUp: uses.reduce((sum, { share }) => sum + share, 0),
    ...couldReach(lanes, batches),
  };
}

/** Seconds of work of all lanes on a batch. @param batch from 1 */
const workOn = (lanes: readonly Lane[], batch: number): number =>
  lanes.reduce(
    (sum, lane) =>
      sum + endedAt(lane, batch) - beganAt(lane, batch) - waited(lane, batch, Number.NEGATIVE_INFINITY),
    0,
  );

/** The quarter of the batches, at least one, that took the least work: nothing interrupted them. From 1; in any order. */
export function quietBatches(lanes: readonly Lane[]): number[] {
  const all = Array.from({ length: wholeBatches(lanes) }, (_, i) => i + 1);
  const work = new Map(all.map((batch) => [batch, workOn(lanes, batch)]));
  const sorted = all.toSorted((a, b) => (work.get(a) as number) - (work.get(b) as number));
  return sorted.slice(0, Math.ceil(sorted.length / 4));
}

const secondsOf = (spans: readonly Span[]): number => spans.reduce((sum, { from, to }) => sum + to - from, 0);
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

/** A layer's part of a quiet batch, on average: the works of all layers add up to `batchSeconds`. */
export interface LayerTimes {
  /** From 1. */
  readonly layer: number;
  /** Seconds of each work, in order; those on several micro-batches add up. */
  readonly works: readonly { readonly work: Work; readonly seconds: number }[];
  /** Seconds between its works on a batch, in which it keeps the activation. */
  readonly waits: number;
}

/** Of each layer, from the first; empty where no batch was traced. */
export function layerTimes(lanes: readonly Lane[]): LayerTimes[] {
  const batches = quietBatches(lanes);
  if (batches.length === 0) return [];
  return lanes.flatMap((lane, i) => {
    const all = batches.map((batch) => spansOfBatch(lanes, i + 1, batch));
    const layers = [...new Set(lane.works.map(({ layer }) => layer + 1))].sort((a, b) => a - b);
    return layers.map((layer): LayerTimes => {
      const own = all.map((spans) => spans.filter((span) => span.layer === layer));
      const works = [...new Set((own[0] as Span[]).map(({ work }) => work))].map((work) => ({
        work,
        seconds: mean(own.map((spans) => secondsOf(spans.filter((span) => span.work === work)))),
      }));
      const waits = own.map((spans) =>
        spans.slice(1).reduce((sum, { from }, w) => sum + from - (spans[w] as Span).to, 0),
      );
      return { layer, works, waits: mean(waits) };
    });
  });
}

/** Seconds of work on a quiet batch, on average; of one worker, from its begin to its end. */
export const batchSeconds = (lanes: readonly Lane[]): number =>
  mean(quietBatches(lanes).map((batch) => workOn(lanes, batch)));

/** Seconds in which a quiet batch is under way, waits included, on average. */
export const passSeconds = (lanes: readonly Lane[]): number =>
  mean(
    quietBatches(lanes).map((batch) => {
      const begins = lanes.map((lane) => beganAt(lane, batch));
      return Math.max(...lanes.map((lane) => endedAt(lane, batch))) - Math.min(...begins);
    }),
  );

/** Seconds from one batch's begin to the next one's: the lower quartile, since work besides only delays; of a single batch, all that it took. */
export function usualPeriod(lanes: readonly Lane[]): number {
  const batches = wholeBatches(lanes);
  if (batches === 0) return 0;
  const begins = Array.from({ length: batches }, (_, b) => batchEnds(lanes, b + 1).from);
  const periods = begins.slice(1).map((from, b) => from - (begins[b] as number));
  const { from, to } = batchEnds(lanes, 1);
  return periods.toSorted((a, b) => a - b)[Math.floor(periods.length / 4)] ?? to - from;
}

/** Seconds from one batch's end to the next one's, on average: what a batch costs. */
export const secondsPerBatch = ({ wall, batches }: MeasuredRun): number => wall / batches;
