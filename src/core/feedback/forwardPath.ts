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
 * A rule's B if the forward weights were perfectly aligned with it. Direct rules feed
 * E = y* - y, so their forward path approaches -B: -(W_{i+1} … W_K)ᵀ. FA's signal is the true dz, so its
 * B_i is +W_{i+1}ᵀ. Undefined for all other rules, including PEPITA.
 */
export function alignedFeedback(rule: Rule, W: readonly Tensor2D[]): Tensor2D[] | undefined {
  if (rule.path === 'direct') return forwardPaths(W).map((path) => path.neg().transpose());
  if (rule.path === 'layerwise' && rule.feedback) return W.slice(1).map((one) => one.transpose());
  return undefined;
}

/**
 * W_1 … W_K if each were perfectly aligned with the adjacent feedback weights; undefined for W_1, for weights of another
 * shape, and for all other rules. With E = y* - y direct rules send
 * h_{i-1} along -E B_{i-1}: inner W_i become B_{i-1}ᵀ B_i [n_{i-1}, n_i], whatever the sign of E, and W_K, which
 * descends on the true gradient, -B_{K-1}ᵀ. With FA, W_i becomes B_{i-1}ᵀ. Source: Refinetti et al. 2021, section 2.
 */
export function alignedWeights(
  rule: Rule,
  B: readonly Tensor2D[],
  W: readonly Tensor2D[],
): (Tensor2D | undefined)[] | undefined {
  const direct = rule.path === 'direct';
  if (!direct && !(rule.path === 'layerwise' && rule.feedback)) return undefined;
  return W.map(({ shape }, i) => {
    const [below, above] = [B[i - 1], B[i]];
    if (!below) return undefined;
    const aligned = !direct
      ? below.transpose()
      : above
        ? below.transposedMatMul(above)
        : below.transpose().neg();
    return aligned.shape.every((size, axis) => size === shape[axis]) ? (aligned as Tensor2D) : undefined;
  });
}
