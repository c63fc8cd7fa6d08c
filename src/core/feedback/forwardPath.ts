/** The forward weights above each hidden layer, and the B that would be aligned with them. */
import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { Rule } from '../rules/rule';

/** (W_{i+1} … W_K) [n_i, C] above each hidden layer i = 1 … K-1, from W_1 … W_K. */
export function forwardPaths(W: readonly Tensor2D[]): Tensor2D[] {
  const paths: Tensor2D[] = [];
  for (let i = W.length - 1; i >= 1; i--) {
    const upper = paths[0];
    const own = W[i] as Tensor2D;
    paths.unshift(upper ? own.matMul(upper) : own);
  }
  return paths;
}

/**
 * What a rule's B looks like when the forward weights are perfectly aligned with it. Direct rules feed
 * E = y* - y, so their forward path approaches -B: -(W_{i+1} … W_K)ᵀ. FA's signal is the true dz, so its
 * B_i is +W_{i+1}ᵀ. Undefined for rules to which that does not apply (PEPITA's F among them).
 */
export function alignedFeedback(rule: Rule, W: readonly Tensor2D[]): Tensor2D[] | undefined {
  if (rule.path === 'direct') return forwardPaths(W).map((path) => path.neg().transpose());
  if (rule.path === 'layerwise' && rule.feedback) return W.slice(1).map((one) => one.transpose());
  return undefined;
}
