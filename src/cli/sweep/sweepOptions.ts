/** Options of `lab sweep`. */
import { existsSync } from 'node:fs';
import { checkDataFolder, usualDataFolder } from '../files/dataFolder';
import { isFolder } from '../files/regularFile';
import type { Values } from '../train/trainOptions';
import { parseWithOwnData } from '../train/withOwnData';
import { UsageError } from '../usage';
import { askScontrol, type Shard, slurmShard } from './slurm';

export const SWEEP_HELP = `Usage: npm run -s lab -- sweep EXPERIMENT.json --out DIR [options]
Trains every run of an experiment file (\`lab experiment\` prints one) and writes a file for each into DIR. Runs that are there
are not trained again, and a run that was interrupted, by Ctrl-C or SIGKILL, goes on from its last checkpoint.

  --out DIR       folder for the results; it is created
  --shard I/N     only each Nth run, from the Ith: 1/3, 2/3 and 3/3 share the work between three processes or machines;
                  “slurm”: that of a task in a Slurm job array (docs/cluster.md)
  --weights       keep each run’s weights after its last epoch, for \`lab export\`
  --resume        go on in a folder that has results or parts of these runs
  --data DIR      folder that contains mnist/, sgemm/, … [F3_DATA, else public/data]
  --dataset FILE  the data file of an experiment with a data set of your own, with the options that it was read with
  --start-from FILE  the file of weights from which the experiment’s runs start
  --help          this text

\`lab merge DIR…\` makes one file of the results that the page opens; \`lab table DIR…\` prints them.
Exit status: 0 done, also if a run diverged; 1 it could not be run; 2 an option or a file is wrong; 130 or 143 it was
interrupted.`;

export interface SweepOptions {
  readonly file: string;
  readonly out: string;
  readonly shard: Shard;
  readonly resume: boolean;
  /** Whether each run's last weights are kept. */
  readonly weights: boolean;
  /** The folder that contains mnist/, sgemm/, … */
  readonly data: string;
  /** `--dataset` and how that file is read, and `--start-from`. */
  readonly own: Values;
}

/** "2/3", or "slurm" @throws {UsageError} */
function readShard(text: string): Shard {
  if (text.trim() === 'slurm') return slurmShard(process.env, askScontrol);
  const [, first = '', second = ''] = /^(\d{1,6})\/(\d{1,6})$/.exec(text.trim()) ?? [];
  const [index, count] = [Number(first), Number(second)];
  if (first === '' || index < 1 || index > count)
    throw new UsageError(
      `--shard: “${text}” is not I/N with I from 1 to N. Write 1/3 for the first of three, or slurm.`,
    );
  return { index, count };
}

/** Undefined if only help was requested. @throws {UsageError} */
export function readSweepOptions(args: readonly string[]): SweepOptions | undefined {
  const { values: all, positionals } = parseWithOwnData(args, ['out', 'shard'], ['resume', 'weights']);
  const { help, resume, weights, out, shard, data, ...own } = all;
  if (help) return undefined;
  const [file, ...more] = positionals;
  if (file === undefined)
    throw new UsageError('sweep needs an experiment file: `lab experiment … > EXPERIMENT.json` writes one.');
  if (more.length > 0) throw new UsageError(`sweep takes one experiment file: remove “${more[0]}”.`);
  if (typeof out !== 'string' || out.trim() === '')
    throw new UsageError('--out: name a folder for the results, such as --out results/rates.');
  if (existsSync(out) && !isFolder(out))
    throw new UsageError(`--out: “${out}” is not a folder. Name another one.`);
  if (typeof data === 'string') checkDataFolder(data);
  return {
    ...{ file, out, own },
    shard: typeof shard === 'string' ? readShard(shard) : { index: 1, count: 1 },
    resume: resume === true,
    weights: weights === true,
    data: typeof data === 'string' ? data : usualDataFolder(),
  };
}
