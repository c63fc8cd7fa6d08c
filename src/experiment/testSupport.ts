/** Experiments for tests: every id of every registry, and one in which nothing has its default. */
import { activationIds, outputActivationIds } from '../core/blocks/activation';
import { errorTransformIds } from '../core/errorMemory/transforms';
import { feedbackIds } from '../core/feedback';
import { losses, lossIds } from '../core/head/loss';
import { measureIds } from '../core/measures';
import { optimizerIds, optimizers } from '../core/optimizers';
import { ruleIds } from '../core/rules';
import { backendIds, type Experiment } from '../core/run/spec';
import {
  errorInitIds,
  feedbackRedrawIds,
  feedbackReductionIds,
  feedbackSharingIds,
  lossErrorScaleIds,
} from '../core/run/variants';
import { scheduleIds, schedules } from '../core/schedules';
import { weightInitIds } from '../core/weights';
import { datasetIds } from '../data';
import { defaultExperiment } from './defaults';

/** Every id that can be chosen, by setting. */
const registries = {
  dataset: datasetIds,
  activation: activationIds,
  outputActivation: outputActivationIds,
  loss: lossIds,
  weightInit: weightInitIds,
  feedbackInit: feedbackIds,
  feedbackSharing: feedbackSharingIds,
  feedbackRedraw: feedbackRedrawIds,
  feedbackReduction: feedbackReductionIds,
  errorTransform: errorTransformIds,
  errorInit: errorInitIds,
  lossErrorScale: lossErrorScaleIds,
  optimizer: optimizerIds,
  schedule: scheduleIds,
  backend: ['auto', ...backendIds],
} as const satisfies Partial<Record<keyof Experiment, readonly string[]>>;

/** A value between an option's bounds that is not its default. */
function other(option: { default: number; min: number; max: number; whole?: boolean }): number {
  return option.default === option.min ? option.max : option.min;
}

const otherOptions = (options: Readonly<Record<string, Parameters<typeof other>[0]>>) =>
  Object.fromEntries(Object.entries(options).map(([key, option]) => [key, other(option)]));

type Named = readonly [name: string, experiment: Experiment];

/** A loss goes with some outputs only: whichever of the two was not asked for follows the other. */
function fitting(experiment: Experiment, asked: string): Experiment {
  const outputs = (loss: Experiment['loss']): readonly Experiment['outputActivation'][] =>
    losses[loss].outputs;
  const { loss, outputActivation } = experiment;
  if (outputs(loss).includes(outputActivation)) return experiment;
  if (asked === 'loss') return { ...experiment, outputActivation: outputs(loss)[0] ?? outputActivation };
  return { ...experiment, loss: lossIds.find((id) => outputs(id).includes(outputActivation)) ?? loss };
}

/** The default experiment with one id in place of another, for each id of each registry. */
export const oneIdEach: readonly Named[] = [
  ...Object.entries(registries).flatMap(([key, ids]) =>
    ids.map((id): Named => {
      const base = defaultExperiment(key === 'dataset' ? id : undefined);
      return [`${key} ${id}`, fitting({ ...base, [key]: id }, key)];
    }),
  ),
  ...ruleIds.map((id): Named => [`rule ${id}`, { ...defaultExperiment(), rules: [id] }]),
  ...measureIds.map((id): Named => [`measure ${id}`, { ...defaultExperiment(), measures: [id] }]),
  ...optimizerIds.map((id): Named => {
    const optimizerOptions = otherOptions(optimizers[id].options);
    return [`options of ${id}`, { ...defaultExperiment(), optimizer: id, optimizerOptions }];
  }),
  ...scheduleIds.map((id): Named => {
    const scheduleOptions = otherOptions(schedules[id].options);
    return [`options of ${id}`, { ...defaultExperiment(), schedule: id, scheduleOptions }];
  }),
];

/** No setting has its default. */
export const allChanged: Experiment = {
  dataset: 'mnist',
  rules: ['bp', 'f3-error', 'llo'],
  hidden: [300, 200, 200],
  activation: 'relu',
  outputActivation: 'softmax',
  loss: 'ce',
  weightInit: 'xavier',
  bias: false,
  freeze: [
    { layer: 2, from: 1 },
    { layer: 1, from: 1, to: 3 },
    { layer: 1, from: 6, to: 6 },
    { layer: 4, from: 2 },
  ],
  feedbackInit: 'trinomial',
  feedbackSharing: 'shared',
  feedbackRedraw: 'copy-steps',
  feedbackRedrawSteps: 1,
  feedbackReduction: 'mean',
  errorTransform: 'aggregate',
  errorInit: 'inference-epoch',
  lossErrorScale: 'per-sample',
  optimizer: 'rmsprop',
  optimizerOptions: { decay: 0.9, epsilon: 1e-7 },
  learningRate: { ...defaultExperiment('mnist').learningRate, dfa: 1e-7 },
  schedule: 'step',
  scheduleOptions: { factor: 0.5, first: 2, every: 1 },
  batchSize: 64,
  epochShare: 0.1,
  epochs: 3,
  seeds: [4294967295, 3, 4, 5, 0],
  backend: 'cpu',
  measures: ['delta-angle', 'watch'],
};
