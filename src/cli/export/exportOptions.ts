/** Options of `lab export`. */
import { existsSync } from 'node:fs';
import { type NetworkFormatId, networkFormats } from '../../exports/formats';
import { checkDataFolder, usualDataFolder } from '../files/dataFolder';
import type { Values } from '../train/trainOptions';
import { parseWithOwnData } from '../train/withOwnData';
import { UsageError } from '../usage';

export type ExportId = NetworkFormatId | 'csv' | 'pytorch';
const networkIds = Object.keys(networkFormats) as NetworkFormatId[];
const formatIds: readonly ExportId[] = [...networkIds, 'csv', 'pytorch'];
const width = Math.max(...formatIds.map((id) => id.length));
const formatLines = networkIds
  .map((id) => `  ${id.padEnd(width)}  ${networkFormats[id].sentence}`)
  .join('\n');

export const EXPORT_HELP = `Usage: npm run -s lab -- export FILE --as FORMAT [options]
Writes a trained network, curves, or a run as a script, as a file of another tool. FILE is a run’s file in a folder of \`lab sweep --weights\`, a
checkpoint (\`lab train --checkpoint\`), or a notebook file with weights (Export on the Compare page).

${formatLines}
  ${'csv'.padEnd(width)}  Curves: a row per run, epoch or step, and quantity. FILE is a folder of \`lab sweep\`, a run’s file in one, or a
  ${' '.repeat(width)}  notebook file; printed without --out.
  ${'pytorch'.padEnd(width)}  The run as a PyTorch script, with its initial weights and batches. FILE may be an experiment file, too.

  --run ID        which run, if the file has several
  --out FILE      the file to write [the run’s id, with the format’s extension]
  --data DIR      folder that contains mnist/, sgemm/, … [F3_DATA, else public/data]
  --dataset FILE  the data file of a run on a data set of your own, with the options that it was read with
  --start-from FILE  with pytorch: the file of weights from which the run starts
  --help          this text`;

export interface ExportOptions {
  readonly file: string;
  readonly as: ExportId;
  readonly run: string | undefined;
  readonly out: string | undefined;
  /** The folder that contains mnist/, sgemm/, … */
  readonly data: string;
  /** `--dataset` and how that file is read, and `--start-from`. */
  readonly own: Values;
}

function formatOf(as: unknown): ExportId {
  const id = formatIds.find((one) => one === as);
  if (id !== undefined) return id;
  if (as === undefined) throw new UsageError(`--as: name a format: ${formatIds.join(', ')}.`);
  throw new UsageError(`--as: “${String(as)}” is not a format. The formats are: ${formatIds.join(', ')}.`);
}

/** @throws {UsageError} if the file would overwrite another */
export function refuseExisting(path: string): void {
  if (path.trim() === '') throw new UsageError('--out: “” is not a file name. Name a new file.');
  if (existsSync(path))
    throw new UsageError(`--out: “${path}” already exists. Name a new file, or remove this one first.`);
}

/** Undefined if only help was requested. @throws {UsageError} */
export function readExportOptions(args: readonly string[]): ExportOptions | undefined {
  const { values: all, positionals } = parseWithOwnData(args, ['as', 'run', 'out']);
  const { help, as, run, out, data, ...own } = all;
  if (help) return undefined;
  const [file, ...more] = positionals;
  if (file === undefined) throw new UsageError('export needs a file with a run.');
  if (more.length > 0) throw new UsageError(`export takes one file: remove “${more[0]}”.`);
  if (typeof out === 'string') refuseExisting(out);
  if (typeof data === 'string') checkDataFolder(data);
  return {
    ...{ file, as: formatOf(as), own },
    run: typeof run === 'string' ? run : undefined,
    out: typeof out === 'string' ? out : undefined,
    data: typeof data === 'string' ? data : usualDataFolder(),
  };
}
