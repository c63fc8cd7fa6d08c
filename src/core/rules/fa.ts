import { transposed } from '../blocks/block';
import type { LayerwiseRule } from './rule';

/**
 * Feedback alignment: dh_i = dz_{i+1} B_i, B_i [n_{i+1}, n_i] fixed and random in the place of W_{i+1}^T.
 * No weight transport, but update locked. Its signal is the true dz, so W_{i+1}^T comes to align with +B_i.
 * Source: Lillicrap, Cownden, Tweed, Akerman 2016.
 */
export const fa: LayerwiseRule = {
  name: 'FA',
  short: 'FA',
  sentence: 'Feedback alignment: the error travels back layer by layer, through fixed random weights.',
  source: 'Lillicrap, Cownden, Tweed and Akerman 2016',
  formula: { tex: String.raw`\delta h_i = \delta z_{i+1}\,B_i`, plain: 'δh_i = δz_i+1 B_i' },
  look: {
    light: { line: '#5a2d9c' },
    dark: { line: '#a268ca', text: '#b584da' },
    dash: '12 3 2 3',
    marker: 'ring',
  },
  signal: 'above',
  path: 'layerwise',
  feedback: true,
  hiddenDelta: ({ above, B }) => above.vjp({ W: transposed(B) }),
};
