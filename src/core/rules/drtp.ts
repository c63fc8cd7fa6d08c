import type { TargetRule } from './rule';

/**
 * Direct random target projection: dh_i = y* B_i.
 * The target stands in for the error, so nothing waits for the output. Source: Frenkel, Lefebvre,
 * Bol 2021; sign as in the F3 paper.
 */
export const drtp: TargetRule = {
  name: 'DRTP',
  short: 'DRTP',
  sentence: 'Direct random target projection: hidden layers are told the right answer instead of the error.',
  source: 'Frenkel, Lefebvre and Bol 2021',
  formula: { tex: String.raw`\delta h_i = y^{*}\,B_i`, plain: 'δh_i = y* B_i' },
  look: {
    light: { line: '#c8480a', text: '#bd4208' },
    dark: { line: '#ea7a12' },
    dash: '5 3',
    marker: 'triangle',
  },
  signal: 'target',
  path: 'direct',
  hiddenDelta: ({ E, B }) => E.matMul(B),
};
