/** When layers worked: the measured timeline of a run's first batches in an epoch. */
import type { LaneWork, Marked } from './works';

/** Batches of an epoch that are traced: enough to see a pipeline fill and run, few enough to draw. */
export const TRACED = 128;

/** One worker's work: all layers of a run, or those of a stage of a pipeline. */
export interface Lane {
  /** What it does for a batch, in order, and where it waits for other workers. */
  readonly works: readonly Marked[];
  /**
   * [batches, 1 + works] By batch: when it began, and when each work ended, which began when that before it ended. Seconds
   * since the epoch's first batch began; batches that are not there yet are left out.
   */
  readonly seconds: Float64Array;
}

/** A layer (from 0) has just done this, or the wait for it is over; of several threads, the leader has. */
type LaneMark = (layer: number, work: LaneWork) => void;

/** Writes one lane's times, in the milliseconds of a clock that all lanes share. */
interface LaneWriter {
  /** A batch of the epoch begins, from 0. */
  readonly begin: (batch: number) => void;
  readonly mark: LaneMark;
}

/** Numbers of a lane's memory for one epoch. @param works for a batch */
export const laneSize = (works: number): number => TRACED * (1 + works);

/**
 * @param times of `laneSize`, in shared memory or not; 0 where nothing was written
 * @param works for a batch
 */
function createLaneWriter(times: Float64Array, works: number, clock: () => number): LaneWriter {
  let next = times.length;
  return {
    begin: (batch) => {
      if (batch === 0) times.fill(0);
      next = batch * (1 + works);
      if (batch < TRACED) times[next] = clock();
    },
    mark: () => {
      next += 1;
      if (next < times.length) times[next] = clock();
    },
  };
}

/** Lanes of this epoch and of the last share memory: the half of an epoch. */
export function halfOf(times: Float64Array, epoch: number): Float64Array {
  const half = times.length / 2;
  return times.subarray((epoch % 2) * half, ((epoch % 2) + 1) * half);
}

/** Writes the lanes of an epoch and the last. */
export interface LanePair {
  /** @param batch from 0 */
  readonly begin: (epoch: number, batch: number) => void;
  /** The same in all epochs: a step that is repeated keeps the one that it was recorded with. */
  readonly mark: LaneMark;
}

/** @param times two of `laneSize` @param works for a batch */
export function createLanePair(times: Float64Array, works: number, clock: () => number): LanePair {
  const lanes = [0, 1].map((epoch) => createLaneWriter(halfOf(times, epoch), works, clock));
  let now = lanes[0] as LaneWriter;
  return {
    begin: (epoch, batch) => {
      now = lanes[epoch % 2] as LaneWriter;
      now.begin(batch);
    },
    mark: (layer, work) => now.mark(layer, work),
  };
}

/** The lane of the layers that a run trains in its own worker. */
export interface RunLane extends LanePair {
  /** Call when the worker is free for an epoch's first batch. */
  readonly ready: (epoch: number) => void;
  /** Milliseconds of the clock at that call. */
  readonly readyAt: (epoch: number) => number;
  readonly times: (epoch: number) => Float64Array;
}

/** @param works for a batch */
function createRunLane(works: number, clock: () => number): RunLane {
  const times = new Float64Array(2 * laneSize(works));
  const free = [0, 0];
  return {
    ...createLanePair(times, works, clock),
    ready: (epoch) => {
      free[epoch % 2] = clock();
    },
    readyAt: (epoch) => free[epoch % 2] as number,
    times: (epoch) => halfOf(times, epoch),
  };
}

/** Whole batches of a lane. @param zero the clock's milliseconds at second 0 */
function readLane(times: Float64Array, works: readonly Marked[], zero: number): Lane {
  const width = 1 + works.length;
  let batches = 0;
  while (batches * width < times.length && (times[(batches + 1) * width - 1] as number) > 0) batches += 1;
  return { works, seconds: times.slice(0, batches * width).map((time) => (time - zero) / 1000) };
}

/** Where a run's own work is timed, if someone wants to see it. @param works for a batch */
export const runLaneOf = (works: readonly Marked[], clock: (() => number) | undefined): RunLane | undefined =>
  clock && createRunLane(works.length, clock);

/**
 * The lanes of an epoch, on one clock.
 * @param times of each, as they were written
 * @param works of each, for a batch
 * @param readyAt milliseconds; see `TraceEvent.ready`
 */
export function readLanes(
  times: readonly Float64Array[],
  works: readonly (readonly Marked[])[],
  readyAt: number,
): { readonly lanes: Lane[]; readonly ready: number } {
  const zero = Math.min(...times.map(([began]) => began || Number.POSITIVE_INFINITY));
  const lanes = times.map((own, s) => readLane(own, works[s] as readonly Marked[], zero));
  return { lanes, ready: (readyAt - zero) / 1000 };
}
