/** The synthetic regression task of the DRTP paper. */
import { rates } from '../learningRates';
import { type DatasetSpec, regressionSettings } from '../spec';

const info = {
  id: 'synthetic-regression',
  name: 'Synthetic regression',
  task: 'regression',
  trainSize: 5_000,
  testSize: 1_000,
  inputs: 256,
  outputs: 10,
  targetName: 'cosine',
  sentence: 'Ten phase-shifted cosines of the mean of 256 noisy numbers.',
  source: 'Frenkel, Lefebvre and Bol 2021 (DRTP), generated here from our own random stream.',
  licence: 'MIT, as the lab',
  folder: 'synthetic-regression',
  files: [],
  settings: { ...regressionSettings, hidden: [100], batchSize: 50 },
  learningRates: rates(2e-3),
  learningRateSource: 'tuned here',
  lossRange: [0.2, 3],
} as const satisfies Omit<DatasetSpec, 'load'>;

export const syntheticRegression: DatasetSpec = {
  ...info,
  load: async (context) => (await import('../loaders/synthetic')).loadSyntheticRegression(info, context),
};
