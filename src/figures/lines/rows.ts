/** The numbers of a line chart, point by point. */
import { betweenOf, columnsOf } from './columns';
import type { Columns, Line, Track } from './line';
import type { LineSpec } from './spec';

/** A header row, then a row per point. */
export type Rows = readonly (readonly (string | number)[])[];

/** The tracks listed in a table or file: all single runs, and the means over them. */
function tracksOf({
  seeds = [],
  ...line
}: Line): readonly { readonly seed: string; readonly track: Track }[] {
  const single = seeds.map((track) => ({ seed: String(track.seed ?? ''), track }));
  if (single.length > 0 && line.mean === undefined) return single;
  return [...single, { seed: line.mean ?? '', track: line }];
}

/** Without the start value, which was measured before training and belongs to no epoch. */
export const pointsOf = ({ start: _, ...track }: Track): Columns => columnsOf(track, 0);

/** Every point of every run and of the means over seeds, in full precision. */
export function rowsOf({ lines, x, kinds }: Pick<LineSpec, 'lines' | 'x' | 'kinds'>): Rows {
  const several = lines.some(({ seeds = [] }) => seeds.length > 0);
  const head = ['algorithm', ...(several ? ['seed'] : []), x.name, 'value', ...(kinds ? ['kind'] : [])];
  const rows = lines.flatMap((line) =>
    tracksOf(line).flatMap(({ seed, track }) =>
      [
        { all: pointsOf(track), kind: kinds?.points },
        { all: betweenOf(track), kind: kinds?.between },
      ].flatMap(({ all, kind }) =>
        Array.from({ length: all.length }, (_, i) => [
          line.name,
          ...(several ? [seed] : []),
          x.value?.(all.x[i] as number) ?? (all.x[i] as number),
          all.y[i] as number,
          ...(kind === undefined ? [] : [kind]),
        ]),
      ),
    ),
  );
  return [head, ...rows];
}
