/**
 * The contract of a block: a part of a network with its own exact derivative, as a value of pure functions. Rules decide
 * the deltas between blocks, and never look inside one.
 *
 * Between blocks everything is [N, n], one row per sample, whatever shape its n numbers stand for. h enters, h' leaves.
 * A block ends with an activation f, so h' = f(z); where it does not, dz is dh'. Deltas are descended on, see rules/rule.ts.
 * The engine binds a block to its parameters (network/layer.ts); backends may compute the same in fewer operations
 * (core/kernels.ts).
 */
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { Stream } from '../random/rng';
import type { WeightInit } from '../weights/weightInit';
import type { ActivationId } from './activation';

/** By the names of a block's parameters: "W", "b". */
export type Named<T> = Readonly<Record<string, T>>;

/** What passes from one block to the next: n numbers per sample, and the shape that they have. */
export interface Border {
  readonly size: number;
  readonly shape: readonly number[];
}

export interface ParameterSpec {
  readonly shape: readonly number[];
  /** A bias stays 0 where layers have none. */
  readonly bias: boolean;
}

/** A matrix in a parameter's place that lies as its transpose: B_i [n', n] for W [n, n']. */
export interface Transposed {
  readonly transposeOf: Tensor2D;
}
export const transposed = (matrix: Tensor2D): Transposed => ({ transposeOf: matrix });

/** What a delta is pulled back through: the block's own parameters, or others in their place. */
export type Backward = Named<Tensor | Transposed>;

/** A block as a layer has it. */
export interface Layer<P = Named<Tensor>> {
  readonly activation: ActivationId;
  readonly parameters: P;
}

/** What a block is given to learn from: dh' [N, n'] of its output h', or dz [N, n'], behind f already. */
export type Delta = { readonly dh: Tensor2D; readonly h: Tensor2D } | { readonly dz: Tensor2D };

/** Fused multiply-adds for one sample, and numbers held; biases, activations and sums are left out, as the papers do. */
export interface BlockCost {
  readonly forward: number;
  /** From dz to dh. */
  readonly vjp: number;
  readonly gradients: number;
  /** Of one step, whatever the batch. */
  readonly update: number;
  /** Numbers held for each sample inside the block, besides h, h' and dz. */
  readonly held: number;
}

/** What measures, inspection and the diagram say of a block. */
export interface BlockDescription {
  /** The parameter that norms, angles and movement are taken of: a matrix. */
  readonly weights: string;
  /** Whether entry (i, j) of it is the wire from input i to output j. */
  readonly wired: boolean;
}

export interface Block<P extends Named<Tensor> = Named<Tensor>> {
  readonly name: string;
  readonly sentence: string;
  readonly source: string;
  /** What leaves a block of so many units. */
  shapes(input: Border, units: number): Border;
  parameters(input: Border, output: Border): Readonly<Record<keyof P, ParameterSpec>>;
  /** Initial values of all parameters, row by row, drawn from one stream. */
  start(
    init: Pick<WeightInit, 'draw'>,
    stream: Stream,
    input: Border,
    output: Border,
  ): Readonly<Record<keyof P, Float32Array>>;
  /** h' [N, n'] from h [N, n] */
  forward(layer: Layer<P>, h: Tensor2D): Tensor2D;
  /** dz from dh' and h', a new tensor. */
  pullBack(layer: Pick<Layer<P>, 'activation'>, dh: Tensor2D, h: Tensor2D): Tensor2D;
  /** dh [N, n] from the delta of the block: the exact vector-Jacobian product with its own parameters. */
  vjp(layer: Layer<Backward>, h: Tensor2D, delta: Delta): Tensor2D;
  /** Of all parameters, summed over the batch. @param h [N, n] that entered */
  gradients(layer: Layer<P>, h: Tensor2D, delta: Delta): P;
  cost(input: Border, output: Border): BlockCost;
  describe(input: Border, output: Border): BlockDescription;
}
