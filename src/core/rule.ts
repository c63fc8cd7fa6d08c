/**
 * The contract of a credit-assignment rule, and the sign convention.
 *
 * Symbols, as in the papers: N samples in the batch, C outputs, n_i units in layer i, layer K is the
 * output. h_0 = x, z_i = h_{i-1} W_i + b_i, h_i = f(z_i), y = h_K, target y*.
 *
 * Sign: the error is E = y* - y ("target minus output") everywhere, and the optimizer *descends* on
 * what a rule returns. Hidden deltas of the direct rules are per-sample values, not divided by N
 * (as published); the output layer always uses the true gradient of the mean-reduced loss.
 *
 * A rule is a value: it says which signal a hidden layer is given ("none", the delta "above", or one
 * row of length C per sample: "error", "target", "delayed-error"), along which path it comes ("none",
 * "layerwise", or "direct" from the output's side), and gives one formula. What
 * follows from that (update locking, when a layer may learn, what must be kept) the engine derives.
 */
import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { Loss } from './loss';

/** What a direct rule sees: `E` [N, C], the signal it asked for, and its fixed `B` [C, n_i]. */
export interface DirectContext {
  readonly E: Tensor2D;
  readonly B: Tensor2D;
}

/** What a layerwise rule sees of the layer above: `dz` [N, n_{i+1}] and `W` [n_i, n_{i+1}]. */
export interface LayerwiseContext {
  readonly dz: Tensor2D;
  readonly W: Tensor2D;
}

/** What a rule with a memory may store of this visit: output y [N, C], target [N, C], the loss. */
export interface MemoryContext {
  readonly y: Tensor2D;
  readonly target: Tensor2D;
  readonly loss: Loss;
}

interface RuleText {
  /** Short name as the field writes it: the label of checkboxes, legends and tables. */
  readonly name: string;
  /** At most five characters, for narrow places. */
  readonly short: string;
  /** One sentence for people who meet it first. */
  readonly sentence: string;
  /** Paper and equation. */
  readonly source: string;
}

export interface FrozenRule extends RuleText {
  readonly signal: 'none';
  readonly path: 'none';
}

export interface LayerwiseRule extends RuleText {
  readonly signal: 'above';
  readonly path: 'layerwise';
  /** dh_i [N, n_i], descended on. */
  readonly hiddenDelta: (context: LayerwiseContext) => Tensor2D;
}

export interface DirectRule extends RuleText {
  readonly signal: 'error' | 'target';
  readonly path: 'direct';
  /** dh_i [N, n_i], descended on. */
  readonly hiddenDelta: (context: DirectContext) => Tensor2D;
}

export interface DelayedRule extends RuleText {
  readonly signal: 'delayed-error';
  readonly path: 'direct';
  /** dh_i [N, n_i], descended on; `E` holds what `remember` stored at each sample's last visit (e_0 = y*). */
  readonly hiddenDelta: (context: DirectContext) => Tensor2D;
  /** What to keep of this visit for the next one, [N, C]. */
  readonly remember: (context: MemoryContext) => Tensor2D;
}

export type Rule = FrozenRule | LayerwiseRule | DirectRule | DelayedRule;

/** Update locking: must a hidden layer wait for this batch's output before it may learn? */
export function isUpdateLocked(rule: Rule): boolean {
  return rule.signal === 'above' || rule.signal === 'error';
}

/** Weight transport: does the rule read the forward weights on its way back? */
export function hasFeedback(rule: Rule): boolean {
  return rule.path === 'direct';
}
