/** Which wins where: the model's step times over depths and widths of a network. No pixels are asked here. */
import type { DenseNet } from '../../../../../../core/cost/calls';
import { type WayCosts, type Ways, waysOf } from '../../../../../../core/cost/ways';
import type { WaySeconds } from '../../../../../../experiment/results/ways';

/** Hidden layers: a column each. */
export const DEPTHS = 32;
/** Units: rows from the widest to the narrowest, four to a doubling. */
const [NARROWEST, DOUBLINGS, PER_DOUBLING] = [16, 7, 4] as const;
export const ROWS = DOUBLINGS * PER_DOUBLING + 1;

/** @param row from 0, at the top */
export const widthAt = (row: number): number =>
  Math.round(NARROWEST * 2 ** ((ROWS - 1 - row) / PER_DOUBLING));

/** Rows from the top edge to the middle of a width's, with fractions. */
export const rowOf = (width: number): number => ROWS - 0.5 - PER_DOUBLING * Math.log2(width / NARROWEST);
/** Columns from the left edge to the middle of a depth's. */
export const columnOf = (depth: number): number => depth - 0.5;

/** Whether the map has a place for a network. */
export const isOnMap = (depth: number, width: number): boolean =>
  depth >= 1 && depth <= DEPTHS && rowOf(width) >= 0 && rowOf(width) <= ROWS;

/** What all networks of a map have in common, and who trains them. */
export interface MapQuestion {
  readonly net: Omit<DenseNet, 'hidden'>;
  readonly costs: WayCosts;
  readonly workers: number;
  /** Of an epoch. */
  readonly batches: number;
}

const secondsOf = (ways: Ways, hidden: readonly number[], { workers, batches }: MapQuestion): WaySeconds => ({
  alone: ways.alone(hidden),
  threads: ways.byThreads(hidden, workers),
  stages: ways.byStages(hidden, workers, batches),
});

/** Seconds of a step of one network. */
export const secondsAt = (question: MapQuestion, hidden: readonly number[]): WaySeconds =>
  secondsOf(waysOf(question.net, question.costs), hidden, question);

export interface WaysGrid {
  /** [ROWS, DEPTHS] Doublings by which stages are faster than threads; below 0: threads. */
  readonly gains: Float32Array;
  /** [ROWS, DEPTHS] Doublings by which the faster of both is faster than one worker. */
  readonly worth: Float32Array;
}

/** Half a percent is no gain: small networks' steps are one thread's, however many there are. */
const NOTHING = Math.log2(1.005);

/** Whether one worker is as fast as both ways, or faster. @param worth of a cell */
export const gainsNothing = (worth: number): boolean => worth < NOTHING;

export function waysGrid(question: MapQuestion): WaysGrid {
  const gains = new Float32Array(ROWS * DEPTHS);
  const worth = new Float32Array(ROWS * DEPTHS);
  const ways = waysOf(question.net, question.costs);
  for (let row = 0; row < ROWS; row++)
    for (let column = 0; column < DEPTHS; column++) {
      const hidden = Array<number>(column + 1).fill(widthAt(row));
      const { alone, threads, stages } = secondsOf(ways, hidden, question);
      gains[row * DEPTHS + column] = Math.log2(threads / stages);
      worth[row * DEPTHS + column] = Math.log2(alone / Math.min(threads, stages));
    }
  return { gains, worth };
}

/** Doublings beyond which colours do not differ. */
const MOST = 3;

/** "4× as fast", "≥ 8× as fast": what the end of a colour scale means. @param m in doublings */
export const endText = (m: number): string => `${m === MOST ? '≥ ' : ''}${2 ** m}× as fast`;

/** Ends of the colour scale, in doublings: twice, four or eight times as fast. */
export function scaleOf(values: Iterable<number>): number {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return Math.min(MOST, Math.max(1, Math.ceil(most)));
}
