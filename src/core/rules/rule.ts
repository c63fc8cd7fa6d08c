/**
 * The interface of a credit-assignment rule, and the sign convention.
 *
 * Symbols, as in the papers: N samples in the batch, C outputs, n_i units in layer i, layer K is the
 * output. h_0 = x, z_i = h_{i-1} W_i + b_i, h_i = f(z_i), y = h_K, target y*.
 *
 * Sign: the error is E = y* - y ("target minus output") everywhere, and the optimizer *descends* on
 * what a rule returns. Hidden deltas of the direct rules are per-sample values, not divided by N
 * (as published); the output layer always uses the true gradient of the mean-reduced loss.
 *
 * A rule is a value that declares the signal for hidden layers ("none", the delta "above", or one row of
 * length C per sample: "error", "target", "delayed-error"), the path of that signal ("none", "layerwise",
 * "direct" from the output, or through the "input"), and one formula. The engine derives the rest: update
 * locking, the order of updates, the tensors to keep, the shapes of B.
 */
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { Backward, Named } from '../blocks/block';
import type { LayerShape } from '../blocks/chain';
import type { Look } from './look';

/** Rows of length C, one per sample, used only in products with B: `E.matMul(B)` [N, n_i]. */
export interface Signal {
  readonly matMul: (B: Tensor2D) => Tensor2D;
}

/** The layer above with its delta. */
export interface Above {
  /** Its own: W_{i+1}, b_{i+1}. */
  readonly parameters: Named<Tensor>;
  /** dh_i [N, n_i]: its delta pulled back exactly through these parameters, dz_{i+1} Wᵀ for a dense layer. */
  readonly vjp: (parameters: Backward) => Tensor2D;
}

/** E = y* − y [N, C], or its sign, used only in products with B; need not exist as a tensor. */
export interface ErrorSignal extends Signal {
  readonly sign: () => Signal;
}

/** Input of a direct rule: `E` [N, C], the declared signal, and its `B` [C, n_i]. */
export interface DirectContext<E extends Signal = Signal> {
  readonly E: E;
  readonly B: Tensor2D;
}

/** Input of backpropagation. */
export interface TransportContext {
  readonly above: Above;
}

/** Input of a layerwise rule with feedback weights: the VJP of the layer above, and `B`, of the shape of W_{i+1}ᵀ. */
export interface LayerwiseContext {
  readonly above: Pick<Above, 'vjp'>;
  readonly B: Tensor2D;
}

/** The values that a rule with an error memory may store at this visit. */
export interface MemoryContext {
  /** y [N, C], through a softmax where the error information asks for it. */
  readonly y: Tensor2D;
  /** y* [N, C] */
  readonly target: Tensor2D;
  /** dL/dy [N, C] at the output activation, through that softmax, scaled by `lossErrorScale`. */
  readonly lossGradient: () => Tensor2D;
}

/** y* − y, or −dL/dy at the output activation, both as in `MemoryContext`. */
export type Stores = 'error' | 'loss-gradient';

interface RuleText {
  /** Short name as in the literature, for checkboxes, legends and tables. */
  readonly name: string;
  /** At most five characters, for narrow places. */
  readonly short: string;
  /** One sentence for newcomers. */
  readonly sentence: string;
  /** Paper and equation. */
  readonly source: string;
  /** The hidden delta, as LaTeX and as plain text. */
  readonly formula?: { readonly tex: string; readonly plain: string };
  /** Default: a distinct one is generated. */
  readonly look?: Look;
}

/** Hidden layers are not trained. */
export interface FrozenRule extends RuleText {
  readonly signal: 'none';
  readonly path: 'none';
}

/** Backward through the forward weights. */
export interface TransportRule extends RuleText {
  readonly signal: 'above';
  readonly path: 'layerwise';
  readonly feedback: false;
  /** dh_i [N, n_i], descended on. */
  readonly hiddenDelta: (context: TransportContext) => Tensor2D;
}

/** Backward layer by layer, through feedback weights. */
export interface LayerwiseRule extends RuleText {
  readonly signal: 'above';
  readonly path: 'layerwise';
  readonly feedback: true;
  /** dh_i [N, n_i], descended on. */
  readonly hiddenDelta: (context: LayerwiseContext) => Tensor2D;
}

/** Uses the current error. */
export interface ErrorRule extends RuleText {
  readonly signal: 'error';
  readonly path: 'direct';
  /** dh_i [N, n_i], descended on. */
  readonly hiddenDelta: (context: DirectContext<ErrorSignal>) => Tensor2D;
}

/** Uses the target. */
export interface TargetRule extends RuleText {
  readonly signal: 'target';
  readonly path: 'direct';
  /** dh_i [N, n_i], descended on. */
  readonly hiddenDelta: (context: DirectContext) => Tensor2D;
}

export interface DelayedRule extends RuleText {
  readonly signal: 'delayed-error';
  readonly path: 'direct';
  /** dh_i [N, n_i], descended on; `E` holds what `remember` stored at each sample's last visit (e_0 = y*). */
  readonly hiddenDelta: (context: DirectContext) => Tensor2D;
  /** The values to store for the next visit, [N, C]. */
  readonly remember: (context: MemoryContext) => Tensor2D;
  /** Names the result of `remember`, so that a backend can fuse its computation; default: `remember` is called. */
  readonly stores?: Stores;
}

/** A second forward pass on an input modulated by the error; no biases, no f', all divided by N. */
export interface InputRule extends RuleText {
  readonly signal: 'error';
  readonly path: 'input';
  /** B_0 is drawn like B_i, times this factor. */
  readonly feedbackScale: number;
  /** x' [N, n_0] from x, E [N, C] and B_0 [C, n_0]. */
  readonly secondInput: (context: DirectContext<Tensor2D> & { readonly x: Tensor2D }) => Tensor2D;
  /** N dz_i [N, n_i] from h_i of the first pass and of the second. */
  readonly hiddenDelta: (context: { readonly h: Tensor2D; readonly second: Tensor2D }) => Tensor2D;
}

export type Rule =
  | FrozenRule
  | TransportRule
  | LayerwiseRule
  | ErrorRule
  | TargetRule
  | DelayedRule
  | InputRule;

/** Update locking: must a hidden layer wait for this batch's output before its update? */
export function isUpdateLocked(rule: Rule): boolean {
  return rule.signal === 'above' || rule.signal === 'error';
}

/** Whether layers may be trained in stages of a pipeline: no rule that passes its input through the network twice. */
export const hasStages = (rule: Rule): boolean => rule.path !== 'input';

/** Weight transport: does the backward path use the forward weights? */
export function needsWeightTransport(rule: Rule): boolean {
  return rule.path === 'layerwise' && !rule.feedback;
}

/** Whether the rule stores a loss gradient, which includes the factor 1/(N C) of the mean. */
export function storesLossGradient(rule: Rule): boolean {
  return rule.signal === 'delayed-error' && rule.stores === 'loss-gradient';
}

/** Whether layers have biases: PEPITA has none, whatever the settings. */
export function hasBiases(rule: Rule): boolean {
  return rule.path !== 'input';
}

/** Whether a network has biases that learn. @param bias the setting of that name */
export const learnsBiases = (rule: Rule, bias: boolean): boolean => bias && hasBiases(rule);

/**
 * Shapes of a rule's feedback weights, lowest first: B_i [C, n_i] of each hidden layer for direct rules; for FA that of
 * W_{i+1}ᵀ, [n_{i+1}, n_i] below a dense layer; one B_0 [C, n_0] for PEPITA; none for the others.
 * @param layers 1 … K
 */
export function feedbackShapes(rule: Rule, layers: readonly LayerShape[]): [number, number][] {
  const outputs = layers.at(-1)?.size ?? 0;
  if (rule.path === 'direct') return layers.slice(0, -1).map(({ size }) => [outputs, size]);
  if (rule.path === 'input') return [[outputs, layers[0]?.below ?? 0]];
  if (rule.path === 'layerwise' && rule.feedback)
    return layers.slice(1).map(({ weights: [rows, columns] }) => [columns, rows]);
  return [];
}
