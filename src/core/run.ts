/** One experiment, one run, and what a run says while it trains: plain data for every door. */
import { z } from 'zod';
import { activationIds, outputActivationIds } from './activation';
import { feedbackIds } from './feedback';
import { lossIds } from './loss';
import { optimizerIds } from './optimizers';
import { type RuleId, ruleIds } from './rules';

export const errorTransformIds = ['raw', 'one-hot'] as const;
export type ErrorTransformId = (typeof errorTransformIds)[number];
export const backendIds = ['webgpu', 'wasm', 'cpu'] as const;
export type BackendId = (typeof backendIds)[number];

const whole = (from: number, to: number) =>
  z
    .int(`must be a whole number from ${from} to ${to}`)
    .min(from, `must be a whole number from ${from} to ${to}`)
    .max(to, `must be a whole number from ${from} to ${to}`);
const rate = z
  .number('must be a number above 0')
  .positive('must be a number above 0')
  .max(1000, 'must be 1000 or less');

/** What a person sets: several rules on one data set, with the same weights and batches. */
export const experimentSchema = z.strictObject({
  dataset: z.string(),
  rules: z.array(z.enum(ruleIds)).min(1, 'needs at least one algorithm'),
  /** Units of each hidden layer, from the input up. */
  hidden: z.array(whole(1, 8192)).max(1000, 'must be at most 1000 layers'),
  activation: z.enum(activationIds),
  outputActivation: z.enum(outputActivationIds),
  loss: z.enum(lossIds),
  feedbackInit: z.enum(feedbackIds),
  /** Concerns f3-* only. */
  errorTransform: z.enum(errorTransformIds),
  optimizer: z.enum(optimizerIds),
  learningRate: z.record(z.enum(ruleIds), rate),
  batchSize: whole(1, 10_000),
  epochs: whole(1, 10_000),
  seed: whole(0, 4_294_967_295),
  backend: z.enum(['auto', ...backendIds]),
});
export type Experiment = z.infer<typeof experimentSchema>;

/** What one worker trains: one rule of an experiment. */
export interface RunConfig extends Omit<Experiment, 'rules' | 'learningRate' | 'backend' | 'dataset'> {
  readonly rule: RuleId;
  readonly learningRate: number;
}

export function runConfig(experiment: Experiment, rule: RuleId): RunConfig {
  const { rules: _rules, learningRate, backend: _backend, dataset: _dataset, ...shared } = experiment;
  return { ...shared, rule, learningRate: learningRate[rule] };
}

/** Where in the run an event lies: `step` batches done of `epochs * stepsPerEpoch`. */
interface At {
  readonly rule: RuleId;
  /** Batches done since the start. */
  readonly step: number;
}

/** The weights stand; nothing is trained yet. */
export interface StartedEvent extends At {
  readonly type: 'started';
  readonly stepsPerEpoch: number;
  readonly parameters: number;
}
/** How far it is; after a single step also that batch's loss. Says nothing that a curve shows. */
export interface ProgressEvent extends At {
  readonly type: 'progress';
  /** Reported loss of the last batch (summed over outputs, mean over samples), when it was asked for. */
  readonly batchLoss?: number;
}
/** Mean training loss since the last such point, at fixed steps of every epoch. */
export interface LossEvent extends At {
  readonly type: 'loss';
  readonly trainingLoss: number;
}
/** A fixed sample of the test set, at fixed steps inside an epoch (and before the first). */
export interface SampleEvent extends At {
  readonly type: 'sample';
  readonly samples: number;
  readonly testLoss: number;
  readonly testAccuracy: number;
}
/** The end of an epoch, on the full test set. */
export interface EpochEvent extends At {
  readonly type: 'epoch';
  /** Epochs done, from 1. */
  readonly epoch: number;
  /** Mean over the epoch's batches, before each update. */
  readonly trainingLoss: number;
  readonly testLoss: number;
  readonly testAccuracy: number;
  /** Seconds this epoch's training steps took, without evaluation or waiting. */
  readonly trainSeconds: number;
  /** Seconds of evaluation on top. */
  readonly testSeconds: number;
  /** Tensors alive, to show that nothing leaks. */
  readonly tensors: number;
}
/** The loss is not a number: this rule stops, the others go on. */
export interface DivergedEvent extends At {
  readonly type: 'diverged';
}
/** The last line of a run. */
export interface SummaryEvent extends At {
  readonly type: 'summary';
  readonly epoch: number;
  readonly trainingLoss: number;
  readonly testLoss: number;
  readonly testAccuracy: number;
  /** Best epoch on the test set (optimistic, as published). */
  readonly bestTestAccuracy: number;
  readonly bestTestLoss: number;
}
export type RunEvent =
  | StartedEvent
  | ProgressEvent
  | LossEvent
  | SampleEvent
  | EpochEvent
  | DivergedEvent
  | SummaryEvent;
