import type { DelayedRule } from './rule';

/**
 * F3-Error: dh_i = E_{t-1} B_i, where E_{t-1} = y* - y is the error this sample had one visit ago
 * and e_0 = y*. No weight transport and no update locking. Source: Flügel et al. 2023
 * (arXiv 2304.13372), eq. 6 and 11, Algorithm 1.
 */
export const f3Error: DelayedRule = {
  name: 'F³-Error',
  short: 'F³-E',
  sentence:
    'Feed-forward with delayed feedback: hidden layers are told the error this sample had at its last visit, an epoch ago.',
  source: 'Flügel et al. 2023, eq. 11',
  formula: { tex: String.raw`\delta h_i = E_{t-1}\,B_i`, plain: 'δh_i = E_t−1 B_i' },
  look: {
    light: { line: '#0e8a56', text: '#0b7a4b' },
    dark: { line: '#52da94' },
    dash: '18 3',
    marker: 'diamond',
  },
  signal: 'delayed-error',
  path: 'direct',
  hiddenDelta: ({ E, B }) => E.matMul(B),
  stores: 'error',
  remember: ({ y, target }) => target.sub(y),
};
