import type { TransportRule } from './rule';

/**
 * Backpropagation: dh_i = dz_{i+1} W_{i+1}^T.
 * Needs the transpose of the forward weights (weight transport) and the whole forward and backward
 * pass above (update locking). Source: Rumelhart, Hinton, Williams 1986; F3 paper eq. 3.
 */
export const bp: TransportRule = {
  name: 'BP',
  short: 'BP',
  sentence: 'Backpropagation: the error travels back through the forward weights, layer by layer.',
  source: 'Rumelhart, Hinton and Williams 1986',
  formula: {
    tex: String.raw`\delta h_i = \delta z_{i+1}\,W_{i+1}^{\mathsf T}`,
    plain: 'δh_i = δz_i+1 W_i+1ᵀ',
  },
  look: { light: { line: '#15181d' }, dark: { line: '#f4f5f7' }, marker: 'disc' },
  signal: 'above',
  path: 'layerwise',
  feedback: false,
  hiddenDelta: ({ above }) => above.vjp(above.parameters),
};
