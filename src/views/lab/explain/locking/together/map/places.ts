/** Where things lie on the map, in pixels from the cells' top left corner. */
import type { WayPoint } from '../../../../../../experiment/results/ways';
import { columnOf, DEPTHS, isOnMap, ROWS, rowOf, type WaysGrid } from './mapGrid';
import { meanWidth } from './useMap';

export interface MarksProps {
  grid: WaysGrid;
  points: readonly WayPoint[];
  units: readonly number[] | undefined;
  /** Ends of the colour scale, in doublings. */
  m: number;
  /** Of the cells, in pixels. */
  width: number;
  height: number;
}

export const SIZE = { rows: ROWS, columns: DEPTHS } as const;

export interface Scale {
  readonly x: (column: number) => number;
  readonly y: (row: number) => number;
}
export const scaleOf = ({ width, height }: Pick<MarksProps, 'width' | 'height'>): Scale => ({
  x: (column) => (column * width) / DEPTHS,
  y: (row) => (row * height) / ROWS,
});

/** Of text over the cells. */
export const halo = { paintOrder: 'stroke', stroke: 'var(--s1)', strokeLinejoin: 'round' } as const;

/** What is told about the settings' network, to the side where there is room. */
export const OWN = 'this network';

/** Where its mark lies, and to which side its name goes; undefined outside of the map. */
export function ownCells(units: readonly number[] | undefined, { x, y }: Scale) {
  const width = units && meanWidth(units);
  if (!units || width === undefined || !isOnMap(units.length, width)) return undefined;
  const at = { x: x(columnOf(units.length)), y: y(rowOf(width)) };
  return { ...at, toRight: units.length < DEPTHS / 2 };
}
