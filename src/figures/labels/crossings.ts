/** Finds where lines leave their plot. */
import { type Edge, edges } from '../axes/scale';
import type { XY } from '../lines/line';

export interface Crossing {
  readonly x: number;
  readonly edge: Edge;
}

/** Rounding tolerance, as a fraction of the axis. */
const EPSILON = 1e-9;

/**
 * Where a line leaves its axis or re-enters, and its end if that lies outside.
 * @param points in axis units, as is `domain`
 */
export function crossings(points: readonly XY[], domain: readonly [number, number]): Crossing[] {
  const room = EPSILON * (domain[1] - domain[0]);
  const beyond = {
    top: ({ y }: XY) => y > domain[1] + room,
    bottom: ({ y }: XY) => y < domain[0] - room,
  };
  const ends = { top: domain[1], bottom: domain[0] };
  return edges.flatMap((edge) =>
    points.flatMap((point, i) => {
      const before = points[i - 1];
      const isOut = beyond[edge](point);
      const atEnd = isOut && i === points.length - 1 ? [{ x: point.x, edge }] : [];
      if (!before || beyond[edge](before) === isOut) return atEnd;
      const share = (ends[edge] - before.y) / (point.y - before.y);
      return [{ x: before.x + share * (point.x - before.x), edge }, ...atEnd];
    }),
  );
}
