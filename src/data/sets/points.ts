/** Shared by the sets of points in the plane. */
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
  learningRateSource: 'tuned here',
} as const satisfies Partial<DatasetSpec>;
