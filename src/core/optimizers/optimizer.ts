/** An optimizer is one pure update, in PyTorch's form: state in, state out, nothing shared between layers. */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { NumberOptions, OptionValues } from '../options';

export interface UpdateContext {
  readonly learningRate: number;
  /** Number of updates of this parameter, including this one: 1, 2, … */
  readonly t: number;
  /** Every option of this optimizer, as `optionValues` completes them. */
  readonly options: OptionValues;
}

/** The scalars of a step, equal for every entry of a parameter, by their names in the formula. */
export type Factors = Readonly<Record<string, number>>;

/** The new parameter and state; the caller owns both and disposes the old ones. */
export interface Updated {
  readonly parameter: Tensor;
  readonly state: readonly Tensor[];
}

export interface Optimizer {
  readonly name: string;
  readonly sentence: string;
  readonly source: string;
  readonly options: NumberOptions;
  /** Number of state tensors per parameter, of its shape, initialised to 0. */
  readonly slots: number;
  /** Its steps do not depend on the gradient's scale, but for ε. */
  readonly scaleFree?: boolean;
  /** Names of the scalars for `update` and its kernels, in this order. At most eight. */
  readonly factors: (context: UpdateContext) => Factors;
  readonly update: (
    parameter: Tensor,
    gradient: Tensor,
    state: readonly Tensor[],
    context: UpdateContext,
  ) => Updated;
}
