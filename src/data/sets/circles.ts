/** A circle of points around another. */
import type { DatasetSpec } from '../spec';
import { pointsSet } from './points';

const info = {
  ...pointsSet,
  id: 'circles',
  name: 'Two circles',
  sentence: 'A circle of points around a smaller one, with noise.',
  source: "scikit-learn's make_circles, generated here from our own random stream.",
  folder: 'circles',
  accuracyRange: [0.6, 1],
  lossRange: [0.02, 1.4],
} as const satisfies Omit<DatasetSpec, 'load'>;

export const circles: DatasetSpec = {
  ...info,
  load: async (context) => (await import('../loaders/points')).loadPoints(info, context),
};
