/** Who guides a pass, and who is told of it. */
import type { Scalar, Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { DenseGradients } from '../blocks/dense';
import type { Delta } from '../kernels';
import type { Network } from '../network/network';
import type { Rule } from '../rules/rule';

/** Which rule guides the layers, through which feedback. */
export interface Guide {
  readonly rule: Rule;
  readonly feedback: readonly Tensor2D[];
}

/** Tensors that are to outlive the pass: whoever asked for them has them. */
export type Survivors = readonly Tensor[];

/** Is told of each layer (from 0) what it is given by a batch. */
export interface Visitor {
  /** May change that layer's weights at once: nothing below or above sees the change in this batch. */
  readonly gradients: (layer: number, gradients: DenseGradients) => Survivors;
  /** Takes the place of `gradients` where nobody looks at them: they need not exist. */
  readonly learn?: ((layer: number, input: Tensor2D, delta: Delta) => void) | undefined;
  /** dh_i [N, n_i] of a hidden layer, before f'; PEPITA has none. */
  readonly delta?: (layer: number, dh: Tensor2D) => Survivors;
  /** Layer by layer, when what the pass holds there is all alive. */
  readonly held?: (layer: number) => void;
  /** The reported loss, where it fell out of the output's delta or needs z. */
  readonly loss?: (loss: Scalar) => Survivors;
}

/** What a pass needs of a network. */
export type NetworkView = Pick<Network, 'layers' | 'head' | 'config' | 'scaledRows' | 'kernels'>;
