import type { DelayedRule } from './rule';

/**
 * F3-Loss: dh_i = E_{t-1} B_i, where E_{t-1} = -dL/dy at the output activation one visit ago, L
 * mean-reduced (so it carries 1/(N C), unless `lossErrorScale` drops it), and e_0 = y*. Minus, so that
 * the sign does not flip after the first epoch. Source: Flügel et al. 2023 (arXiv 2304.13372), eq. 9, and its code.
 */
export const f3Loss: DelayedRule = {
  name: 'F³-Loss',
  short: 'F³-L',
  sentence:
    'F³ with the gradient of the loss at the output, of the sample’s last visit, in place of the error.',
  source: 'Flügel et al. 2023, eq. 9',
  formula: { tex: String.raw`\delta h_i = -\nabla_{y} L_{t-1}\,B_i`, plain: 'δh_i = −∇L_t−1 B_i' },
  look: {
    light: { line: '#8a8f18', text: '#6a6e10' },
    dark: { line: '#cfde44' },
    dash: '9 3 2 3',
    marker: 'openDiamond',
  },
  signal: 'delayed-error',
  path: 'direct',
  hiddenDelta: ({ E, B }) => E.matMul(B),
  stores: 'loss-gradient',
  remember: ({ lossGradient }) => lossGradient().neg(),
};
