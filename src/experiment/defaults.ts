/** The experiment that is run when nothing is set. */
import type { Experiment } from '../core/run';
import { datasetSpec } from '../data';

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
  seed: 0,
  backend: 'auto',
  measures: ['gradient-angle'],
});

/** The default experiment on a data set, with the rates published for it. */
export function defaultExperiment(datasetId = 'digits'): Experiment {
  const spec = datasetSpec(datasetId);
  if (spec === undefined) throw new Error(`There is no data set “${datasetId}”.`);
  return { ...shared(), dataset: datasetId, learningRate: { ...spec.learningRates } };
}
