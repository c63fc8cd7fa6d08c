/**
 * Replays a small complete training run written by an independent reference: same start, same data,
 * same batches; the engine must land on the same numbers.
 */
import { tidy } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { activationIds, outputActivationIds } from './activation';
import { type Batch, gatherBatch } from './batches';
import type { Dataset } from './dataset';
import { errorTransformIds } from './errorTransforms';
import { predict } from './evaluate';
import { lossIds } from './loss';
import { meanRowAngle } from './measures/angle';
import { createErrorMemory, type ErrorMemory, informationOf } from './memory';
import { createNetwork, type InitialValues, type Kernels, type Network } from './network';
import { optimizerIds, optimizers } from './optimizers';
import { guidanceOf, readAll } from './probe';
import { ruleIds, rules } from './rules';
import { plainSettings, type RunConfig } from './run';
import { trainStep } from './step';
import { errorInitIds, feedbackReductionIds, lossErrorScaleIds } from './variants';

const matrix = z.array(z.array(z.number()));

const trajectorySchema = z.looseObject({
  name: z.string(),
  config: z.looseObject({
    layers: z.array(z.int()).min(2),
    hiddenActivation: z.string(),
    outputActivation: z.string(),
    loss: z.string(),
    algorithm: z.string(),
    errorTransform: z.string().optional(),
    errorInit: z.string().optional(),
    feedbackReduction: z.string().optional(),
    lossErrorScale: z.string().optional(),
    bias: z.boolean().optional(),
    optimizer: z.looseObject({ name: z.string(), learningRate: z.number() }),
    batchSize: z.int(),
  }),
  init: z.looseObject({
    weights: z.array(matrix),
    biases: matrix,
    feedback: z.array(matrix).optional(),
    inputFeedback: matrix.optional(),
  }),
  data: z.looseObject({ x: matrix, y: matrix }),
  batches: z.array(z.array(z.array(z.int()))),
  expected: z.looseObject({
    loss: z.array(z.number()),
    weights: z.array(matrix),
    biases: matrix,
    storedError: matrix.optional(),
    alignmentDegrees: z.array(z.array(z.number().nullable())).optional(),
  }),
});
export type Trajectory = z.infer<typeof trajectorySchema>;

/** The file asks for something this engine does not have. */
export class MissingFeature extends Error {
  override readonly name = 'MissingFeature';
}

/** Largest absolute difference per field of `expected`. */
export type Differences = Readonly<Record<string, number>>;

/** @throws Error naming the field when the file is not a trajectory */
export function parseTrajectory(json: unknown): Trajectory {
  const result = trajectorySchema.safeParse(json);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new Error(`not a trajectory: ${issue?.path.join('.')}: ${issue?.message}`);
}

function known<T extends string>(field: string, value: string, ids: readonly T[]): T {
  if (!(ids as readonly string[]).includes(value)) throw new MissingFeature(`${field} ${value}`);
  return value as T;
}

/** The optimizer's own numbers; its other keys must be ones that it knows. */
function optimizerOptions({ optimizer }: Trajectory['config']): Record<string, number> {
  const { name, learningRate: _rate, ...given } = optimizer;
  const { options } = optimizers[known('optimizer', name, optimizerIds)];
  for (const [key, value] of Object.entries(given)) {
    if (!(key in options) || typeof value !== 'number')
      throw new MissingFeature(`${name} with ${key} ${JSON.stringify(value)}`);
  }
  return given as Record<string, number>;
}

/** The file's configuration alone: what it does not say is as the format's description has it. */
function toRunConfig({ config, batches }: Trajectory): RunConfig {
  return {
    // Weights and B are given by the file.
    ...plainSettings,
    rule: known('algorithm', config.algorithm, ruleIds),
    hidden: config.layers.slice(1, -1),
    activation: known('hiddenActivation', config.hiddenActivation, activationIds),
    outputActivation: known('outputActivation', config.outputActivation, outputActivationIds),
    loss: known('loss', config.loss, lossIds),
    bias: config.bias ?? true,
    feedbackReduction: known('feedbackReduction', config.feedbackReduction ?? 'sum', feedbackReductionIds),
    errorTransform: known('errorTransform', config.errorTransform ?? 'raw', errorTransformIds),
    errorInit: known('errorInit', config.errorInit ?? 'target', errorInitIds),
    lossErrorScale: known('lossErrorScale', config.lossErrorScale ?? 'mean', lossErrorScaleIds),
    optimizer: known('optimizer', config.optimizer.name, optimizerIds),
    optimizerOptions: optimizerOptions(config),
    learningRate: config.optimizer.learningRate,
    batchSize: config.batchSize,
    epochs: batches.length,
    seed: 0,
  };
}

const flat = (rows: readonly (readonly number[])[]): Float32Array => Float32Array.from(rows.flat());

function transposed(rows: readonly (readonly number[])[]): number[][] {
  return (rows[0] ?? []).map((_, column) => rows.map((row) => row[column] as number));
}

/** Feedback weights as the rule's path has them; PEPITA's F [n_0, C] is B_0ᵀ. */
function feedbackOf({ init }: Trajectory, config: RunConfig): Float32Array[] {
  const rule = rules[config.rule];
  if (rule.path === 'input') {
    if (!init.inputFeedback) throw new Error(`${rule.name} needs init.inputFeedback.`);
    return [flat(transposed(init.inputFeedback))];
  }
  const wanted = rule.path === 'direct' || (rule.path === 'layerwise' && rule.feedback);
  if (!wanted) return [];
  if (init.feedback?.length !== config.hidden.length)
    throw new Error(`${rule.name} needs one matrix of init.feedback for each hidden layer.`);
  return init.feedback.map(flat);
}

function initialValues(trajectory: Trajectory, config: RunConfig): InitialValues {
  const { weights, biases } = trajectory.init;
  return {
    layers: weights.map((W, i) => ({ W: flat(W), b: Float32Array.from(biases[i] as number[]) })),
    feedback: feedbackOf(trajectory, config),
  };
}

function toDataset({ data }: Trajectory): Dataset {
  const split = {
    size: data.x.length,
    inputs: flat(data.x),
    targets: { kind: 'values', values: flat(data.y) },
  } as const;
  const [x = [], y = []] = [data.x[0], data.y[0]];
  return {
    id: 'trajectory',
    inputs: x.length,
    outputs: y.length,
    mean: 0,
    deviation: 1,
    train: split,
    test: split,
  };
}

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
    const own = guidanceOf(net, net, batch, memory?.read(batch));
    const bp = guidanceOf(net, { rule: rules.bp, feedback: [] }, batch, undefined);
    return own.dh.slice(0, -1).map((dh, i) => meanRowAngle(dh, bp.dh[i]));
  });
}

function compareAngles(angles: readonly (number | null)[][], expected: readonly (number | null)[][]): number {
  const numbers = (all: readonly (number | null)[][]) => all.flat().map((angle) => angle ?? -1);
  return largest(numbers(angles), numbers(expected));
}

function disposeBatch({ x, target, indices }: Batch): void {
  for (const tensor of [x, target, indices]) tensor.dispose();
}

interface Replay {
  readonly trajectory: Trajectory;
  readonly data: Dataset;
  readonly net: Network;
  readonly memory: ErrorMemory | undefined;
}

/** One pass over the first epoch's batches, without updates. */
function fillMemory({ trajectory, data, net, memory }: Replay): void {
  for (const indices of trajectory.batches[0] ?? []) {
    const batch = gatherBatch(data, data.train, Uint32Array.from(indices));
    tidy(() => memory?.write(batch, predict(net, batch.x)));
    disposeBatch(batch);
  }
  memory?.endEpoch();
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
    memory?.endEpoch();
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
  const config = toRunConfig(trajectory);
  const data = toDataset(trajectory);
  const initial = initialValues(trajectory, config);
  const net = createNetwork(config, data.inputs, data.outputs, initial, kernels);
  const information = informationOf(config);
  const memory = information && createErrorMemory(flat(trajectory.data.y), data.outputs, information);
  const replay = { trajectory, data, net, memory };
  try {
    if (config.errorInit === 'inference-epoch') fillMemory(replay);
    return await compare(replay);
  } finally {
    net.dispose();
    memory?.dispose();
  }
}
