/**
 * Replays a small, complete training run recorded by an independent reference, with the same initial values, data and
 * batches, in the ordinary training loop. The engine must reproduce its numbers.
 */
import { losses } from '../../head/loss';
import type { Kernels } from '../../kernels';
import { meanRowAngle } from '../../measures/angle';
import { guidanceOf } from '../../measures/taking/guidance';
import { readAll } from '../../measures/taking/read';
import { rules } from '../../rules';
import { disposeBatch } from '../../samples/batches';
import type { Dataset } from '../../samples/dataset';
import { batchOf } from '../../trainer/order';
import { type Checkpoint, layerArray, type NamedArray } from '../checkpoint';
import { createRun } from '../run';
import type { RunOptions, RunState } from '../state';
import {
  flat,
  MissingFeature,
  type Trajectory,
  trajectoryConfig,
  trajectoryDataset,
  trajectoryStart,
} from './trajectoryFile';

/** Largest absolute difference per field of `expected`. */
export type Differences = Readonly<Record<string, number>>;

function largest(values: ArrayLike<number>, expected: ArrayLike<number>): number {
  let worst = values.length === expected.length ? 0 : Number.POSITIVE_INFINITY;
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs((values[i] as number) - (expected[i] as number));
    // NaN counts as an infinite difference.
    if (!(difference <= worst)) worst = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
  }
  return worst;
}

/** Delta angle of each hidden layer for the next batch, in degrees; null where the rule feeds nothing. */
async function anglesOf(run: RunState, places: Uint32Array): Promise<(number | null)[]> {
  const { net, memories } = run;
  const batch = batchOf(run, places);
  const angles = await readAll(() => {
    const own = guidanceOf(net, net, batch, memories.own?.read(batch), true);
    const bp = guidanceOf(net, { rule: rules.bp, feedback: [] }, batch, undefined, true);
    return own.dh.slice(0, -1).map((dh, i) => meanRowAngle(dh, bp.dh[i]));
  });
  disposeBatch(batch);
  return angles;
}

function compareAngles(angles: readonly (number | null)[][], expected: readonly (number | null)[][]): number {
  const numbers = (all: readonly (number | null)[][]) => all.flat().map((angle) => angle ?? -1);
  return largest(numbers(angles), numbers(expected));
}

/** Results of a replayed run. */
interface Replayed {
  /** Loss of each batch, as the reference defines it. */
  readonly losses: readonly number[];
  readonly angles: readonly (number | null)[][];
  readonly end: Checkpoint;
}

async function replay(trajectory: Trajectory, data: Dataset, kernels: Kernels): Promise<Replayed> {
  const spec = trajectoryConfig(trajectory);
  const { batches, expected } = trajectory;
  const angles: (number | null)[][] = [];
  const options: RunOptions = {
    kernels,
    start: { values: { ...trajectoryStart(trajectory, spec), batches } },
    // Reports every batch.
    lossPointsPerEpoch: Math.max(...batches.map(({ length }) => length)),
    checkpoints: true,
    ...(expected.alignmentDegrees
      ? { beforeBatch: async (run, places) => void angles.push(await anglesOf(run, places)) }
      : {}),
  };
  const { events, checkpoint } = createRun(spec, data, options);
  const told: number[] = [];
  const scale = losses[spec.loss].reportedScale(data.outputs);
  let end: Checkpoint | undefined;
  for await (const event of events) {
    if (event.type === 'loss') told.push(event.trainingLoss / scale);
    if (event.type === 'checkpoint') end = await checkpoint();
  }
  if (!end) throw new Error('The loss is not a number in the first epoch.');
  return { losses: told, angles, end };
}

/** Largest difference over all layers, infinite if their number differs. @param of name of layer i's array (1, 2, …) */
function layerDifference(
  { arrays }: Checkpoint,
  of: (i: number) => string,
  expected: readonly Float32Array[],
) {
  if (of(expected.length + 1) in arrays || expected.length === 0) return Number.POSITIVE_INFINITY;
  return Math.max(...expected.map((values, i) => largest(arrays[of(i + 1)]?.values ?? [], values)));
}

/** For memories with one number per sample, compares only that: Σ_c y*_c E_c. */
function memoryDifference({ shape, values }: NamedArray, expected: number[][], targets: number[][]): number {
  if (shape[1] === targets[0]?.length) return largest(values, expected.flat());
  const right = expected.map((row, n) => row.reduce((sum, e, c) => sum + e * (targets[n]?.[c] as number), 0));
  return largest(values, right);
}

/** @throws {MissingFeature} if a field of `expected` was not compared */
function checkComplete(expected: Trajectory['expected'], differences: Differences): Differences {
  const missed = Object.keys(expected).filter((field) => !(field in differences));
  if (missed.length > 0) throw new MissingFeature(`comparison of expected.${missed.join(', expected.')}`);
  return differences;
}

/** @throws {MissingFeature} */
export async function replayTrajectory(trajectory: Trajectory, kernels: Kernels = {}): Promise<Differences> {
  const { losses, angles, end } = await replay(trajectory, trajectoryDataset(trajectory), kernels);
  const { loss, weights, biases, storedError, alignmentDegrees } = trajectory.expected;
  const { memory } = end.arrays;
  return checkComplete(trajectory.expected, {
    loss: largest(losses, loss),
    weights: layerDifference(end, (i) => layerArray(i - 1, 'W'), weights.map(flat)),
    biases: layerDifference(
      end,
      (i) => layerArray(i - 1, 'b'),
      biases.map((b) => Float32Array.from(b)),
    ),
    ...(storedError && memory
      ? { storedError: memoryDifference(memory, storedError, trajectory.data.y) }
      : {}),
    ...(alignmentDegrees ? { alignmentDegrees: compareAngles(angles, alignmentDegrees) } : {}),
  });
}
