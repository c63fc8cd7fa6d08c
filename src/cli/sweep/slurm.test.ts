import { expect, it } from 'vitest';
import { slurmShard } from './slurm';

/** As Slurm 22.05.8 sets them for a task of an array. */
const variables = (id: number, [min, max, count, step]: readonly [number, number, number, number]) => ({
  SLURM_ARRAY_JOB_ID: '12',
  SLURM_ARRAY_TASK_ID: String(id),
  SLURM_ARRAY_TASK_MIN: String(min),
  SLURM_ARRAY_TASK_MAX: String(max),
  SLURM_ARRAY_TASK_COUNT: String(count),
  SLURM_ARRAY_TASK_STEP: String(step),
});
const never = (): string => {
  throw new Error('asked');
};

it.each([
  ['1-3', [1, 3, 3, 1], [1, 2, 3]],
  ['0-4', [0, 4, 5, 1], [0, 1, 2, 3, 4]],
  ['1-5:2', [1, 5, 3, 2], [1, 3, 5]],
  ['4', [4, 4, 1, 1], [4]],
] as const)('--array=%s: the variables tell', (_array, numbers, ids) => {
  expect(ids.map((id) => slurmShard(variables(id, numbers), never))).toEqual(
    ids.map((_, i) => ({ index: i + 1, count: ids.length })),
  );
});

/** Printed by `scontrol show job -o` for --array=7,3,5, shortened. */
const asked = [
  'JobId=1 ArrayJobId=1 ArrayTaskId=7 JobName=t',
  'JobId=7 ArrayJobId=1 ArrayTaskId=5 JobName=t',
  'JobId=6 ArrayJobId=1 ArrayTaskId=3 JobName=t\n',
].join('\n');

it('--array=7,3,5: its step reads 1, so that scontrol tells, in ascending order', () => {
  const list = [3, 7, 3, 1] as const;
  const shards = [3, 5, 7].map((id) => slurmShard(variables(id, list), () => asked));
  expect(shards).toEqual([1, 2, 3].map((index) => ({ index, count: 3 })));
});

it('tasks that wait are one line, with a limit, ranges and steps', () => {
  const waiting =
    'JobId=3 ArrayJobId=3 ArrayTaskId=4,6-10:2%1 X=1\nJobId=10 ArrayJobId=3 ArrayTaskId=2 X=1\n';
  expect(slurmShard(variables(8, [2, 10, 5, 1]), () => waiting)).toEqual({ index: 4, count: 5 });
});

it.each([
  ['is gone', undefined],
  ['names only some', 'JobId=1 ArrayJobId=1 ArrayTaskId=7 JobName=t\n'],
  ['cuts the list short', 'JobId=1 ArrayJobId=1 ArrayTaskId=3,5,... JobName=t\n'],
])('a list is refused where scontrol %s', (_how, output) => {
  expect(() => slurmShard(variables(3, [3, 7, 3, 1]), () => output)).toThrow(
    /cannot tell which of 3 tasks 3 is: they are a list between 3 and 7.*Write --shard I\/3/,
  );
});

it('outside an array it is refused', () => {
  expect(() => slurmShard({}, never)).toThrow(/SLURM_ARRAY_TASK_ID and its like are not set/);
});
