import { power } from '../random/portable';
import type { Schedule } from './schedule';

/**
 * factor^k in epoch e, where k counts the drops (after `first`, first + every, first + 2 every … completed
 * epochs) among the e − 1 epochs completed before it: PyTorch's MultiStepLR, stepped once an epoch.
 * The defaults are PEPITA's, × 0.1 after 60 and 90 of its 100 epochs. Source: Dellaferrera and Kreiman 2022.
 */
export const step: Schedule = {
  name: 'Steps',
  sentence:
    'Multiplied by a factor after some epochs and at intervals; the defaults, PEPITA’s for 100 epochs, are too late for short runs.',
  source: 'Dellaferrera and Kreiman 2022 (PEPITA)',
  options: {
    factor: {
      label: 'Factor',
      sentence: 'What each drop multiplies the learning rate by.',
      default: 0.1,
      min: 0,
      max: 1,
    },
    first: {
      label: 'First drop after',
      sentence: 'Epochs before the first drop.',
      default: 60,
      min: 1,
      max: 10_000,
      whole: true,
    },
    every: {
      label: 'Then every',
      sentence: 'Epochs between two further drops.',
      default: 30,
      min: 1,
      max: 10_000,
      whole: true,
    },
  },
  factor: (epoch, _epochs, { factor, first, every }) => {
    if (factor === undefined || first === undefined || every === undefined)
      throw new Error('Steps need a factor, the first drop and the interval.');
    const completed = epoch - 1;
    const drops = completed < first ? 0 : 1 + Math.floor((completed - first) / every);
    return power(factor, drops);
  },
};
