/** The numbers of a line chart: as a table, and point by point for a spreadsheet. */
import type { CsvRows } from '../../../exports/csv';
import type { Decimal } from '../../../store/page/preferences';
import { betweenOf, columnsOf } from '../lines/columns';
import type { Columns, Line, Track } from '../lines/line';
import type { LineSpec } from '../lines/spec';
import type { NumbersColumn, NumbersRow } from './NumbersTable';

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
const pointsOf = ({ start: _, ...track }: Track): Columns => columnsOf(track, 0);

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

/** Tab-separated, as spreadsheets paste it. Decimal commas round-trip: replacing them by points gives the same numbers. */
export const tabbed = (rows: CsvRows, decimal: Decimal): string =>
  rows
    .map((row) =>
      row
        .map((cell) =>
          typeof cell === 'number' && decimal === 'comma'
            ? String(cell).replace('.', ',')
            : String(cell ?? ''),
        )
        .join('\t'),
    )
    .join('\n');

interface Table {
  readonly columns: readonly NumbersColumn[];
  readonly rows: readonly NumbersRow[];
}

/**
 * A column per line, and a row per x at which some line has a point.
 * @param single a column per seed instead of their mean
 */
export function tableOf({ lines, x }: Pick<LineSpec, 'lines' | 'x'>, single: boolean): Table {
  const all = lines.flatMap((line): (NumbersColumn & { readonly points: Columns })[] => {
    const { key, name, mean, seeds = [] } = line;
    if (!single || seeds.length === 0) return [{ key, name, of: mean, points: pointsOf(line) }];
    return seeds.map((seed) => ({ key: seed.key, name, of: `seed ${seed.seed}`, points: pointsOf(seed) }));
  });
  const values = new Map<number, (number | undefined)[]>();
  all.forEach(({ points }, column) => {
    for (let i = 0; i < points.length; i += 1) {
      const at = points.x[i] as number;
      const row = values.get(at) ?? all.map(() => undefined);
      row[column] = points.y[i] as number;
      values.set(at, row);
    }
  });
  const rows = [...values].sort(([a], [b]) => a - b);
  return {
    columns: all.map(({ key, name, of }) => ({ key, name, of })),
    rows: rows.map(([at, cells]) => ({ key: at, head: x.cell(at), cells })),
  };
}
