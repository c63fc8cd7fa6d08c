/** Options that several optimizers have. */
import type { NumberOption, OptionValues } from '../options';

/** Largest decay factor: 1 would divide by 0 in Adam's bias correction, and never decay elsewhere. */
export const MOST_DECAY = 0.999999;

/** @throws when it is missing */
export function option(options: OptionValues, key: string): number {
  const value = options[key];
  if (value === undefined) throw new Error(`The optimizer needs the option ${key}.`);
  return value;
}

/** μ */
export const momentumOption: NumberOption = {
  label: 'Momentum',
  sentence: 'How much of the last step’s velocity is kept.',
  default: 0.9,
  min: 0,
  max: MOST_DECAY,
};

/** ε */
export const epsilonOption: NumberOption = {
  label: 'Epsilon',
  sentence: 'Added to the root of the mean square: keeps steps finite where gradients vanish.',
  default: 1e-8,
  // 0 would give 0/0 for a weight whose gradient is 0, such as those of pixels that are always black.
  min: 1e-16,
  max: 1,
};
