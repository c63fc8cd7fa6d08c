/** Two interleaving half circles of points. */
import type { DatasetSpec } from '../spec';
import { pointsSet } from './points';

const info = {
  ...pointsSet,
  id: 'moons',
  name: 'Two moons',
  sentence: 'Two interleaving half circles of points, with noise.',
  source: "scikit-learn's make_moons, generated here from our own random stream.",
  folder: 'moons',
  accuracyRange: [0.8, 1],
  lossRange: [0.03, 0.7],
} as const satisfies Omit<DatasetSpec, 'load'>;

export const moons: DatasetSpec = {
  ...info,
  load: async (context) => (await import('../loaders/points')).loadPoints(info, context),
};
