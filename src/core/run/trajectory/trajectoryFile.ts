/** The trajectory file: its schema, and its translation to the engine's configuration. */
import { z } from 'zod';
import { activationIds, outputActivationIds } from '../../blocks/activation';
import { errorTransformIds } from '../../errorMemory/transforms';
import { lossIds } from '../../head/loss';
import type { InitialValues } from '../../network/network';
import { optimizerIds, optimizers } from '../../optimizers';
import { ruleIds, rules } from '../../rules';
import type { Dataset } from '../../samples/dataset';
import { plainSettings, type RunSpec } from '../spec';
import { errorInitIds, feedbackReductionIds, lossErrorScaleIds, lossReductionIds } from '../variants';

const matrix = z.array(z.array(z.number()));

const trajectorySchema = z.looseObject({
  name: z.string().optional(),
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
    lossReduction: z.string().optional(),
    bias: z.boolean().optional(),
    optimizer: z.looseObject({ name: z.string(), learningRate: z.number() }),
    batchSize: z.int().optional(),
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

/** The file requires a feature that this engine lacks. */
export class MissingFeature extends Error {
  override readonly name = 'MissingFeature';
}

/** @throws Error that names the invalid field */
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

/** The optimizer's hyperparameters. @throws {MissingFeature} for unknown ones */
function optimizerOptions({ optimizer }: Trajectory['config']): Record<string, number> {
  const { name, learningRate: _rate, ...given } = optimizer;
  const { options } = optimizers[known('optimizer', name, optimizerIds)];
  for (const [key, value] of Object.entries(given)) {
    if (!(key in options) || typeof value !== 'number')
      throw new MissingFeature(`${name} with ${key} ${JSON.stringify(value)}`);
  }
  return given as Record<string, number>;
}

/** Whether each sample has exactly one class. */
const isOneHot = ({ y }: Trajectory['data']): boolean =>
  y.every((row) => row.every((v) => v === 0 || v === 1) && row.filter((v) => v === 1).length === 1);

/** Rejects undefined combinations: an aggregate error without classes, and a reduction applied twice. */
function refuse({ config, data }: Trajectory): void {
  if (config.algorithm.startsWith('f3-') && config.errorTransform === 'aggregate' && !isOneHot(data))
    throw new Error('errorTransform aggregate needs classes, but the targets are numbers');
  if (config.algorithm === 'f3-loss' && config.feedbackReduction === 'mean')
    throw new Error(
      'feedbackReduction mean does not go with f3-loss, which carries the loss’s own reduction',
    );
}

/** The file's configuration, with the defaults of the format's description. */
export function trajectoryConfig(trajectory: Trajectory): RunSpec {
  const { config, batches } = trajectory;
  refuse(trajectory);
  return {
    // The file provides weights and B.
    ...plainSettings,
    dataset: 'trajectory',
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
    lossReduction: known('lossReduction', config.lossReduction ?? 'mean', lossReductionIds),
    optimizer: known('optimizer', config.optimizer.name, optimizerIds),
    optimizerOptions: optimizerOptions(config),
    learningRate: config.optimizer.learningRate,
    batchSize: config.batchSize ?? batches[0]?.[0]?.length ?? 1,
    epochs: batches.length,
    seed: 0,
  };
}

/** Flattens a matrix, row-major. */
export const flat = (rows: readonly (readonly number[])[]): Float32Array => Float32Array.from(rows.flat());

function transposed(rows: readonly (readonly number[])[]): number[][] {
  return (rows[0] ?? []).map((_, column) => rows.map((row) => row[column] as number));
}

/** Feedback weights in the shapes of the rule's path; PEPITA's F [n_0, C] is B_0ᵀ. */
function feedbackOf({ init }: Trajectory, config: RunSpec): Float32Array[] {
  const rule = rules[config.rule];
  if (rule.path === 'input') {
    if (!init.inputFeedback) throw new Error(`${rule.name} needs init.inputFeedback.`);
    return [flat(transposed(init.inputFeedback))];
  }
  const wanted = rule.path === 'direct' || (rule.path === 'layerwise' && rule.feedback);
  if (!wanted) return [];
  const given = init.feedback ?? [];
  if (given.length !== config.hidden.length)
    throw new Error(`${rule.name} needs one matrix of init.feedback for each hidden layer.`);
  return given.map(flat);
}

export function trajectoryStart(trajectory: Trajectory, config: RunSpec): InitialValues {
  const { weights, biases } = trajectory.init;
  return {
    layers: weights.map((W, i) => ({ W: flat(W), b: Float32Array.from(biases[i] as number[]) })),
    feedback: feedbackOf(trajectory, config),
  };
}

export function trajectoryDataset({ data }: Trajectory): Dataset {
  const split = {
    size: data.x.length,
    inputs: flat(data.x),
    targets: isOneHot(data)
      ? ({ kind: 'classes', labels: Uint8Array.from(data.y, (row) => row.indexOf(1)) } as const)
      : ({ kind: 'values', values: flat(data.y) } as const),
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
