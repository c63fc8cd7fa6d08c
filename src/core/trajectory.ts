/**
 * Replays a small complete training run written by an independent reference: same start, same data,
 * same batches; the engine must land on the same numbers.
 */
import { type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { activationIds, outputActivationIds } from './activation';
import { hiddenDeltas, meanAngle } from './alignment';
import { type Batch, gatherBatch } from './batches';
import type { Dataset } from './dataset';
import { lossIds } from './loss';
import { createErrorMemory, type ErrorMemory } from './memory';
import { createNetwork, type Kernels, type Network } from './network';
import { optimizerIds } from './optimizers';
import { ADAM } from './optimizers/adam';
import { ruleIds } from './rules';
import { errorTransformIds, type RunConfig } from './run';
import { readSignal, trainStep } from './step';

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

/** The file asks for something this engine does not have yet. */
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

/** What the file asks beyond the settings that this engine has. */
function refuseUnknown({ config, init }: Trajectory): void {
  if (config.errorInit !== undefined) throw new MissingFeature(`errorInit ${config.errorInit}`);
  if ((config.feedbackReduction ?? 'sum') !== 'sum') throw new MissingFeature('feedbackReduction mean');
  if (config.lossErrorScale !== undefined)
    throw new MissingFeature(`lossErrorScale ${config.lossErrorScale}`);
  if (config.bias === false) throw new MissingFeature('bias false');
  if ('inputFeedback' in init) throw new MissingFeature('inputFeedback');
  const { optimizer } = config;
  if (optimizer.name !== 'adam') return;
  for (const key of ['beta1', 'beta2', 'epsilon'] as const) {
    if ((optimizer[key] ?? ADAM[key]) !== ADAM[key])
      throw new MissingFeature(`adam with ${key} ${optimizer[key]}`);
  }
}

function toRunConfig(trajectory: Trajectory): RunConfig {
  const { config } = trajectory;
  const rule = known('algorithm', config.algorithm, ruleIds);
  refuseUnknown(trajectory);
  return {
    rule,
    hidden: config.layers.slice(1, -1),
    activation: known('hiddenActivation', config.hiddenActivation, activationIds),
    outputActivation: known('outputActivation', config.outputActivation, outputActivationIds),
    loss: known('loss', config.loss, lossIds),
    // B is given by the file.
    feedbackInit: 'kaiming-uniform',
    errorTransform: known('errorTransform', config.errorTransform ?? 'raw', errorTransformIds),
    optimizer: known('optimizer', config.optimizer.name, optimizerIds),
    learningRate: config.optimizer.learningRate,
    batchSize: config.batchSize,
    epochs: trajectory.batches.length,
    seed: 0,
  };
}

const flat = (rows: readonly (readonly number[])[]): Float32Array => Float32Array.from(rows.flat());

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
  config: RunConfig,
): Promise<(number | null)[]> {
  const deltas = tidy(() => {
    const { rule, bp } = hiddenDeltas(net, batch, readSignal(net.rule, batch, memory, config.errorTransform));
    return { rule: rule.map((delta) => delta ?? null), bp: [...bp] } as unknown as Record<string, Tensor2D[]>;
  });
  const [fed, bp] = [deltas.rule as (Tensor2D | null)[], deltas.bp as Tensor2D[]];
  const angles: (number | null)[] = [];
  for (const [i, delta] of fed.entries()) {
    const angle = delta
      ? meanAngle(await delta.data(), await (bp[i] as Tensor2D).data(), batch.x.shape[0])
      : Number.NaN;
    angles.push(Number.isNaN(angle) ? null : angle);
  }
  for (const tensor of [...fed, ...bp]) tensor?.dispose();
  return angles;
}

function compareAngles(angles: readonly (number | null)[][], expected: readonly (number | null)[][]): number {
  const numbers = (all: readonly (number | null)[][]) => all.flat().map((angle) => angle ?? -1);
  return largest(numbers(angles), numbers(expected));
}

/** @throws {MissingFeature} */
export async function replayTrajectory(trajectory: Trajectory, kernels: Kernels = {}): Promise<Differences> {
  const config = toRunConfig(trajectory);
  const data = toDataset(trajectory);
  const initial = {
    layers: trajectory.init.weights.map((W, i) => ({
      W: flat(W),
      b: Float32Array.from(trajectory.init.biases[i] as number[]),
    })),
    feedback: (trajectory.init.feedback ?? []).map(flat),
  };
  const net = createNetwork(config, data.inputs, data.outputs, initial, kernels);
  const memory =
    net.rule.signal === 'delayed-error'
      ? createErrorMemory(flat(trajectory.data.y), data.outputs)
      : undefined;
  try {
    return await replayBatches(trajectory, config, data, net, memory);
  } finally {
    net.dispose();
    memory?.dispose();
  }
}

async function replayBatches(
  { batches, expected }: Trajectory,
  config: RunConfig,
  data: Dataset,
  net: Network,
  memory: ErrorMemory | undefined,
): Promise<Differences> {
  const seen: number[] = [];
  const angles: (number | null)[][] = [];
  for (const indices of batches.flat()) {
    const batch = gatherBatch(data, data.train, Uint32Array.from(indices));
    angles.push(await anglesOf(net, batch, memory, config));
    const loss = trainStep(net, batch, memory, config.errorTransform, seen.length + 1);
    seen.push(((await loss.data())[0] ?? Number.NaN) / net.loss.reportedScale(data.outputs));
    for (const tensor of [loss, batch.x, batch.target, batch.indices]) tensor.dispose();
  }
  const differences: Record<string, number> = { loss: largest(seen, expected.loss), weights: 0, biases: 0 };
  for (const [i, { W, b }] of net.layers.entries()) {
    const [weights, biases] = [flat(expected.weights[i] as number[][]), expected.biases[i] as number[]];
    differences.weights = Math.max(differences.weights as number, largest(await W.data(), weights));
    differences.biases = Math.max(differences.biases as number, largest(await b.data(), biases));
  }
  if (expected.storedError && memory) {
    differences.storedError = largest(await memory.all().data(), expected.storedError.flat());
  }
  if (expected.alignmentDegrees)
    differences.alignmentDegrees = compareAngles(angles, expected.alignmentDegrees);
  return differences;
}
