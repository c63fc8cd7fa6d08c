import type { FrozenRule } from './rule';

/**
 * Last layer only: hidden layers keep their initial weights, only the output layer learns.
 * The control that every other rule must beat. Source: "LLO" in Flügel et al. 2023, section 4.
 */
export const llo: FrozenRule = {
  name: 'LLO',
  short: 'LLO',
  sentence: 'Last layer only: hidden layers stay as they were drawn. What every other rule must beat.',
  source: 'Flügel et al. 2023, section 4',
  signal: 'none',
  path: 'none',
};
