/** Two arms of points, wound around each other. */
import type { DatasetSpec } from '../spec';
import { pointsSet } from './points';

const info = {
  ...pointsSet,
  id: 'spirals',
  name: 'Two spirals',
  sentence: 'Two arms of points, wound once around each other: the hardest of the four.',
  source: "The lab's own generator, after a classic test.",
  folder: 'spirals',
  accuracyRange: [0.55, 1],
  lossRange: [0.01, 1.2],
} as const satisfies Omit<DatasetSpec, 'load'>;

export const spirals: DatasetSpec = {
  ...info,
  load: async (context) => (await import('../loaders/points')).loadPoints(info, context),
};
