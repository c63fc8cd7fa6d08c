/** An optimizer is one pure update, in PyTorch's form: state in, state out, nothing shared between layers. */
import type { Tensor } from '@tensorflow/tfjs-core';
import type { NumberOptions, OptionValues } from '../options';

export interface UpdateContext {
  readonly learningRate: number;
  /** Steps this parameter has been updated, this one included: 1, 2, … */
  readonly t: number;
  /** Every option of this optimizer, as `optionValues` completes them. */
  readonly options: OptionValues;
}

/** The numbers of a step, the same for every entry of a parameter, by their names in the formula. */
export type Factors = Readonly<Record<string, number>>;

/** New parameter and new state; the caller owns both and lets the old ones go. */
export interface Updated {
  readonly parameter: Tensor;
  readonly state: readonly Tensor[];
}

export interface Optimizer {
  readonly name: string;
  readonly sentence: string;
  readonly source: string;
  readonly options: NumberOptions;
  /** Tensors of state per parameter, of its shape, all starting at 0. */
  readonly slots: number;
  /** Of `update` and of its kernels, which take them in this order. At most eight. */
  readonly factors: (context: UpdateContext) => Factors;
  readonly update: (
    parameter: Tensor,
    gradient: Tensor,
    state: readonly Tensor[],
    context: UpdateContext,
  ) => Updated;
}
