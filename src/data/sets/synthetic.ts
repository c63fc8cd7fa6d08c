/** Drawn classification of the thesis and the DRTP paper. */
import { rates } from '../learningRates';
import type { DatasetSpec } from '../spec';

const info = {
  id: 'synthetic',
  name: 'Synthetic classification',
  task: 'classification',
  trainSize: 25_000,
  testSize: 5_000,
  inputs: 256,
  outputs: 10,
  sentence:
    'Fifty drawn clusters in 256 dimensions, half of which say nothing; one label in a hundred is drawn anew.',
  source:
    "scikit-learn's make_classification with the parameters of Flügel 2021 and Frenkel et al. 2021, drawn here from our own random stream.",
  licence: 'MIT, as the lab',
  folder: 'synthetic',
  files: [],
  settings: { batchSize: 50 },
  learningRates: rates(5e-4),
  learningRateSource:
    'Flügel 2021 (Table 5.3), Adam, three hidden layers; the rules it lacks are given the same',
  accuracyRange: [0.85, 0.99],
  lossRange: [0.3, 3],
} as const satisfies Omit<DatasetSpec, 'load'>;

export const synthetic: DatasetSpec = {
  ...info,
  load: async (context) => (await import('../loaders/synthetic')).loadSynthetic(info, context),
};
