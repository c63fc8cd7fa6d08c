import { alignedFeedback } from '../feedback/forwardPath';
import { angle } from './angle';
import type { SampleMeasure } from './measure';

/**
 * Angle between B_i and the forward path above layer i, which aligns with it during training. Direct rules feed
 * E = y* - y, so their forward path approaches -B: B_i is compared with -(W_{i+1} … W_K)ᵀ. FA's signal is the true dz,
 * so its B_i is compared with +W_{i+1}ᵀ. PEPITA's F has no such comparison.
 */
export const weightAlignment: SampleMeasure = {
  kind: 'samples',
  name: 'Weight alignment',
  sentence:
    'Between each B and the forward weights above, minus for rules fed by target − output, plus for FA. It falls as they align.',
  source: 'Lillicrap et al. 2016, figure 3',
  per: 'layer',
  unit: 'degrees',
  series: { angle: 'B and the forward path' },
  needsDeltas: false,
  needsErrors: false,
  take: ({ rule, B, layers }) => {
    const aligned = alignedFeedback(rule, layers);
    return { angle: B.map((one, i) => angle(one, aligned?.[i])) };
  },
};
