import type { ProbeMeasure } from './measure';

/** Pearson's correlation of y* - y at each sample's last visit with y* - y now, over all probe samples and outputs. */
export const errorCorrelation: ProbeMeasure = {
  kind: 'probe',
  name: 'Delayed against current error',
  sentence:
    'How well the error of a sample’s last visit tells its error now: what F³’s delay costs. 1 means nothing is lost.',
  source: 'A view of this lab',
  per: 'network',
  unit: 'number',
  series: { correlation: 'Correlation' },
  needsDeltas: false,
  needsErrors: true,
  take: ({ delayedError, currentError }) => {
    const [a, b] = [delayedError(), currentError()];
    const [u, v] = [a.sub(a.sum().div(a.size)), b.sub(b.sum().div(b.size))];
    return {
      correlation: [
        {
          parts: [u.mul(v).sum(), u.square().sum(), v.square().sum()],
          value: ([uv, uu, vv]) =>
            (uv?.[0] ?? Number.NaN) / Math.sqrt((uu?.[0] ?? Number.NaN) * (vv?.[0] ?? Number.NaN)),
        },
      ],
    };
  },
};
