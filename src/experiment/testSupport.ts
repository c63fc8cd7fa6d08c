/** Experiments for tests: one for each id of each registry, and one with every setting changed from its default. */
import { losses, lossIds } from '../core/head/loss';
import { measureIds } from '../core/measures';
import { optimizerIds, optimizers } from '../core/optimizers';
import { ruleIds } from '../core/rules';
import type { Setting } from '../core/run/setting';
import { settingKeys, settings } from '../core/run/settings';
import type { Experiment } from '../core/run/spec';
import { scheduleIds, schedules } from '../core/schedules';
import { datasetIds } from '../data';
import { defaultExperiment } from './defaults';

/** Every id that a setting accepts. */
function idsOf(name: keyof Experiment): readonly string[] {
  const setting: Setting = settings[name];
  if (name === 'dataset') return datasetIds;
  return setting.kind === 'choice' ? setting.ids : [];
}

/** A valid value of an option other than its default. */
function other(option: { default: number; min: number; max: number; whole?: boolean }): number {
  return option.default === option.min ? option.max : option.min;
}

const otherOptions = (options: Readonly<Record<string, Parameters<typeof other>[0]>>) =>
  Object.fromEntries(Object.entries(options).map(([key, option]) => [key, other(option)]));

type Named = readonly [name: string, experiment: Experiment];

/** Each loss allows only some output activations: adapts whichever of the two the test did not ask for. */
function fitting(experiment: Experiment, asked: string): Experiment {
  const outputs = (loss: Experiment['loss']): readonly Experiment['outputActivation'][] =>
    losses[loss].outputs;
  const { loss, outputActivation } = experiment;
  if (outputs(loss).includes(outputActivation)) return experiment;
  if (asked === 'loss') return { ...experiment, outputActivation: outputs(loss)[0] ?? outputActivation };
  return { ...experiment, loss: lossIds.find((id) => outputs(id).includes(outputActivation)) ?? loss };
}

/** For each id of each registry, the default experiment with that id. */
export const oneIdEach: readonly Named[] = [
  ...settingKeys.flatMap((key) =>
    idsOf(key).map((id): Named => {
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

/** A value other than the default for the scalar kinds of settings; the default for other kinds. */
function otherValue(name: keyof Experiment): unknown {
  const setting: Setting = settings[name];
  switch (setting.kind) {
    case 'choice':
      return setting.ids.find((id) => id !== setting.default);
    case 'switch':
      return !setting.default;
    case 'whole':
    case 'number': {
      const { max } = setting.bounds;
      return setting.default === max ? max / 2 : max;
    }
    default:
      return setting.default;
  }
}

/** The settings of version 1 of the settings file, each changed from its default. */
const version1 = {
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
} satisfies Partial<Experiment>;

/** Settings added after version 1 have their defaults. */
export const changedInVersion1: Experiment = { ...defaultExperiment('mnist'), ...version1 };

/** Every setting is changed from its default. */
export const allChanged: Experiment = {
  ...(Object.fromEntries(settingKeys.map((name) => [name, otherValue(name)])) as Experiment),
  startFrom: 'teacher-0123456789ab',
  ...version1,
  // Copies of weights do not go with a pipeline.
  feedbackRedraw: 'steps',
  pipeline: 3,
  errorDelay: 8,
};
