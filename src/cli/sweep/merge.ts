/** `lab merge`: the results of a sweep as one file that the page opens. */
import { dirname } from 'node:path';
import { count } from '../../core/format';
import { writeNotebookFile } from '../../notebook/file';
import { parseOnce } from '../arguments';
import { onDisk } from '../files/disk';
import { printLine } from '../files/output';
import { otherKind } from '../files/regularFile';
import { writeAtomically } from '../files/writeAtomically';
import { plain } from '../plain';
import { UsageError } from '../usage';
import { type Collected, collect, notebookOf } from './collect';

const HELP = `Usage: npm run -s lab -- merge DIR… [--out FILE.f3lab.json]
Makes one file of the results of a sweep, from one folder or the folders of its shards: “Import” on the Compare page opens
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

/** "2 of 12 runs have no result: bp-0, dfa-0"; undefined if all have one */
export function missingLine({ plan, files }: Collected): string | undefined {
  const missing = plan.runs.filter(({ id }) => !files.has(id)).map(({ id }) => id);
  if (missing.length === 0) return undefined;
  const shown = missing.length > 5 ? [...missing.slice(0, 5), '…'] : missing;
  return `${count(missing.length)} of ${count(plan.runs.length)} runs have no result: ${shown.join(', ')}`;
}

export async function mergeCommand(args: readonly string[]): Promise<void> {
  const options = readMergeOptions(args);
  if (options === undefined) return printLine(HELP);
  const { folders, out } = options;
  const collected = collect(folders);
  const text = writeNotebookFile(notebookOf(collected));
  const missing = missingLine(collected);
  if (missing !== undefined) console.error(plain(missing));
  if (out === undefined) {
    process.stdout.write(text);
    return;
  }
  const kind = otherKind(out);
  if (kind !== undefined) throw new UsageError(`--out: “${out}” is ${kind}, not a file. Name a file.`);
  const bytes = new TextEncoder().encode(text);
  await onDisk(writeAtomically(out, bytes), {
    ...{ folder: dirname(out), bytes: bytes.length, wayOut: 'name another file with --out' },
  });
}
