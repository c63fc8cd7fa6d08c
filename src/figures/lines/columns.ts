/** The points of a track as they are drawn and read: smoothed, placed on the axis, and with the start value. */
import { kept } from './kept';
import type { Columns, Track } from './line';
import { smoothed } from './smooth';

type Place = NonNullable<Track['place']>;

interface PlacedX {
  readonly x: Float64Array;
  /** Indices of the points whose place is known; undefined: of all. */
  readonly known: Uint32Array | undefined;
}

function placeX({ x, length }: Columns, place: Place): PlacedX {
  const places = new Float64Array(length);
  const known = new Uint32Array(length);
  let count = 0;
  for (let i = 0; i < length; i += 1) {
    const at = place(x[i] as number);
    if (at === undefined) continue;
    places[count] = at;
    known[count] = i;
    count += 1;
  }
  return { x: places.subarray(0, count), known: count < length ? known.subarray(0, count) : undefined };
}

/** By fixed x, which a mean and its band share. */
const placesOf = new WeakMap<
  object,
  { readonly place: Place; readonly length: number; readonly placed: PlacedX }
>();

function placedX(columns: Columns, place: Place): PlacedX {
  const { x, length, fixed } = columns;
  if (!fixed) return placeX(columns, place);
  const before = placesOf.get(x);
  if (before?.place === place && before.length === length) return before.placed;
  const placed = placeX(columns, place);
  placesOf.set(x, { place, length, placed });
  return placed;
}

/** Maps x to the axis; points with an unknown position are dropped. */
const placed = kept((columns: Columns, place: Track['place']): Columns => {
  if (!place) return columns;
  const { x, known } = placedX(columns, place);
  const { y, fixed = false } = columns;
  const own = known ? Float64Array.from(known, (i) => y[i] as number) : y;
  return { x, y: own, length: x.length, fixed };
});

/** @param at the start's place on the axis */
const begun = kept(({ x, y, length, fixed = false }: Columns, at: number, start: number): Columns => {
  const [xs, ys] = [new Float64Array(length + 1), new Float64Array(length + 1)];
  [xs[0], ys[0]] = [at, start];
  for (let i = 0; i < length; i += 1) {
    xs[i + 1] = x[i] as number;
    ys[i + 1] = y[i] as number;
  }
  return { x: xs, y: ys, length: length + 1, fixed };
});

/** The points with the start value first. The start was measured before training and is never smoothed. */
export function columnsOf({ points, start, place }: Track, beta: number): Columns {
  const line = placed(beta > 0 ? smoothed(points, beta) : points, place);
  return start === undefined ? line : begun(line, place?.(0) ?? 0, start);
}

const none: Columns = { x: [], y: [], length: 0 };
export const betweenOf = ({ between = none, place }: Track): Columns => placed(between, place);
