/**
 * The contract of a measure: something about the network at its present weights that is worth its cost
 * to some. Measures never change what is trained. Most are taken on fixed samples, the first 1,000
 * training samples, before training and after each epoch, with one read-back for all of them.
 */
import type { Scalar, Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { Rule } from '../rules/rule';

/** Tensors to be read back, flattened, and what becomes of them; sums are finished in double precision. */
export interface Reading {
  readonly parts: readonly Tensor[];
  readonly value: (parts: readonly Float32Array[]) => number;
}

/** What a rule gives each layer 1 … K at the present weights, from one batch; undefined where it gives nothing. */
export interface Guidance {
  /** Gradient of W_i [n_{i-1}, n_i], which the optimizer would descend on. */
  readonly W: readonly (Tensor2D | undefined)[];
  /** dh_i [N, n_i] of hidden layers, before f', where a measure needs it; undefined for the output layer, and for rules that feed no dh. */
  readonly dh: readonly (Tensor2D | undefined)[];
}

/** What a rule gives one layer, sample by sample, and what becomes of it over all of them. */
export interface ProbedLayer {
  /** Gradient of W_i [n_{i-1}, n_i], summed over the probed samples. */
  readonly gradient: Tensor2D;
  /**
   * By row of W_i, [n_{i-1}, 1] each: |mean_n g_n| / std_n g_n summed over the row's entries, and how many those are.
   * Entries that are given nothing by any sample are left out.
   */
  readonly signalToNoise: () => { readonly sums: Tensor2D; readonly counts: Tensor2D };
}

/** Gradients of single samples, of layers 1 … K; undefined where a layer is given nothing, or a weight is not one wire. */
export interface Probe {
  readonly samples: number;
  readonly own: readonly (ProbedLayer | undefined)[];
  readonly bp: readonly (ProbedLayer | undefined)[];
}

export interface MeasureContext {
  readonly rule: Rule;
  /** h_0 … h_K of the measured samples, [N, n_i]. */
  readonly h: readonly Tensor2D[];
  /** y* [N, C] */
  readonly target: Tensor2D;
  /** W_1 … W_K */
  readonly W: readonly Tensor2D[];
  /** W_1 … W_K when measures were last taken (at the start: the initial ones). */
  readonly before: readonly Tensor2D[];
  /** The rule's own feedback, as its path has it. */
  readonly B: readonly Tensor2D[];
  /** Slope f'(z_i) [N, n_i] of hidden layer i (1 …), and the largest that f has. */
  readonly slope: (layer: number) => { readonly values: Tensor2D; readonly largest: number };
  /** Which part of each output's error passes to its z, [N, C] from 0 to 1; undefined where all does. */
  readonly passes: () => Tensor2D | undefined;
  /** What the rule in use feeds, and what BP would. */
  readonly own: () => Guidance;
  readonly bp: () => Guidance;
  /** The gradients of each of the first 256 measured samples alone. */
  readonly probe: () => Probe;
  /** Times this, a dh of the rule in use is that of its sample alone, for a loss summed over outputs. */
  readonly deltaScale: number;
  /** What another rule with direct feedback would feed, through the seed's B. */
  readonly direct: (kind: 'error' | 'target' | 'delayed' | 'delayed one-hot') => Guidance;
  /** y* - y [N, C] at each measured sample's last visit (y* before the first), and now. */
  readonly delayedError: () => Tensor2D;
  readonly currentError: () => Tensor2D;
}

interface MeasureText {
  readonly name: string;
  readonly sentence: string;
  readonly source: string;
}

/** Degrees can also be read as their cosine; a cosine lies between −1 and 1, as a coefficient does; shares are 0 … 1. */
export type Unit = 'degrees' | 'cosine' | 'number' | 'coefficient' | 'share';

export interface SampleMeasure extends MeasureText {
  readonly kind: 'samples';
  /** Per layer 1 … K, or one number for the network. */
  readonly per: 'layer' | 'network';
  /** Of all its series, or of each. */
  readonly unit: Unit | Readonly<Record<string, Unit>>;
  /** What each of its series is, by id. */
  readonly series: Readonly<Record<string, string>>;
  /** It compares with each sample's last error, which must then be kept for every rule. */
  readonly needsErrors: boolean;
  /** It reads dh, which is then kept of every layer: in deep networks that is much. */
  readonly needsDeltas: boolean;
  readonly take: (context: MeasureContext) => Readonly<Record<string, readonly (Reading | undefined)[]>>;
}

/** Looks at every batch's gradients; reports by events of its own. */
export interface BatchMeasure extends MeasureText {
  readonly kind: 'batch';
  /** One number per batch and layer, from its gradient of W: 0 when the layer is dead, NaN when it broke. */
  readonly look: (gradient: Tensor2D) => Scalar;
}

/**
 * Follows from how the test set was answered, which each epoch finds out anyway. There is none before training, and none
 * of regression, whose answers have no classes.
 */
export interface AnswerMeasure extends MeasureText, Pick<SampleMeasure, 'unit' | 'series'> {
  readonly kind: 'answers';
  readonly per: 'class';
  /** @param confusion [C, C] counts, row = right class, column = answer */
  readonly take: (confusion: Uint32Array) => Readonly<Record<string, readonly (number | null)[]>>;
}

export type Measure = SampleMeasure | BatchMeasure | AnswerMeasure;
