/** Where lines of a chart lie on each other, so that each can be seen there. */
import type { XY } from '../lines/line';

export interface Trace {
  readonly key: string;
  /** In pixels, from left to right. */
  readonly points: readonly XY[];
}

/** A part of a line, and who else lies there. */
export interface Stretch {
  /** Places of its first and last point. */
  readonly from: number;
  readonly to: number;
  /** Keys of all lines that lie there, in the order of the traces; one where it is alone. */
  readonly among: readonly string[];
}

/** Pixels: closer than that, lines of two pixels hide each other. */
const NEAR = 0.5;

/** Hundredths of a pixel: points that are drawn at one x. */
const FINE = 100;

/** Gives each point the number of its spot. Of points at one x, each that is near the one before shares its spot. */
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

/** Neighbours with the same company become one. */
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
 * Each line in stretches, one after the other from its first point to its last.
 * @param room pixels that each line of a stretch needs to be seen; where there is less, lines stay as they are
 */
export function stretchesOf(traces: readonly Trace[], room: number): readonly (readonly Stretch[])[] {
  const { spots, count } = spotsOf(traces);
  // From one spot to the next: whoever makes the same step lies there.
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
