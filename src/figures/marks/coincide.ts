/** Finds where lines of a chart overlap, so that each can be made visible there. */
import type { XY } from '../lines/line';

export interface Trace {
  readonly key: string;
  /** In pixels, from left to right. */
  readonly points: readonly XY[];
}

/** A section of a line, with all lines that overlap there. */
export interface Stretch {
  /** Indices of its first and last point. */
  readonly from: number;
  readonly to: number;
  /** Keys of all lines that overlap there, itself included, in the order of the traces. */
  readonly among: readonly string[];
}

/** Lines closer than this many pixels hide each other; they are 2 px wide. */
const NEAR = 0.5;

/** Points with the same x in 1/100 px count as one column. */
const FINE = 100;

/** Numbers the spots at which points lie. Points of one x that are near their neighbour share its spot. */
function spotsOf(traces: readonly Trace[]): { readonly spots: number[][]; readonly count: number } {
  const columns = new Map<number, { trace: number; i: number; y: number }[]>();
  traces.forEach(({ points }, trace) => {
    points.forEach(({ x, y }, i) => {
      const at = Math.round(x * FINE);
      const column = columns.get(at);
      if (column) column.push({ trace, i, y });
      else columns.set(at, [{ trace, i, y }]);
    });
  });
  const spots: number[][] = traces.map(({ points }) => Array.from(points, () => 0));
  let count = 0;
  for (const column of columns.values()) {
    let before = Number.NEGATIVE_INFINITY;
    for (const { trace, i, y } of column.sort((a, b) => a.y - b.y)) {
      if (y - before >= NEAR) count += 1;
      (spots[trace] as number[])[i] = count;
      before = y;
    }
  }
  return { spots, count: count + 1 };
}

const lengthOf = (points: readonly XY[], from: number, to: number): number =>
  points.slice(from + 1, to + 1).reduce((sum, { x, y }, i) => {
    const before = points[from + i] as XY;
    return sum + Math.hypot(x - before.x, y - before.y);
  }, 0);

/** Merges neighbouring stretches that have the same lines. */
function join(stretches: readonly Stretch[]): Stretch[] {
  const joined: Stretch[] = [];
  for (const next of stretches) {
    const last = joined.at(-1);
    if (last?.among.join() === next.among.join()) joined.splice(-1, 1, { ...next, from: last.from });
    else joined.push(next);
  }
  return joined;
}

/**
 * Splits each line into consecutive stretches, from its first point to its last.
 * @param room pixels that each line of a stretch needs to be visible; a shorter stretch counts as not shared
 */
export function stretchesOf(traces: readonly Trace[], room: number): readonly (readonly Stretch[])[] {
  const { spots, count } = spotsOf(traces);
  // Lines that make the same step from spot to spot overlap there.
  const steps = spots.map((own) => own.slice(1).map((spot, i) => (own[i] as number) * count + spot));
  const among = new Map<number, string[]>();
  steps.forEach((own, trace) => {
    const { key } = traces[trace] as Trace;
    for (const step of own) {
      const known = among.get(step);
      if (known) known.push(key);
      else among.set(step, [key]);
    }
  });
  return traces.map(({ key, points }, trace) => {
    const all = join(
      (steps[trace] as number[]).map((step, i) => ({ from: i, to: i + 1, among: among.get(step) ?? [key] })),
    );
    const isSeen = ({ from, to, among: { length } }: Stretch) => lengthOf(points, from, to) >= length * room;
    return join(all.map((one) => (isSeen(one) ? one : { ...one, among: [key] })));
  });
}
