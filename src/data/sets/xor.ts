/** Four quadrants of points; opposite ones share a class. */
import type { DatasetSpec } from '../spec';
import { pointsSet } from './points';

const info = {
  ...pointsSet,
  id: 'xor',
  name: 'XOR',
  sentence:
    'Four slightly overlapping quadrants; opposite ones share a class, so no straight line separates them.',
  source: "The lab's own generator, after a classic test.",
  folder: 'xor',
  accuracyRange: [0.7, 0.98],
  lossRange: [0.15, 1.3],
} as const satisfies Omit<DatasetSpec, 'load'>;

export const xor: DatasetSpec = {
  ...info,
  load: async (context) => (await import('../loaders/points')).loadPoints(info, context),
};
