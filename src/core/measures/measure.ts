/**
 * The interface of a measure: an optional quantity of the network at its current weights. Measures never change
 * training. Most use fixed samples, the first 1,000 training samples, before training and after each epoch, with one
 * read-back for all measures.
 */
import type { Scalar, Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { LayerWeights } from '../feedback/forwardPath';
import type { Rule } from '../rules/rule';

/** Tensors to read back, flattened, and how to compute the value from them, in double precision. */
export interface Reading {
  readonly parts: readonly Tensor[];
  readonly value: (parts: readonly Float32Array[]) => number;
}

/** A rule's gradients and deltas of layers 1 … K at the current weights, for one batch; undefined where it has none. */
export interface Guidance {
  /** Gradient of W_i [n_{i-1}, n_i], as the optimizer would get it. */
  readonly W: readonly (Tensor2D | undefined)[];
  /** dh_i [N, n_i] before f', if a measure needs it; undefined for the output layer and for rules without dh. */
  readonly dh: readonly (Tensor2D | undefined)[];
}

/** Statistics of a layer's per-sample gradients. */
export interface ProbedLayer {
  /** Gradient of W_i [n_{i-1}, n_i], summed over the probed samples. */
  readonly gradient: Tensor2D;
  /**
   * By row of W_i, [n_{i-1}, 1] each: |mean_n g_n| / std_n g_n summed over the row's entries, and their count. Entries
   * that are 0 for all samples are skipped.
   */
  readonly signalToNoise: () => { readonly sums: Tensor2D; readonly counts: Tensor2D };
}

/** Per-sample gradients of layers 1 … K; undefined for layers without feedback, and for convolutions. */
export interface Probe {
  readonly samples: number;
  readonly own: readonly (ProbedLayer | undefined)[];
  readonly bp: readonly (ProbedLayer | undefined)[];
}

/**
 * An error memory: the rows of all samples that the run may visit, [n, width], and of the measured samples those stored
 * and those that would be stored now, [N, width].
 */
export interface HeldErrors {
  readonly all: Tensor2D;
  readonly stored: Tensor2D;
  readonly now: Tensor2D;
}

export interface MeasureContext {
  readonly rule: Rule;
  /** h_1 … h_K of the measured samples, [N, n_i]. */
  readonly h: readonly Tensor2D[];
  /** y* [N, C] */
  readonly target: Tensor2D;
  /** W_1 … W_K */
  readonly W: readonly Tensor2D[];
  /** The same, with what they are. */
  readonly layers: readonly LayerWeights[];
  /** W_1 … W_K when measures were last taken (at the start: the initial ones); empty unless a measure `needsBefore`. */
  readonly before: readonly Tensor2D[];
  /** The rule's own feedback weights, in the shapes of its path. */
  readonly B: readonly Tensor2D[];
  /** Slope f'(z_i) [N, n_i] of hidden layer i (1 …), and the largest slope of f; undefined for a block without one f. */
  readonly slope: (layer: number) => { readonly values: Tensor2D; readonly largest: number } | undefined;
  /** Share of each output's error that passes to its z, [N, C] from 0 to 1; undefined if all of it does. */
  readonly passes: () => Tensor2D | undefined;
  /** Guidance of the current rule, and of BP. */
  readonly own: () => Guidance;
  readonly bp: () => Guidance;
  /** Per-sample gradients of the first 256 measured samples. */
  readonly probe: () => Probe;
  /** See the measure `step-factor`; null where a gradient is 0, or before they are measured. */
  readonly stepFactors: readonly (number | null)[];
  /** Factor that makes the rule's dh that of a single sample, for a loss summed over outputs. */
  readonly deltaScale: number;
  /** Guidance of another rule with direct feedback, through the seed's B. */
  readonly direct: (kind: 'error' | 'target' | 'delayed' | 'delayed one-hot') => Guidance;
  /** y* - y [N, C] at each measured sample's last visit (y* before the first), and the current one. */
  readonly delayedError: () => Tensor2D;
  readonly currentError: () => Tensor2D;
  /** The rule's own error memory; undefined for rules without one. */
  readonly memory: () => HeldErrors | undefined;
}

interface MeasureText {
  readonly name: string;
  readonly sentence: string;
  readonly source: string;
}

/** Degrees can also be shown as a cosine. Cosines and coefficients are in −1 … 1, shares in 0 … 1. */
export type Unit = 'degrees' | 'cosine' | 'number' | 'coefficient' | 'share';

export interface SampleMeasure extends MeasureText {
  readonly kind: 'samples';
  /** One value per layer 1 … K, or one for the network. */
  readonly per: 'layer' | 'network';
  /** One unit for all series, or one for each. */
  readonly unit: Unit | Readonly<Record<string, Unit>>;
  /** Names of its series, by id. */
  readonly series: Readonly<Record<string, string>>;
  /** Compares with each sample's last error, which must then be stored for every rule. */
  readonly needsErrors: boolean;
  /** Reads dh, which is then kept for every layer: much memory in deep networks. */
  readonly needsDeltas: boolean;
  /** Compares with the weights of the last measurement, which are then held a second time. */
  readonly needsBefore?: boolean;
  readonly take: (context: MeasureContext) => Readonly<Record<string, readonly (Reading | undefined)[]>>;
}

/** Evaluates every batch's gradients; reports through its own events. */
export interface BatchMeasure extends MeasureText {
  readonly kind: 'batch';
  /** One number per batch and layer, from its gradient of W: 0 if the layer is dead, NaN if it diverged. */
  readonly look: (gradient: Tensor2D) => Scalar;
}

/** Test accuracies after an epoch, [C] each; NaN for a class without samples. */
export interface AnswerContext {
  /** Of each class now. */
  readonly recall: readonly number[];
  /** The best after any epoch so far, this one included. */
  readonly best: readonly number[];
}

/**
 * Computed from the confusion matrix of each epoch's evaluation, at no extra cost. Absent before training and for
 * regression.
 */
export interface AnswerMeasure extends MeasureText, Pick<SampleMeasure, 'unit' | 'series'> {
  readonly kind: 'answers';
  readonly per: 'class';
  readonly take: (context: AnswerContext) => Readonly<Record<string, readonly (number | null)[]>>;
}

export type Measure = SampleMeasure | BatchMeasure | AnswerMeasure;
