import { angle } from './angle';
import type { SampleMeasure } from './measure';

/**
 * Angle to backpropagation's gradient of W_i if another rule had fed the layer through the seed's B at these weights.
 * A comparison at equal weights shows what F³ adds to DRTP.
 */
export const counterfactual: SampleMeasure = {
  kind: 'samples',
  name: 'At the same weights',
  sentence:
    'What DFA, F³ and DRTP would feed this very network, each as an angle to backprop (BP itself is 0°). Shows what F³ gains over DRTP.',
  source: 'A view of this lab',
  per: 'layer',
  unit: 'degrees',
  series: { dfa: 'DFA', f3: 'F³-Error, raw', 'f3-one-hot': 'F³-Error, one-hot', drtp: 'DRTP' },
  needsDeltas: false,
  needsErrors: true,
  take: ({ bp, direct }) => {
    const truth = bp().W;
    // One rule's gradients at a time: they are as large as the weights.
    const toBp = (kind: Parameters<typeof direct>[0]) =>
      direct(kind).W.map((gradient, i) => {
        const reading = angle(gradient, truth[i]);
        gradient?.dispose();
        return reading;
      });
    return {
      dfa: toBp('error'),
      f3: toBp('delayed'),
      'f3-one-hot': toBp('delayed one-hot'),
      drtp: toBp('target'),
    };
  },
};
