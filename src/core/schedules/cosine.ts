import { cos } from '../random/portable';
import type { Schedule } from './schedule';

/**
 * (1 + cos(π (e − 1)/epochs))/2 in epoch e: PyTorch's CosineAnnealingLR with T_max = epochs and eta_min = 0,
 * stepped once an epoch, so that the last epoch still learns. Source: Loshchilov and Hutter 2017, eq. 5.
 */
export const cosine: Schedule = {
  name: 'Cosine',
  sentence:
    'Falls along half a cosine, from the full learning rate in the first epoch towards 0 after the last.',
  source: 'Loshchilov and Hutter 2017, eq. 5',
  options: {},
  factor: (epoch, epochs) => (1 + cos((Math.PI * (epoch - 1)) / epochs)) / 2,
};
