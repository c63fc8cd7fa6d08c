import type { FrozenRule } from './rule';

/**
 * Last layer only: hidden layers keep their initial weights, only the output layer learns.
 * The control that every other rule must beat. Source: "LLO" in Flügel et al. 2023, section 4.
 */
export const llo: FrozenRule = {
  name: 'LLO',
  short: 'LLO',
  sentence:
    'Last layer only: hidden layers keep their initial weights. The baseline that every other rule must beat.',
  source: 'Flügel et al. 2023, section 4',
  look: {
    light: { line: '#828893', text: '#666c77' },
    dark: { line: '#808792', text: '#8e95a0' },
    dash: '1 4',
    marker: 'cross',
    cap: 'round',
  },
  signal: 'none',
  path: 'none',
};
