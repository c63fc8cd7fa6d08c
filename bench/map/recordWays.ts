/** Keeps what was measured where page and documentation read it. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readWays, WAYS_PATH, type WaysRecord } from '../../src/experiment/results/ways';

const root = join(import.meta.dirname, '..', '..');

/** Numbers have four digits: timings vary by more. */
const rounded = (_key: string, value: unknown): unknown =>
  typeof value === 'number' ? Number(value.toPrecision(4)) : value;

/** One line for each point, so that changes can be read. */
export function recordText(record: WaysRecord): string {
  const { points, ...rest } = readWays(JSON.parse(JSON.stringify(record, rounded)));
  const lines = points.map((point) => `    ${JSON.stringify(point)}`).join(',\n');
  return `${JSON.stringify(rest, undefined, 2).slice(0, -2)},\n  "points": [\n${lines}\n  ]\n}\n`;
}

/** Replaces the record. @returns its path, from the project's root */
export async function recordWays(record: WaysRecord): Promise<string> {
  await writeFile(join(root, WAYS_PATH), recordText(record));
  return WAYS_PATH;
}
