/**
 * Replays a small complete training run written by an independent reference: same start, same data,
 * same batches; the engine must land on the same numbers.
 */
import { tidy } from '@tensorflow/tfjs-core';
import { type Batch, disposeBatch, gatherBatch } from './batches';
import type { Dataset } from './dataset';
import { predict } from './evaluate';
import { meanRowAngle } from './measures/angle';
import { guidanceOf, readAll } from './measures/take';
import { createErrorMemory, type ErrorMemory, informationOf } from './memory';
import { createNetwork, type Kernels, type Network } from './network';
import { trainStep } from './passes/step';
import { rules } from './rules';
import {
  flat,
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
    // NaN counts as the worst.
    if (!(difference <= worst)) worst = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
  }
  return worst;
}

/** Angle of each hidden layer for this batch, null where the rule feeds nothing. */
async function anglesOf(
  net: Network,
  batch: Batch,
  memory: ErrorMemory | undefined,
): Promise<(number | null)[]> {
  return readAll(() => {
    const own = guidanceOf(net, net, batch, memory?.read(batch), true);
    const bp = guidanceOf(net, { rule: rules.bp, feedback: [] }, batch, undefined, true);
    return own.dh.slice(0, -1).map((dh, i) => meanRowAngle(dh, bp.dh[i]));
  });
}

function compareAngles(angles: readonly (number | null)[][], expected: readonly (number | null)[][]): number {
  const numbers = (all: readonly (number | null)[][]) => all.flat().map((angle) => angle ?? -1);
  return largest(numbers(angles), numbers(expected));
}

interface Replay {
  readonly trajectory: Trajectory;
  readonly data: Dataset;
  readonly net: Network;
  readonly memory: ErrorMemory | undefined;
}

/** The samples of an epoch, each once. */
const visitedOf = (batches: readonly (readonly number[])[]): Uint32Array =>
  Uint32Array.from(new Set(batches.flat()));

/** One pass over the first epoch's batches, without updates. */
function fillMemory({ trajectory, data, net, memory }: Replay): void {
  for (const indices of trajectory.batches[0] ?? []) {
    const batch = gatherBatch(data, data.train, Uint32Array.from(indices));
    tidy(() => memory?.write(batch, predict(net, batch.x)));
    disposeBatch(batch);
  }
  memory?.endEpoch(visitedOf(trajectory.batches[0] ?? []));
}

async function replayBatches({ trajectory, data, net, memory }: Replay) {
  const losses: number[] = [];
  const angles: (number | null)[][] = [];
  for (const [epoch, batches] of trajectory.batches.entries()) {
    net.beginEpoch(epoch + 1);
    for (const indices of batches) {
      const batch = gatherBatch(data, data.train, Uint32Array.from(indices));
      if (trajectory.expected.alignmentDegrees) angles.push(await anglesOf(net, batch, memory));
      const loss = trainStep(net, batch, memory);
      losses.push(((await loss.data())[0] ?? Number.NaN) / net.loss.reportedScale(data.outputs));
      loss.dispose();
      disposeBatch(batch);
    }
    memory?.endEpoch(visitedOf(batches));
  }
  return { losses, angles };
}

async function compare(replay: Replay): Promise<Differences> {
  const { trajectory, net, memory } = replay;
  const { expected } = trajectory;
  const { losses, angles } = await replayBatches(replay);
  const differences: Record<string, number> = { loss: largest(losses, expected.loss), weights: 0, biases: 0 };
  for (const [i, { W, b }] of net.layers.entries()) {
    const [weights, biases] = [flat(expected.weights[i] as number[][]), expected.biases[i] as number[]];
    differences.weights = Math.max(differences.weights as number, largest(await W.data(), weights));
    differences.biases = Math.max(differences.biases as number, largest(await b.data(), biases));
  }
  if (expected.storedError && memory)
    differences.storedError = largest(await memory.all().data(), expected.storedError.flat());
  if (expected.alignmentDegrees)
    differences.alignmentDegrees = compareAngles(angles, expected.alignmentDegrees);
  return differences;
}

/** @throws {MissingFeature} */
export async function replayTrajectory(trajectory: Trajectory, kernels: Kernels = {}): Promise<Differences> {
  const config = trajectoryConfig(trajectory);
  const data = trajectoryDataset(trajectory);
  const initial = trajectoryStart(trajectory, config);
  const net = createNetwork(config, data.inputs, data.outputs, initial, kernels);
  const information = informationOf(config);
  const memory =
    information && createErrorMemory(flat(trajectory.data.y), data.outputs, information, kernels);
  const replay = { trajectory, data, net, memory };
  try {
    if (config.errorInit === 'inference-epoch') fillMemory(replay);
    return await compare(replay);
  } finally {
    net.dispose();
    memory?.dispose();
  }
}
