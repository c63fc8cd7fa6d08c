import { correlationOf, moments } from './correlation';
import type { SampleMeasure } from './measure';

/** Pearson correlation of y* - y at the last visit with its current value, over all measured samples and outputs. */
export const errorCorrelation: SampleMeasure = {
  kind: 'samples',
  name: 'Delayed against current error',
  sentence:
    'How well the error of a sample’s last visit tells its error now: what F³’s delay costs. 1 means nothing is lost.',
  source: 'A view of this lab',
  per: 'network',
  unit: 'coefficient',
  series: { correlation: 'Correlation' },
  needsDeltas: false,
  needsErrors: true,
  take: ({ delayedError, currentError }) => {
    const parts = moments(delayedError(), currentError());
    return {
      correlation: [{ parts, value: (read) => correlationOf(read.map(([one = Number.NaN]) => one)) }],
    };
  },
};
