/** Points of a square plot: their positions, the nearest to the pointer, and keyboard navigation. */
import type { Axis, Edge } from '../../../figures/axes/scale';

/** Coordinates from 0 to 1, from the left and from the top. */
export interface Spot {
  readonly x: number;
  readonly y: number;
  /** The value is beyond the axis; the spot is clamped to the edge. */
  readonly outside: boolean;
}

/** Position of a point, with the same axis for x and y. Undefined if it is not finite. */
export function spotOf(x: number, y: number, { domain: [low, high], carry }: Axis): Spot | undefined {
  if (!Number.isFinite(x) || !Number.isFinite(y)) return undefined;
  const along = (value: number) => (carry(value) - low) / (high - low);
  const up = along(y);
  return { x: along(x), y: 1 - Math.max(0, Math.min(1, up)), outside: up < -1e-9 || up > 1 + 1e-9 };
}

/** How many spots are clamped to each edge. */
export function countOutside(spots: readonly (Spot | undefined)[]): Readonly<Record<Edge, number>> {
  const outside = spots.filter((spot) => spot?.outside);
  const bottom = outside.filter((spot) => spot?.y === 1).length;
  return { top: outside.length - bottom, bottom };
}

/** Index of the spot nearest to a point; undefined if none is within `reach`. */
export function nearestSpot(
  spots: readonly (Spot | undefined)[],
  x: number,
  y: number,
  reach: number,
): number | undefined {
  let [found, least]: [number | undefined, number] = [undefined, reach];
  spots.forEach((spot, i) => {
    const far = spot ? Math.hypot(spot.x - x, spot.y - y) : Number.POSITIVE_INFINITY;
    if (far <= least) [found, least] = [i, far];
  });
  return found;
}

/** Index that a key moves to, in ascending order of value; undefined for other keys. */
export function moveByValue(
  values: readonly number[],
  at: number | undefined,
  key: string,
): number | undefined {
  const order = values.map((_, i) => i).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0) || a - b);
  const last = order.length - 1;
  const from = at === undefined ? -1 : order.indexOf(at);
  const moves: Readonly<Record<string, number>> = {
    ArrowLeft: from - 1,
    ArrowDown: from - 1,
    ArrowRight: from + 1,
    ArrowUp: from + 1,
    PageDown: from - 10,
    PageUp: from + 10,
    Home: 0,
    End: last,
  };
  const to = moves[key];
  return to === undefined ? undefined : order[Math.max(0, Math.min(last, to))];
}
