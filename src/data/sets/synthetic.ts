/** The synthetic classification task of the thesis and the DRTP paper. */
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
    'Fifty random clusters in 256 dimensions, half of them uninformative; one label in a hundred is random.',
  source:
    "scikit-learn's make_classification with the parameters of Flügel 2021 and Frenkel et al. 2021, generated here from our own random stream.",
  licence: 'MIT, as the lab',
  folder: 'synthetic',
  files: [],
  settings: { batchSize: 50 },
  learningRates: rates(5e-4),
  learningRateSource: 'Flügel 2021 (Table 5.3), Adam, three hidden layers; rules not in it use the same rate',
  accuracyRange: [0.85, 0.99],
  lossRange: [0.3, 3],
} as const satisfies Omit<DatasetSpec, 'load'>;

export const synthetic: DatasetSpec = {
  ...info,
  load: async (context) => (await import('../loaders/synthetic')).loadSynthetic(info, context),
};
