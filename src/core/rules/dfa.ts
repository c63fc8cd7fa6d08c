import type { ErrorRule } from './rule';

/**
 * Direct feedback alignment: dh_i = E B_i with the current error E = y* - y.
 * No weight transport, but update locked: it needs this batch's output. Source: Nøkland 2016, eq. 7;
 * sign as in the F3 paper (target minus output).
 */
export const dfa: ErrorRule = {
  name: 'DFA',
  short: 'DFA',
  sentence:
    'Direct feedback alignment: the error goes straight to every hidden layer through fixed random weights.',
  source: 'Nøkland 2016, eq. 7',
  formula: { tex: String.raw`\delta h_i = E\,B_i`, plain: 'δh_i = E B_i' },
  look: {
    light: { line: '#1457c4' },
    dark: { line: '#4391ff', text: '#5c9eff' },
    dash: '9 3',
    marker: 'square',
  },
  signal: 'error',
  path: 'direct',
  hiddenDelta: ({ E, B }) => E.matMul(B),
};
