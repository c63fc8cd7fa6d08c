/** One experiment, and one run of it: plain data for every door. */
import { z } from 'zod';
import { activationIds, outputActivationIds } from '../blocks/activation';
import { errorTransformIds } from '../errorMemory/transforms';
import { feedbackIds } from '../feedback';
import { lossIds } from '../head/loss';
import { measureIds } from '../measures';
import { optimizerIds } from '../optimizers';
import { type RuleId, ruleIds } from '../rules';
import { scheduleIds } from '../schedules';
import { weightInitIds } from '../weights';
import {
  errorInitIds,
  feedbackRedrawIds,
  feedbackReductionIds,
  feedbackSharingIds,
  lossErrorScaleIds,
} from './variants';

// Zod would compile schemas from text, which the page's policy forbids; what is read here is small.
z.config({ jitless: true });

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
const MOST_EPOCHS = 10_000;
const share = z
  .number('must be a number above 0, at most 1')
  .positive('must be a number above 0, at most 1')
  .max(1, 'must be a number above 0, at most 1');
/** Values of a registry entry's own options, by name; the entry knows their bounds. */
const options = z.record(z.string(), z.number('must be a number'));

/** A layer (1 … K, K the output) that keeps its weights during some epochs, both ends included. */
const freeze = z.strictObject({
  layer: whole(1, 1001),
  from: whole(1, MOST_EPOCHS),
  /** Absent: to the end. */
  to: whole(1, MOST_EPOCHS).optional(),
});
export type Freeze = z.infer<typeof freeze>;

/** Names a repeat: the same seed gives the same curve, and counting it twice would understate the deviation. */
function noneTwice(seeds: readonly number[], context: z.RefinementCtx): void {
  const twice = seeds.find((seed, place) => seeds.indexOf(seed) < place);
  if (twice !== undefined) context.addIssue({ code: 'custom', message: `has ${twice} twice. Leave one out` });
}
export const MOST_SEEDS = 100;

/** What a person sets: several rules on one data set; with the same seed they have the same weights and batches. */
export const experimentSchema = z.strictObject({
  dataset: z.string(),
  rules: z.array(z.enum(ruleIds)).min(1, 'needs at least one algorithm'),
  /** Units of each hidden layer, from the input up. */
  hidden: z.array(whole(1, 8192)).max(1000, 'must be at most 1000 layers'),
  activation: z.enum(activationIds),
  outputActivation: z.enum(outputActivationIds),
  loss: z.enum(lossIds),
  weightInit: z.enum(weightInitIds),
  /** Whether layers have biases that learn; PEPITA never has. */
  bias: z.boolean(),
  feedbackInit: z.enum(feedbackIds),
  feedbackSharing: z.enum(feedbackSharingIds),
  feedbackRedraw: z.enum(feedbackRedrawIds),
  /** Steps between two, where `feedbackRedraw` counts steps. */
  feedbackRedrawSteps: whole(1, 1_000_000),
  /** Of direct rules. */
  feedbackReduction: z.enum(feedbackReductionIds),
  /** Concerns f3-* only, as the next two. */
  errorTransform: z.enum(errorTransformIds),
  errorInit: z.enum(errorInitIds),
  lossErrorScale: z.enum(lossErrorScaleIds),
  optimizer: z.enum(optimizerIds),
  optimizerOptions: options,
  learningRate: z.record(z.enum(ruleIds), rate),
  schedule: z.enum(scheduleIds),
  scheduleOptions: options,
  freeze: z.array(freeze).max(1001, 'must be at most 1001 entries'),
  batchSize: whole(1, 10_000),
  /** Part of the training set seen in an epoch, drawn anew each time. */
  epochShare: share,
  epochs: whole(1, MOST_EPOCHS),
  /** In training order. */
  seeds: z
    .array(whole(0, 4_294_967_295))
    .min(1, 'needs at least one seed')
    .max(MOST_SEEDS, `must be at most ${MOST_SEEDS} seeds`)
    .superRefine(noneTwice),
  measures: z.array(z.enum(measureIds)),
  backend: z.enum(['auto', ...backendIds]),
});
export type Experiment = z.infer<typeof experimentSchema>;

/** Everything that determines a curve, apart from the backend: what one worker trains. */
export interface RunSpec extends Omit<Experiment, 'rules' | 'seeds' | 'learningRate' | 'backend'> {
  readonly rule: RuleId;
  readonly seed: number;
  readonly learningRate: number;
}

/** Everything as the plain algorithms have it: what a setting is where nobody asked for a variant. */
export const plainSettings = {
  weightInit: 'pytorch',
  bias: true,
  feedbackInit: 'kaiming-uniform',
  feedbackSharing: 'per-layer',
  feedbackRedraw: 'never',
  feedbackRedrawSteps: 100,
  feedbackReduction: 'sum',
  errorTransform: 'raw',
  errorInit: 'target',
  lossErrorScale: 'mean',
  optimizerOptions: {},
  schedule: 'constant',
  scheduleOptions: {},
  freeze: [],
  epochShare: 1,
  measures: [],
} satisfies Partial<Experiment>;

/** One of the experiment's runs; `experiment/expand` has them all. */
export function runSpec(experiment: Experiment, rule: RuleId, seed: number): RunSpec {
  const { rules: _rules, seeds: _seeds, learningRate, backend: _backend, ...shared } = experiment;
  return { ...shared, rule, seed, learningRate: learningRate[rule] };
}

/** A run's name among those that stand side by side; a rule may have several runs. */
export type RunId = string;

/** The name of a run that nobody named: enough where runs differ in rule and seed alone. */
export const runIdOf = ({ rule, seed }: Pick<RunSpec, 'rule' | 'seed'>): RunId => `${rule}-${seed}`;
