/** Two half circles of points, one caught in the other. */
import type { DatasetSpec } from '../spec';
import { pointsSet } from './points';

const info = {
  ...pointsSet,
  id: 'moons',
  name: 'Two moons',
  sentence: 'Two half circles of points, one caught in the other, with noise.',
  source: "scikit-learn's make_moons, drawn here from our own random stream.",
  folder: 'moons',
  accuracyRange: [0.8, 1],
  lossRange: [0.03, 0.7],
} as const satisfies Omit<DatasetSpec, 'load'>;

export const moons: DatasetSpec = {
  ...info,
  load: async (context) => (await import('../loaders/points')).loadPoints(info, context),
};
