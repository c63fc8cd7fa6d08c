/** The first rows of a file, parsed with one dialect. */
import { trimmed } from '../table/column';
import type { Cells } from './csvHeader';
import { markOf } from './csvOpening';

/** A non-blank row. */
export interface SampleRow {
  readonly cells: Cells;
  /** From 1, as an editor shows it. */
  readonly row: number;
  /** Number of cells up to the last non-empty one. */
  readonly filled: number;
  readonly comment: boolean;
}

/** A ruler between names and values: "----+-----". */
export const isRule = (cells: readonly string[]): boolean =>
  cells.every((cell) => /^[\s:+|=-]*$/.test(cell)) && cells.some((cell) => /--|==/.test(cell));

export function sampleRows(parsed: readonly string[][], before: number): SampleRow[] {
  const rows: SampleRow[] = [];
  for (const [i, raw] of parsed.entries()) {
    const cells = raw.map(trimmed);
    const filled = cells.findLastIndex((cell) => cell !== '') + 1;
    if (filled > 0 && !isRule(raw))
      rows.push({ cells, row: before + i + 1, filled, comment: markOf(cells[0]!) !== undefined });
  }
  // If all rows begin with the mark, it is data.
  return rows.every(({ comment }) => comment) ? rows.map((row) => ({ ...row, comment: false })) : rows;
}

/** Whether a row has this width, not counting trailing empty cells. */
export const hasWidth = ({ cells, filled }: Pick<SampleRow, 'cells' | 'filled'>, width: number): boolean =>
  filled <= width && cells.length >= width;

/** The most common width; on a tie, the largest. */
export function commonWidth(rows: readonly SampleRow[]): number {
  const longest = rows.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  const changes = new Int32Array(longest + 2);
  const widths = new Set<number>();
  for (const { cells, filled, comment } of rows) {
    if (comment) continue;
    changes[filled]!++;
    changes[cells.length + 1]!--;
    widths.add(filled);
  }
  let [best, most, having] = [0, 0, 0];
  for (let width = 1; width <= longest; width++) {
    having += changes[width]!;
    if (widths.has(width) && having >= most) [best, most] = [width, having];
  }
  return best;
}

/** Matches the start of totals and footnotes. */
export const footer =
  /^(?:grand ?|sub ?)?totals?\b|^(?:sum|mean|average|source|sources|notes?|footnotes?|legend|copyright|end|eof|\*+|†|©|\(?\d+ rows?\)?)(?![a-z\d])/i;
