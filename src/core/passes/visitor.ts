/** Who guides a pass, what becomes of the layers' deltas, and who is told of them. */
import type { Scalar, Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { Delta, Named } from '../blocks/block';
import type { Network } from '../network/network';
import type { Rule } from '../rules/rule';

/** Which rule guides the layers, through which feedback. */
export interface Guide {
  readonly rule: Rule;
  readonly feedback: readonly Tensor2D[];
}

/** Tensors that a visitor keeps beyond the pass. */
export type Kept = readonly Tensor[];

/**
 * How a layer (from 0) learns: from its gradients, or by one kernel from what they are made of. It may change that
 * layer's parameters at once: nothing below or above sees the change in this batch.
 */
export type Update =
  | { readonly from: 'gradients'; readonly apply: (layer: number, gradients: Named<Tensor>) => Kept }
  | {
      readonly from: 'delta';
      readonly apply: (layer: number, input: Tensor2D, delta: Delta) => void;
    };

export interface Visitor {
  readonly update: Update;
  /** Is told dh_i [N, n_i] of a hidden layer, before f'; PEPITA has none. */
  readonly delta?: (layer: number, dh: Tensor2D) => Kept;
  /** Layer by layer, when what the pass holds there is all alive. */
  readonly held?: (layer: number) => void;
  /** The reported loss, where it fell out of the output's delta or needs z. */
  readonly loss?: (loss: Scalar) => Kept;
}

/** What a pass needs of a network. */
export type NetworkView = Pick<Network, 'layers' | 'head' | 'config' | 'scaledRows' | 'kernels'>;
