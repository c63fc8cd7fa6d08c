/** Alternative readings for missing-value marks that may be values here: "-" beside "+", "None" beside "Insomnia". */
import { count as counted } from '../../../core/format';
import type { Column } from '../table/column';
import type { OtherReading } from '../table/table';

/** Share of a column's cells above which a mark may be a value. */
const OFTEN = 0.05;
const MOST_READINGS = 3;

/** Text columns only: in a numeric column such a mark is never a value. */
function oftenIn({ numeric, textCells, numbers, markCells }: Column): readonly (readonly [string, number])[] {
  if (numeric > 0 || textCells === 0) return [];
  return [...markCells].filter(([mark, cells]) => mark !== '' && cells > OFTEN * numbers.length);
}

/** Readings with such a mark as a value. */
export function markReadings(columns: readonly Column[]): OtherReading[] {
  const found = new Map<string, { readonly names: string[]; readonly cells: number }>();
  for (const column of columns)
    for (const [mark, cells] of oftenIn(column)) {
      const same = found.get(mark);
      if (same) same.names.push(column.name);
      else found.set(mark, { names: [column.name], cells });
    }
  return [...found].slice(0, MOST_READINGS).map(([mark, { names, cells }]) => {
    const more = names.length - 1;
    const also =
      more === 0 ? '' : ` and such cells of ${more === 1 ? names[1] : `${counted(more)} more columns`}`;
    return {
      name: `“${mark}” as a value`,
      options: { notMissing: [mark] },
      differs: `${counted(cells)} cells of ${names[0]}${also} would be “${mark}” instead of missing.`,
    };
  });
}
