/** `--shard slurm`: which share of a sweep a task of a Slurm job array has. */
import { spawnSync } from 'node:child_process';
import { UsageError } from '../usage';

/** A share of a sweep. */
export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly count: number;
}

type Variables = Readonly<Record<string, string | undefined>>;

const wholeOf = (text: string | undefined): number => (/^\d+$/.test(text ?? '') ? Number(text) : Number.NaN);

/** What `scontrol show job -o` prints of an array; undefined where it cannot be asked. */
export function askScontrol(job: string): string | undefined {
  const { stdout, status } = spawnSync('scontrol', ['show', 'job', '-o', job], { encoding: 'utf8' });
  return status === 0 ? stdout : undefined;
}

/** "1-5:2" → 1, 3, 5; undefined for what Slurm has cut short. */
function rangeOf(text: string): readonly number[] | undefined {
  const [, from, to = from, step = '1'] = /^(\d+)(?:-(\d+)(?::(\d+))?)?$/.exec(text) ?? [];
  if (from === undefined) return undefined;
  const [first, last, by] = [Number(from), Number(to), Number(step)];
  return by < 1
    ? undefined
    : Array.from({ length: Math.floor((last - first) / by) + 1 }, (_, i) => first + i * by);
}

/**
 * The ids of an array's tasks, ascending: those that wait are one line, with their list, those that were started have a line
 * each. Undefined if one cannot be read.
 */
function tasksIn(output: string): readonly number[] | undefined {
  const lists = [...output.matchAll(/\bArrayTaskId=(\S+)/g)].map(([, list = '']) =>
    list.replace(/%\d+$/, ''),
  );
  const ranges = lists.flatMap((list) => list.split(',').map(rangeOf));
  if (ranges.some((range) => range === undefined)) return undefined;
  return [...new Set(ranges.flatMap((range) => range ?? []))].sort((a, b) => a - b);
}

/**
 * From the variables, where they determine it: tasks in even steps. Slurm gives a list such as 7,3,5 a step of 1, so that
 * its tasks are asked for.
 * @param ask prints an array's tasks, see `askScontrol`
 * @throws {UsageError} outside an array, or where its tasks cannot be told
 */
export function slurmShard(variables: Variables, ask: (job: string) => string | undefined): Shard {
  const [id, min, max, count, step] = ['ID', 'MIN', 'MAX', 'COUNT', 'STEP'].map((name) =>
    wholeOf(variables[`SLURM_ARRAY_TASK_${name}`]),
  ) as [number, number, number, number, number];
  if (Number.isNaN(id + min + max + count + step))
    throw new UsageError(
      '--shard: “slurm” is for a task of a job array, and SLURM_ARRAY_TASK_ID and its like are not set. Submit with `sbatch --array=1-3`, or write --shard 1/3.',
    );
  if ((max - min) / step + 1 === count) return { index: (id - min) / step + 1, count };
  const tasks = tasksIn(ask(variables.SLURM_ARRAY_JOB_ID ?? '') ?? '');
  const place = tasks?.indexOf(id) ?? -1;
  if (tasks?.length === count && place >= 0) return { index: place + 1, count };
  throw new UsageError(
    `--shard: “slurm” cannot tell which of ${count} tasks ${id} is: they are a list between ${min} and ${max}, and scontrol no longer names them all. Write --shard I/${count}, or submit them as a range such as --array=1-${count}.`,
  );
}
