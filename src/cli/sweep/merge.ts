/** `lab merge`: the results of a sweep as one file that the page opens. */
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { writeNotebookFile } from '../../notebook/file';
import { parseOnce } from '../arguments';
import { onDisk } from '../files/disk';
import { printLine } from '../files/output';
import { writeAtomically } from '../files/writeAtomically';
import { plain } from '../plain';
import { UsageError } from '../usage';
import { collect, notebookOf, notesOn } from './collect';

const HELP = `Usage: npm run -s lab -- merge DIR… [--out FILE.f3lab.json]
Makes one file of the results of a sweep, from one folder or the folders of its shards: “Open” on the Compare page opens
it. Without --out it is printed. Runs without a result stand in it as waiting.`;

interface MergeOptions {
  readonly folders: readonly string[];
  readonly out: string | undefined;
}

/** Undefined if only help was requested. @throws {UsageError} */
function readMergeOptions(args: readonly string[]): MergeOptions | undefined {
  try {
    const { values, positionals } = parseOnce({
      args: [...args],
      allowPositionals: true,
      options: { out: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    });
    if (values.help) return undefined;
    if (positionals.length === 0) throw new Error('merge needs the folders that `lab sweep --out` wrote.');
    return { folders: positionals, out: values.out };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** A file there may have notes and runs of its own. @throws {UsageError} */
function refuseExisting(path: string): void {
  if (existsSync(path))
    throw new UsageError(`--out: “${path}” already exists. Name a new file, or remove this one first.`);
}

export async function mergeCommand(args: readonly string[]): Promise<void> {
  const options = readMergeOptions(args);
  if (options === undefined) return printLine(HELP);
  const { folders, out } = options;
  if (out !== undefined) refuseExisting(out);
  const collected = collect(folders);
  const text = writeNotebookFile(notebookOf(collected));
  for (const line of notesOn(collected)) console.error(plain(line));
  if (out === undefined) {
    process.stdout.write(text);
    return;
  }
  const bytes = new TextEncoder().encode(text);
  await onDisk(writeAtomically(out, bytes), {
    ...{ folder: dirname(out), bytes: bytes.length, wayOut: 'name another file with --out' },
  });
}
