/** Finds positions for texts that no line crosses. All in pixels. */
import type { XY } from '../lines/line';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** Whether both ends lie on the same side of a box: a cheap test that rejects nearly all segments. */
const isAside = (a: XY, b: XY, { x, y, width, height }: Box): boolean =>
  (a.x < x && b.x < x) ||
  (a.x > x + width && b.x > x + width) ||
  (a.y < y && b.y < y) ||
  (a.y > y + height && b.y > y + height);

/** Whether the segment from `a` to `b` intersects a box (Liang-Barsky). */
function passes(a: XY, b: XY, box: Box): boolean {
  if (isAside(a, b, box)) return false;
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  let [from, to] = [0, 1];
  for (const [step, room] of [
    [-dx, a.x - box.x],
    [dx, box.x + box.width - a.x],
    [-dy, a.y - box.y],
    [dy, box.y + box.height - a.y],
  ] as const) {
    if (step === 0 && room < 0) return false;
    if (step < 0) from = Math.max(from, room / step);
    if (step > 0) to = Math.min(to, room / step);
  }
  return from <= to;
}

/** Whether a polyline intersects a box. */
export const runsThrough = (line: readonly XY[], box: Box): boolean =>
  line.some((point, i) => passes(line[i - 1] ?? point, point, box));

interface Taken {
  /** Other texts and marks. */
  readonly boxes: readonly Box[];
  readonly lines: readonly (readonly XY[])[];
}

/** The first free position; undefined if there is none. */
export const freePlace = <Place extends Box>(
  places: readonly Place[],
  { boxes, lines }: Taken,
): Place | undefined =>
  places.find(
    (place) => !boxes.some((box) => overlap(place, box)) && !lines.some((line) => runsThrough(line, place)),
  );

/** The first free position, else the first that covers no other text, else the first. A text may cover lines. */
export const bestPlace = <Place extends Box>(places: readonly [Place, ...Place[]], taken: Taken): Place =>
  freePlace(places, taken) ?? freePlace(places, { ...taken, lines: [] }) ?? places[0];
