import { alignedWeights } from '../feedback/forwardPath';
import { cosine } from './angle';
import type { SampleMeasure } from './measure';

/** Cosine of each W_i with the product of the B below and above it, with which it aligns during training. */
export const layerAlignment: SampleMeasure = {
  kind: 'samples',
  name: 'Weight alignment by layer',
  sentence:
    'Cosine of each layer’s own weights with those that the B below and above it ask for. None for layer 1, backprop, LLO and PEPITA.',
  source: 'Refinetti et al. 2021, section 2',
  per: 'layer',
  unit: 'cosine',
  series: { cosine: 'W and the feedback weights' },
  needsDeltas: false,
  needsErrors: false,
  take: ({ rule, B, W }) => {
    const aligned = alignedWeights(rule, B, W);
    return { cosine: W.map((one, i) => cosine(one, aligned?.[i])) };
  },
};
