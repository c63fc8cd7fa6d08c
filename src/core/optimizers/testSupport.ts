/** For tests of optimizers and of their kernels. */
import type { OptionValues } from '../options';

/** A value for every option of every optimizer that is not its default. */
export const otherOptions: OptionValues = {
  momentum: 0.6,
  decay: 0.7,
  beta1: 0.5,
  beta2: 0.8,
  epsilon: 0.05,
};
