import type { InputRule } from './rule';

/**
 * PEPITA: the error changes the input, x' = x + F (y - y*) = x - E B_0 with B_0 = F^T [C, n_0], and a second
 * forward pass on x' gives the signal: dz_i = (h_i - h'_i) / N for hidden layers, (y' - y*) / N for the output,
 * each with the second pass's input h'_{i-1}. No f', no biases. F is U(±√(6/n_0)) times 0.05.
 * Source: Dellaferrera and Kreiman 2022 (arXiv 2201.11665), algorithm 1, and its code.
 */
export const pepita: InputRule = {
  name: 'PEPITA',
  short: 'PEP',
  sentence: 'The error is added to the input, and a second forward pass shows each layer what to change.',
  source: 'Dellaferrera and Kreiman 2022',
  formula: { tex: String.raw`\delta z_i = (h_i - h'_i)/N`, plain: 'δz_i = (h_i − h′_i) / N' },
  look: { light: { line: '#ab2877' }, dark: { line: '#ec8abe' }, dash: '5 2 2 2', marker: 'plus' },
  signal: 'error',
  path: 'input',
  feedbackScale: 0.05,
  secondInput: ({ x, E, B }) => x.sub(E.matMul(B)),
  hiddenDelta: ({ h, second }) => h.sub(second),
};
