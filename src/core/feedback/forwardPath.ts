/** The forward weights above each hidden layer, and the B that would be aligned with them. */
import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { Rule } from '../rules/rule';

/** A layer's weights W_i, and the factor that it is of forward paths. */
export interface LayerWeights {
  readonly weights: Tensor2D;
  /** W_i of a dense layer, I + W_i of a residual one; see `Block.linear`. May be the weights themselves. */
  readonly linear: () => Tensor2D | undefined;
}

/**
 * (W_{i+1} … W_K) [n_i, C] above each hidden layer i = 1 … K-1, with I + W for W where a layer adds to its input; undefined
 * where a layer above is no matrix (convolution, pooling).
 */
export function forwardPaths(layers: readonly LayerWeights[]): (Tensor2D | undefined)[] {
  const paths: (Tensor2D | undefined)[] = [];
  for (let i = layers.length - 1; i >= 1; i--) {
    const upper = paths[0];
    const own = paths.length > 0 && !upper ? undefined : layers[i]?.linear();
    paths.unshift(upper && own ? own.matMul(upper) : own);
  }
  return paths;
}

/**
 * A rule's B if the forward weights were perfectly aligned with it. Direct rules feed
 * E = y* - y, so their forward path approaches -B: -(W_{i+1} … W_K)ᵀ. FA's signal is the true dz, so its
 * B_i is +W_{i+1}ᵀ. Undefined for all other rules, including PEPITA, and where there is no such path.
 */
export function alignedFeedback(
  rule: Rule,
  layers: readonly LayerWeights[],
): (Tensor2D | undefined)[] | undefined {
  if (rule.path === 'direct')
    return forwardPaths(layers).map((path) => path?.neg().transpose() as Tensor2D | undefined);
  if (rule.path === 'layerwise' && rule.feedback)
    return layers.slice(1).map(({ weights }) => weights.transpose() as Tensor2D);
  return undefined;
}

type Shape = readonly [number, number];

/** Shape of the weights that `alignedWeights` asks for. @param below, above B_{i-1} and B_i */
function alignedShape(direct: boolean, below: Shape, above: Shape | undefined): Shape {
  if (direct && above) return [below[1], above[1]];
  return [below[1], below[0]];
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
    // Compared first: of feature maps the product would be huge.
    const wanted = alignedShape(direct, below.shape, above?.shape);
    if (wanted.some((size, axis) => size !== shape[axis])) return undefined;
    if (!direct) return below.transpose() as Tensor2D;
    return (above ? below.transposedMatMul(above) : below.transpose().neg()) as Tensor2D;
  });
}
