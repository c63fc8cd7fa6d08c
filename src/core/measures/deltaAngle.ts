import { meanRowAngle } from './angle';
import type { SampleMeasure } from './measure';

/** arccos of the mean over the measured samples of cos(dh_i of the rule, dh_i of backpropagation). */
export const deltaAngle: SampleMeasure = {
  kind: 'samples',
  name: 'Angle per sample',
  sentence:
    'Between the rule’s and backprop’s delta of each sample, averaged. Blind to magnitude: it cannot see what one-hot F³ adds to DRTP.',
  source: 'Nøkland 2016, section 2; Frenkel et al. 2021',
  per: 'layer',
  unit: 'degrees',
  series: { angle: 'Hidden delta, per sample' },
  needsDeltas: true,
  needsErrors: false,
  take: ({ own, bp }) => {
    const truth = bp().dh;
    return { angle: own().dh.map((dh, i) => meanRowAngle(dh, truth[i])) };
  },
};
