/** The numbers of a line chart, as a table and for a spreadsheet. */
import type { CsvRows } from '../../../exports/csv';
import type { Columns } from '../../../figures/lines/line';
import { pointsOf } from '../../../figures/lines/rows';
import type { LineSpec } from '../../../figures/lines/spec';
import type { Decimal } from '../../../store/page/preferences';
import type { NumbersColumn, NumbersRow } from './NumbersTable';

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
