/**
 * The interface of a block: a part of a network with its own exact derivative, as pure functions. Rules compute the deltas
 * between blocks and are independent of their internals.
 *
 * Between blocks everything is [N, n], one row per sample, whatever the shape of its n numbers. h enters, h' leaves.
 * A block ends with an activation f, so h' = f(z); where it does not, dz is dh'. Deltas are descended on, see rules/rule.ts.
 * The engine binds a block to its parameters (network/layer.ts); backends may compute the same in fewer operations
 * (core/kernels.ts).
 */
import type { Tensor, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { NumberOptions, OptionValues } from '../options';
import type { Stream } from '../random/rng';
import type { LayerDraw } from '../weights/weightInit';
import { type ActivationId, activations } from './activation';

/** Keyed by the names of a block's parameters: "W", "b". */
export type Named<T> = Readonly<Record<string, T>>;

/** The interface between blocks: n numbers per sample, and their shape. */
export interface Border {
  readonly size: number;
  /** [n]; [channels, height, width] of an image or of feature maps; [tokens, dims] of a transformer. Row-major. */
  readonly shape: readonly number[];
  /** The block above reads the maxima of windows of pool × pool, see border.ts. Default: all numbers. */
  readonly pool?: number;
}

/** Where a block stands: its options, what enters and what leaves. */
export interface Place {
  readonly options: OptionValues;
  /** What the block itself sees: pooled, where the border below is. */
  readonly input: Border;
  readonly output: Border;
}

export interface ParameterSpec {
  readonly shape: readonly number[];
  /** Biases stay 0 in networks without them. */
  readonly bias: boolean;
}

/** A substitute for a parameter, stored transposed: B_i [n', n] for W [n, n']. */
export interface Transposed {
  readonly transposeOf: Tensor2D;
}
export const transposed = (matrix: Tensor2D): Transposed => ({ transposeOf: matrix });

/**
 * The parameters that a delta is pulled back through: the block's own, or substitutes for those that carry it. f' is always
 * taken with its own.
 */
export type Backward = Named<Tensor | Transposed>;

/** A block's activation, place and parameters in a network. */
export interface Layer<P extends Named<Tensor> = Named<Tensor>> {
  readonly activation: ActivationId;
  readonly place: Place;
  readonly parameters: P;
}

/** The delta given to a block: dh' [N, n'] of its output h', or dz [N, n'], already pulled back through f. */
export type Delta = { readonly dh: Tensor2D; readonly h: Tensor2D } | { readonly dz: Tensor2D };

/** dz of a block that ends with its activation. */
export const dzOf = ({ activation }: Pick<Layer, 'activation'>, delta: Delta): Tensor2D =>
  'dz' in delta ? delta.dz : activations[activation].pullBack(delta.dh, delta.h);

/** dh' [N, n'] of a block that does not end with its activation, whose dz it is. */
export const dhOf = (delta: Delta): Tensor2D => ('dz' in delta ? delta.dz : delta.dh);

/** Fused multiply-adds for one sample, and numbers held; biases, activations and sums are left out, as the papers do. */
export interface BlockCost {
  readonly forward: number;
  /** From dz to dh. */
  readonly vjp: number;
  readonly gradients: number;
  /** Per step, independent of the batch size. */
  readonly update: number;
  /** Numbers held per sample inside the block, besides h, h' and dz. */
  readonly held: number;
  /** Numbers put aside at once for a batch of so many samples: at most those of a piece of it. Default: none. */
  readonly workspace?: (samples: number) => number;
}

/** Properties of a block for measures, inspection and the diagram. */
export interface BlockDescription {
  /** The parameter used for norms, angles and weight changes: a matrix. */
  readonly weights: string;
  /** Whether its entry (i, j) is the connection from input i to output j: all there is of one, unless the block `skips`. */
  readonly wired: boolean;
  /** What enters is added to what leaves, number by number: a second connection, of weight 1. */
  readonly skips?: boolean;
  /** How much tokens attend to each other, for pictures: [heads, tokens, tokens], see `Block.attention`. */
  readonly attention?: readonly [heads: number, tokens: number, tokens: number];
  /** Filters, for pictures: each column of the weights is one, [channels, height, width]. */
  readonly filters?: readonly [channels: number, height: number, width: number];
}

export interface Block<P extends Named<Tensor> = Named<Tensor>> {
  readonly name: string;
  readonly sentence: string;
  readonly source: string;
  /** The first one is its size: units, channels. */
  readonly options: NumberOptions;
  /** A delta passes several matrices on its way back: no one substitute stands for them, and FA is refused above it. */
  readonly severalMatrices?: boolean;
  /** Why the block cannot stand on this input, and what would fit; undefined if it can. */
  readonly problem?: (input: Border, options: OptionValues) => string | undefined;
  /** Options with which a new layer stands on any input that some would fit; absent where the defaults do. */
  readonly suited?: (input: Border) => OptionValues;
  shapes(input: Border, options: OptionValues): Border;
  parameters(place: Place): Readonly<Record<keyof P, ParameterSpec>>;
  /** Initial values of all parameters, row-major, drawn from one stream. */
  start(init: LayerDraw, stream: Stream, place: Place): Readonly<Record<keyof P, Float32Array>>;
  /** h' [N, n'] from h [N, n] */
  forward(layer: Layer<P>, h: Tensor2D): Tensor2D;
  /** dz from dh' and h', a new tensor. Absent where the block does not end with f. */
  pullBack?(layer: Pick<Layer<P>, 'activation'>, dh: Tensor2D, h: Tensor2D): Tensor2D;
  /** The block without f and biases as a matrix [n, n'], of which forward paths are products; absent where it is none. */
  linear?(parameters: P): Tensor2D;
  /** What each token (row) takes from the others (columns), in each head of one sample, [heads, tokens, tokens]. @param h [1, n] */
  attention?(layer: Layer<P>, h: Tensor2D): Tensor3D;
  /** f(z) [N, n'] of a block that does not end with f, from h and h'; absent also where it has no f of its own. */
  activated?(h: Tensor2D, out: Tensor2D): Tensor2D;
  /**
   * dh [N, n] from the delta of the block: the vector-Jacobian product, exact with its own parameters.
   * @throws {Error} if `through` lacks a parameter that carries the delta, or has a substitute where the block takes none
   */
  vjp(layer: Layer<P>, h: Tensor2D, delta: Delta, through: Backward): Tensor2D;
  /** Gradients of all parameters, summed over the batch. @param h [N, n], the block's input */
  gradients(layer: Layer<P>, h: Tensor2D, delta: Delta): P;
  cost(place: Place): BlockCost;
  describe(place: Place): BlockDescription;
}
