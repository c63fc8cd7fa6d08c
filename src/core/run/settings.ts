/**
 * The list of all settings. Types, schema, defaults, form, link, settings file, command line, printed settings and docs
 * are derived from it. Settings are parsed in this order, each after those it depends on.
 */
import { z } from 'zod';
import { blockIds } from '../blocks';
import { activationIds, activations, outputActivationIds } from '../blocks/activation';
import { denseShapes } from '../blocks/chain';
import { type HiddenLayer, hiddenLayer, layerText, readLayer } from '../blocks/hidden';
import { errorTransforms } from '../errorMemory/transforms';
import { feedbackInits } from '../feedback';
import { losses } from '../head/loss';
import { measures } from '../measures';
import { optimizers } from '../optimizers';
import { ruleIds, rules } from '../rules';
import { feedbackShapes, hasStages, isUpdateLocked, type Rule, storesLossGradient } from '../rules/rule';
import { scenarioSettings } from '../samples/scenario/settings';
import { schedules } from '../schedules';
import { weightInits } from '../weights';
import { backends } from './backends';
import {
  asOptions,
  asOwn,
  asText,
  choiceOf,
  positiveNumber,
  type Setting,
  severalOf,
  wholeIn,
  wholeNumber,
  yesOrNo,
} from './setting';
import {
  batchOrders,
  errorInits,
  feedbackRedraws,
  feedbackReductions,
  feedbackSharings,
  inputScales,
  lossErrorScales,
  lossReductions,
} from './variants';

/** `startFrom`: the initial weights are drawn. */
export const FROM_SEED = 'seed';

const MOST_EPOCHS = 10_000;
/** Of one run. */
const MOST_THREADS = 16;
export const MOST_SEEDS = 100;

/** A layer (1 … K, K the output) whose weights are fixed from epoch `from` to `to`, inclusive. */
const freeze = z.strictObject({
  layer: wholeIn(1, 1001),
  from: wholeIn(1, MOST_EPOCHS),
  /** Default: until the end. */
  to: wholeIn(1, MOST_EPOCHS).optional(),
});
export type Freeze = z.infer<typeof freeze>;

const rate = z
  .number('must be a number above 0')
  .positive('must be a number above 0')
  .max(1000, 'must be 1000 or less');

/** Options of an optimizer or schedule, by name; its registry entry defines their bounds. */
const options = z.record(z.string(), z.number('must be a number'));

/** A repeated seed gives the same curve, which would understate the standard deviation. */
function noDuplicates(seeds: readonly number[], context: z.RefinementCtx): void {
  const twice = seeds.find((seed, place) => seeds.indexOf(seed) < place);
  if (twice !== undefined) context.addIssue({ code: 'custom', message: `has ${twice} twice. Remove one` });
}
const seeds = z
  .array(wholeIn(0, 4_294_967_295))
  .min(1, 'needs at least one seed')
  .max(MOST_SEEDS, `must be at most ${MOST_SEEDS} seeds`)
  .superRefine(noDuplicates);

const remembers = (rule: Rule): boolean => rule.signal === 'delayed-error';
const isDirect = (rule: Rule): boolean => rule.path === 'direct';
/** Tested on an arbitrary network with a hidden layer. */
const hasFeedback = (rule: Rule): boolean => feedbackShapes(rule, denseShapes([1, 1, 1])).length > 0;

const hiddenSchema = z.unknown().transform((value, context): HiddenLayer => {
  const read = readLayer(value);
  if ('layer' in read) return read.layer;
  context.addIssue({ code: 'custom', message: read.problem });
  return z.NEVER;
});
const blockExamples = blockIds
  .filter((id) => id !== 'dense')
  .map((id) => layerText(hiddenLayer(id, {})))
  .join(', ');

export const settings = {
  dataset: asOwn(z.string(), { label: 'Data set', group: 'data', help: 'what to learn' }),
  rules: severalOf(
    rules,
    {
      key: 'rule',
      label: 'Algorithms',
      group: 'algorithms',
      help: 'one or several, comma-separated',
      default: ['bp', 'dfa', 'drtp', 'f3-error'],
    },
    'needs at least one algorithm',
  ),
  inputScale: choiceOf(inputScales, {
    label: 'Inputs',
    group: 'data',
    help: 'how pixels reach the network',
    default: 'standardised',
  }),
  trainingSamples: wholeNumber(0, 10_000_000, {
    label: 'Training samples',
    group: 'data',
    help: 'at most so many, drawn from the seed: 0 for all',
    about: {
      sentence:
        'Train on at most so many samples, drawn once from the seed; 0: all. The test set stays whole.',
    },
    default: 0,
  }),
  /** From the input up. */
  hidden: asOwn(z.array(hiddenSchema).max(1000, 'must be at most 1000 layers'), {
    label: 'Hidden layers',
    group: 'network',
    help: `from the input up: widths (500, 500,300, 500x5), blocks (${blockExamples}) or none`,
    default: [500],
  }),
  activation: choiceOf(
    activations,
    { label: 'Activation', group: 'network', help: 'of the hidden layers', default: 'tanh' },
    activationIds,
  ),
  outputActivation: choiceOf(
    activations,
    { label: 'Output activation', group: 'network', help: 'of the output layer', default: 'sigmoid' },
    outputActivationIds,
  ),
  loss: choiceOf(losses, {
    label: 'Loss',
    group: 'network',
    help: 'what the output layer minimizes',
    default: 'bce',
  }),
  lossReduction: choiceOf(lossReductions, {
    label: 'Loss reduction',
    group: 'network',
    help: 'of the loss over a batch, whose gradient the layers descend on',
    default: 'mean',
  }),
  /** `FROM_SEED`, or the id of a file of weights: its name and a checksum of its content. */
  startFrom: asOwn(z.string(), {
    label: 'Start from',
    group: 'network',
    help: 'seed, or a file of weights (NPZ or safetensors) from which every algorithm starts with every seed; B is still drawn from the seed',
    about: {
      sentence:
        'Every algorithm starts from the weights and biases of a file, NPZ or safetensors. B and batches are still drawn from the seed.',
    },
    default: FROM_SEED as string,
  }),
  weightInit: choiceOf(weightInits, {
    label: 'Initial weights',
    group: 'network',
    help: 'how the forward weights are initialized',
    onlyWith: { setting: 'startFrom', values: [FROM_SEED] },
    default: 'pytorch',
  }),
  weightDeviation: positiveNumber(100, {
    label: 'Deviation of weights',
    group: 'network',
    help: 'standard deviation of initial weights and biases, with weight-init normal',
    onlyWith: { setting: 'weightInit', values: ['normal'] },
    default: 0.1,
  }),
  bias: yesOrNo({
    label: 'Biases',
    group: 'network',
    help: 'whether layers have biases (PEPITA never has)',
    about: { sentence: 'A learned offset for each unit. PEPITA never has any.' },
    default: true,
  }),
  freeze: asText(z.array(freeze).max(1001, 'must be at most 1001 entries'), {
    label: 'Frozen layers',
    group: 'network',
    help: 'layers that do not learn: none, 2, hidden, 1:1-3 (epochs 1 to 3), 1:4- (from epoch 4)',
    about: {
      sentence:
        'They keep their weights. 2: layer 2; hidden: all but the output; 1:1-3: in epochs 1 to 3; 1:4-: from epoch 4.',
      source: 'Lillicrap et al. 2016',
    },
    default: [],
  }),
  feedbackInit: choiceOf(feedbackInits, {
    label: 'Feedback initialisation',
    group: 'feedback',
    help: 'how B is initialized',
    readBy: hasFeedback,
    default: 'kaiming-uniform',
  }),
  feedbackDeviation: positiveNumber(100, {
    label: 'Deviation of B',
    group: 'feedback',
    help: 'standard deviation of B, with feedback-init normal',
    readBy: hasFeedback,
    onlyWith: { setting: 'feedbackInit', values: ['normal'] },
    default: 1,
  }),
  feedbackSharing: choiceOf(feedbackSharings, {
    label: 'Feedback sharing',
    group: 'feedback',
    help: 'whether hidden layers share one B',
    readBy: hasFeedback,
    default: 'per-layer',
  }),
  feedbackRedraw: choiceOf(feedbackRedraws, {
    label: 'Feedback redraw',
    group: 'feedback',
    help: 'whether B stays fixed',
    readBy: hasFeedback,
    default: 'never',
  }),
  feedbackRedrawSteps: wholeNumber(1, 1_000_000, {
    label: 'Redraw steps',
    group: 'feedback',
    help: 'steps between two redraws, with feedback-redraw steps or copy-steps',
    readBy: hasFeedback,
    onlyWith: { setting: 'feedbackRedraw', values: ['steps', 'copy-steps'] },
    default: 100,
  }),
  feedbackReduction: choiceOf(feedbackReductions, {
    label: 'Feedback reduction',
    group: 'feedback',
    help: 'of direct rules’ hidden gradients over a batch',
    readBy: isDirect,
    default: 'sum',
  }),
  errorTransform: choiceOf(errorTransforms, {
    label: 'Error information',
    group: 'f3',
    help: 'what f3-* feeds back',
    readBy: remembers,
    default: 'one-hot',
    plain: 'raw',
  }),
  errorInit: choiceOf(errorInits, {
    label: 'First error',
    group: 'f3',
    help: 'what f3-* remembers before the first visit',
    readBy: remembers,
    default: 'target',
  }),
  errorDelay: wholeNumber(0, 10_000, {
    label: 'Error delay',
    group: 'f3',
    help: 'batches until the error of a visit is available: 0 for at once, more for the latest available error, as in a pipeline that is never emptied',
    about: {
      sentence:
        'Batches until the error of a visit is available. 0: at once. More: as in a pipeline that is never emptied; a sample that returns sooner finds the error of an earlier visit, the latest available.',
      source: 'Flügel et al. 2023, section 3.6',
    },
    readBy: remembers,
    default: 0,
  }),
  lossErrorScale: choiceOf(lossErrorScales, {
    label: 'Loss scale',
    group: 'f3',
    help: 'of the loss gradient that f3-loss stores',
    readBy: storesLossGradient,
    default: 'mean',
  }),
  optimizer: choiceOf(optimizers, {
    label: 'Optimizer',
    group: 'training',
    help: 'the update rule',
    default: 'adam',
  }),
  optimizerOptions: asOptions(options, {
    label: 'Optimizer options',
    group: 'training',
    help: 'numbers of the chosen optimizer, such as momentum=0.8; `lab optimizers` lists them',
    default: {},
  }),
  learningRate: asText(z.record(z.enum(ruleIds), rate), {
    label: 'Learning rate',
    group: 'training',
    help: '0.001 for all, or bp=0.01,dfa=0.0001 for some',
  }),
  schedule: choiceOf(schedules, {
    label: 'Schedule',
    group: 'training',
    help: 'of the learning rate over the epochs',
    default: 'constant',
  }),
  scheduleOptions: asOptions(options, {
    label: 'Schedule options',
    group: 'training',
    help: 'numbers of the chosen schedule, such as factor=0.1,first=60,every=30',
    default: {},
  }),
  fairSteps: yesOrNo({
    label: 'Fair step sizes',
    group: 'training',
    help: 'whether every algorithm’s first steps are as long as BP’s, layer by layer; not with Adam and RMSprop',
    about: {
      sentence:
        'Same length, other direction: each layer’s rate is multiplied by ‖BP’s gradient‖ / ‖its own‖, measured in its own network on the first ten batches, and then kept. Adam and RMSprop divide by the gradient’s size anyway: no effect with them.',
    },
    default: false,
  }),
  batchSize: wholeNumber(1, 10_000, {
    label: 'Batch size',
    group: 'training',
    help: 'samples per step',
    default: 50,
  }),
  batchOrder: choiceOf(batchOrders, {
    label: 'Order of batches',
    group: 'training',
    help: 'whether each epoch has its own',
    default: 'shuffled',
  }),
  epochShare: positiveNumber(1, {
    label: 'Share of data per epoch',
    group: 'training',
    help: 'fraction of the training set sampled for each epoch: 1 for all',
    about: {
      sentence:
        'Fraction of the training set seen in an epoch, sampled again for each. F³ remembers a sample’s last visit.',
    },
    default: 1,
  }),
  epochs: wholeNumber(1, MOST_EPOCHS, {
    label: 'Epochs',
    group: 'training',
    help: 'passes over the training set',
    default: 10,
  }),
  /** In training order. */
  seeds: asText(seeds, {
    key: 'seed',
    label: 'Seeds',
    group: 'training',
    help: 'of weights, feedback and batch order; each algorithm trains once with each: 3, 0-4, 1,5,9 or 0-2,7',
    default: [0],
  }),
  backend: choiceOf(backends, {
    label: 'Backend',
    group: 'computing',
    help: 'what computes (on the command line auto is wasm)',
    default: 'auto',
  }),
  pipeline: wholeNumber(1, 64, {
    label: 'Pipeline stages',
    group: 'computing',
    help: 'workers among which the layers of a network are split: free of update locking, layer 1 takes the next batch while layer 2 still works on this one; otherwise stages only share the work that need not wait. The curve stays the same, bit for bit',
    about: {
      sentence:
        'Splits the layers among this many workers: free of update locking, layer 1 takes the next batch while layer 2 still works on this one. Same curve, bit for bit. Tests and measures only between epochs.',
      source: 'Flügel 2021, section 6.5',
    },
    readBy: hasStages,
    default: 1,
  }),
  microBatches: wholeNumber(1, 64, {
    label: 'Micro-batches',
    group: 'computing',
    help: 'parts of a batch that the stages of an update-locked rule pass on one at a time, so that they work side by side; each layer is updated once, from the whole batch, and the curve stays the same bit for bit',
    about: {
      sentence:
        'Parts in which update-locked algorithms pass a batch through the stages, so that these work side by side. Gradients are still those of the whole batch, computed at once: same curve, bit for bit.',
      source: 'Huang et al. 2019 (GPipe), section 2.3',
    },
    readBy: (rule) => hasStages(rule) && isUpdateLocked(rule),
    default: 1,
    onlyWith: { setting: 'pipeline', above: 1 },
  }),
  threads: wholeNumber(1, MOST_THREADS, {
    label: 'Threads per algorithm',
    group: 'computing',
    help: 'that compute each run together on wasm and wasm-fma, with the same bits for any number; no effect on cpu and webgpu',
    about: {
      sentence:
        'Threads of WebAssembly that compute each layer together. The curve is the same, bit for bit, with any number; WebGPU and plain JavaScript ignore it.',
    },
    default: 1,
    onlyWith: { setting: 'backend', values: ['auto', 'wasm', 'wasm-fma'] },
  }),
  ...scenarioSettings,
  measures: severalOf(measures, {
    label: 'Measures',
    group: 'measures',
    help: 'none, or some, comma-separated',
    none: 'none',
    default: ['gradient-angle'],
    plain: [],
  }),
} satisfies Record<string, Setting>;

type Settings = typeof settings;
export type SettingKey = keyof Settings;
export const settingKeys = Object.keys(settings) as SettingKey[];

/** How a curve is computed, which does not change it, the backend's last bits aside. */
export const computingKeys = [
  'backend',
  'pipeline',
  'microBatches',
  'threads',
] as const satisfies readonly SettingKey[];

/** Names of the settings of some kinds: `KeysOfKind<'choice'>`. */
export type KeysOfKind<K extends Setting['kind']> = {
  [N in SettingKey]: Settings[N]['kind'] extends K ? N : never;
}[SettingKey];
