/** One feature map of an inspection. */

import { evenly } from '../../../../../core/measures/sampling';
import type { ShownMaps } from '../../../../../core/run/inspect/maps';

export interface MapPixels {
  /** [rows, columns] */
  readonly values: Float32Array;
  readonly rows: number;
  readonly columns: number;
}

/** The pixels of a channel; undefined if it is not among those returned. */
export function mapPixels(maps: ShownMaps | undefined, channel: number): MapPixels | undefined {
  const at = maps?.channels.indexOf(channel) ?? -1;
  if (!maps || at < 0) return undefined;
  const [rows, columns] = [maps.rows.length, maps.columns.length];
  const values = maps.values.subarray(at * rows * columns, (at + 1) * rows * columns);
  return { values, rows, columns };
}

/** With at most so many pixels a side, for a file. */
export function fewerPixels({ values, rows, columns }: MapPixels, most: number): MapPixels {
  const [down, across] = [evenly(rows, most), evenly(columns, most)];
  return {
    values: Float32Array.from(down.flatMap((row) => across.map((x) => values[row * columns + x] as number))),
    rows: down.length,
    columns: across.length,
  };
}

/** Width and height of a map's picture in a square of the given side. */
export function pictureSize({ rows, columns }: Pick<MapPixels, 'rows' | 'columns'>, side: number) {
  const most = Math.max(rows, columns);
  return { width: (side * columns) / most, height: (side * rows) / most };
}
