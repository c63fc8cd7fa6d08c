import type { WeightInit } from './weightInit';

/**
 * W = 0 and b = 0. With direct feedback the start is exactly orthogonal, eᵀ W_{i+1} B_i e = 0, from where
 * the weights align fast. Source: Nøkland 2016; thesis, eq. 3.11. BP cannot start from it with tanh: W = 0
 * passes no delta down and h = 0 nothing up, so that only the output's bias ever learns. ReLU cannot under
 * any rule: its slope at 0 is 0.
 */
export const zeros: WeightInit = {
  name: 'Zeros',
  sentence:
    'All 0: a good start for direct feedback with tanh. BP cannot start here, and with ReLU no rule can.',
  source: 'Nøkland 2016; Flügel 2021, eq. 3.11',
  draw: (_stream, fanIn, units) => ({ W: new Float32Array(fanIn * units), b: new Float32Array(units) }),
};
