/** The inputs of a pass, and the callbacks that receive its deltas. */
import type { Scalar, Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { Delta, Named } from '../blocks/block';
import type { Work } from '../cost/timeline';
import type { Network } from '../network/network';
import type { Part } from '../network/part';
import type { Rule } from '../rules/rule';

/** The rule that computes hidden deltas, and its feedback weights. */
export interface Guide {
  readonly rule: Rule;
  readonly feedback: readonly Tensor2D[];
  /** The layers that the pass goes through, for rules without update locking; default: all. */
  readonly part?: Part | undefined;
}

/** A layer (from 0) has just done this. */
export type Mark = (layer: number, work: Work) => void;

/** Tensors that a visitor keeps after the pass. */
export type Kept = readonly Tensor[];

/**
 * How a layer (from 0) is updated: from its gradients, or by a fused kernel from input and delta. Parameters may change
 * immediately: no other layer reads them again in this batch.
 */
export type Update =
  | { readonly from: 'gradients'; readonly apply: (layer: number, gradients: Named<Tensor>) => Kept }
  | {
      readonly from: 'delta';
      readonly apply: (layer: number, input: Tensor2D, delta: Delta) => void;
    };

export interface Visitor {
  readonly update: Update;
  /** Receives dh_i [N, n_i] of a hidden layer, before f'; not called for PEPITA. */
  readonly delta?: (layer: number, dh: Tensor2D) => Kept;
  /** Called for each layer at its peak of live tensors. */
  readonly held?: (layer: number) => void;
  /** Called when a layer (from 0) has done its part; its work began when that before it ended. */
  readonly mark?: Mark;
  /** Receives the reported loss where a kernel computes it with the output delta, or where it needs z. */
  readonly loss?: (loss: Scalar) => Kept;
}

/** The parts of a network that a pass uses. */
export interface NetworkView
  extends Pick<Network, 'layers' | 'loss' | 'head' | 'config' | 'scaledRows' | 'kernels'> {
  /** N in 1/N, where the batch is a part of one of N samples; default: its own samples. */
  readonly samples?: number;
}
