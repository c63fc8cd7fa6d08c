/** Experiments for tests: every id of every registry, and one in which nothing has its default. */
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

/** Every id that can be chosen for a setting. */
function idsOf(name: keyof Experiment): readonly string[] {
  const setting: Setting = settings[name];
  if (name === 'dataset') return datasetIds;
  return setting.kind === 'choice' ? setting.ids : [];
}

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

/** Another value than the default, for the kinds of settings that have one of a few. */
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

/** The settings of version 1 of the settings file, none with its default. */
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

/** Settings that are younger than version 1 have their defaults. */
export const changedInVersion1: Experiment = { ...defaultExperiment('mnist'), ...version1 };

/** No setting has its default. */
export const allChanged: Experiment = {
  ...(Object.fromEntries(settingKeys.map((name) => [name, otherValue(name)])) as Experiment),
  ...version1,
};
