import type { ErrorRule } from './rule';

/**
 * Error-sign-based DFA: dh_i = sign(E) B_i with the current error E = y* - y and sign(0) = 0; NaN stays NaN.
 * Source: Frenkel, Lefebvre, Bol 2021, section 2.1.
 */
export const sdfa: ErrorRule = {
  name: 'sDFA',
  short: 'sDFA',
  sentence: 'DFA that is told only the sign of each error, not its size.',
  source: 'Frenkel, Lefebvre and Bol 2021',
  formula: { tex: String.raw`\delta h_i = \operatorname{sign}(E)\,B_i`, plain: 'δh_i = sign(E) B_i' },
  look: {
    light: { line: '#1c93c4', text: '#13719a' },
    dark: { line: '#8adffd' },
    dash: '2 3',
    marker: 'openSquare',
  },
  signal: 'error',
  path: 'direct',
  hiddenDelta: ({ E, B }) => E.sign().matMul(B),
};
