/** The experiment that is run when nothing is set. */
import type { Experiment } from '../core/run/spec';
import { datasetInfo } from '../data/keep/own';
import type { SuggestedSettings } from '../data/spec';
import { conflicts } from './conflicts';
import type { FieldKey } from './fields/field';

type Shared = Omit<Experiment, 'dataset' | 'learningRate'>;
/** Fresh lists each time: an experiment belongs to whoever asked for it. */
const shared = (): Shared => ({
  rules: ['bp', 'dfa', 'drtp', 'f3-error'],
  hidden: [500],
  activation: 'tanh',
  outputActivation: 'sigmoid',
  loss: 'bce',
  weightInit: 'pytorch',
  bias: true,
  freeze: [],
  feedbackInit: 'kaiming-uniform',
  feedbackSharing: 'per-layer',
  feedbackRedraw: 'never',
  feedbackRedrawSteps: 100,
  feedbackReduction: 'sum',
  errorTransform: 'one-hot',
  errorInit: 'target',
  lossErrorScale: 'mean',
  optimizer: 'adam',
  optimizerOptions: {},
  schedule: 'constant',
  scheduleOptions: {},
  batchSize: 50,
  epochShare: 1,
  epochs: 10,
  seeds: [0],
  backend: 'auto',
  measures: ['gradient-angle'],
});

/** The default experiment on a data set, with the settings that suit it and the rates published for it. */
export function defaultExperiment(datasetId = 'digits'): Experiment {
  const info = datasetInfo(datasetId);
  if (info === undefined) throw new Error(`There is no data set “${datasetId}”.`);
  const { settings, learningRates } = info;
  const fitting = { ...shared(), ...settings };
  return {
    ...fitting,
    hidden: [...fitting.hidden],
    dataset: datasetId,
    learningRate: { ...learningRates },
  };
}

/** The settings that a data set may suggest. */
const suggested = [
  'hidden',
  'batchSize',
  'epochs',
  'outputActivation',
  'loss',
  'errorTransform',
] as const satisfies readonly (keyof SuggestedSettings)[];

const copied = <K extends FieldKey>(to: Experiment, from: Experiment, key: K): Experiment => ({
  ...to,
  [key]: from[key],
});

/**
 * The experiment on another data set: learning rates are the new one's, what nobody has changed follows it, and so
 * does what would not go with it.
 */
export function onDataset(experiment: Experiment, datasetId: string): Experiment {
  const before = defaultExperiment(experiment.dataset);
  const after = defaultExperiment(datasetId);
  const untouched = suggested.filter(
    (key) => JSON.stringify(experiment[key]) === JSON.stringify(before[key]),
  );
  const moved = untouched.reduce((next, key) => copied(next, after, key), {
    ...experiment,
    dataset: datasetId,
    learningRate: after.learningRate,
  });
  return conflicts(moved)
    .flatMap(({ reset }) => reset)
    .filter((key) => (suggested as readonly FieldKey[]).includes(key))
    .reduce((next, key) => copied(next, after, key), moved);
}
