/** Lines of a chart by their common places on the x axis, for its reader and its table. */
export interface ReadLine {
  readonly key: string;
  readonly name: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

interface MeanLine extends ReadLine {
  readonly mean?: string;
  readonly seeds: readonly ReadLine[];
}

/** For a table: each line, and behind a mean the seeds that it has. */
export const withSeeds = (lines: readonly MeanLine[]): ReadLine[] =>
  lines.flatMap(({ mean, seeds, ...line }) => [
    { ...line, name: [line.name, mean].filter(Boolean).join(', ') },
    ...seeds,
  ]);

/** Whether lines are means, and of how many; empty where every rule has one run. */
export function meansText(lines: readonly Pick<MeanLine, 'name' | 'mean'>[]): string {
  const means = lines.flatMap(({ name, mean }) => (mean === undefined ? [] : [{ name, mean }]));
  const [first, ...others] = means;
  if (!first) return '';
  const same = others.every(({ mean }) => mean === first.mean);
  const of = same ? first.mean : means.map(({ name, mean }) => `${name} ${mean}`).join(', ');
  return `Bold: ${of}; thin: single seeds.`;
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
