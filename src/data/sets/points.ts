/** What the sets of points in the plane share. */
import { rates } from '../learningRates';
import type { DatasetSpec } from '../spec';

export const pointsSet = {
  task: 'classification',
  trainSize: 2_000,
  testSize: 500,
  inputs: 2,
  outputs: 2,
  inputNames: ['x', 'y'],
  licence: 'MIT, as the lab',
  files: [],
  settings: { hidden: [64], batchSize: 20, epochs: 30 },
  learningRates: rates(0.005),
  learningRateSource: 'found by trying here',
} as const satisfies Partial<DatasetSpec>;
