/** Lines of a chart by their common places on the x axis, for its reader and its table. */
export interface ReadLine {
  readonly key: string;
  readonly name: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

export type LineRow = { x: number } & Record<string, number>;

/** In the order of x; where a line has no point the row has no entry. */
export function rowsOfLines(lines: readonly ReadLine[]): LineRow[] {
  const rows = new Map<number, LineRow>();
  for (const { key, points } of lines) {
    for (const { x, y } of points) {
      const row = rows.get(x) ?? ({ x } as LineRow);
      row[key] = y;
      rows.set(x, row);
    }
  }
  return [...rows.values()].sort((a, b) => a.x - b.x);
}
