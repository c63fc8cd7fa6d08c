/** Multi-head self-attention between the tokens of a sample, without its projections. Source: Vaswani et al. 2017, equation 1. */
import type { Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { activations } from '../activation';

export interface AttentionSizes {
  readonly tokens: number;
  readonly heads: number;
  /** Numbers of a query, a key or a value. */
  readonly key: number;
}

/** What a token takes from the others. */
export interface Attended {
  /** How much, softmax(q kᵀ / √key): [heads · N, tokens, tokens], rows add up to 1. */
  readonly shares: Tensor3D;
  /** Σ shares · values: [N · tokens, heads · key]. */
  readonly taken: Tensor2D;
}

/** Backends may compute the same in fewer operations. */
export interface Attention {
  /** @param qkv queries, keys and values of all heads: [N · tokens, 3 · heads · key] */
  readonly forward: (qkv: Tensor2D, sizes: AttentionSizes) => Attended;
  /** The delta of qkv from that of `taken`. */
  readonly backward: (qkv: Tensor2D, shares: Tensor3D, delta: Tensor2D, sizes: AttentionSizes) => Tensor2D;
}

/** Queries, keys and values, each [heads · N, tokens, key]. */
const partsOf = (
  qkv: Tensor2D,
  { tokens, heads }: AttentionSizes,
): readonly [Tensor3D, Tensor3D, Tensor3D] => {
  const all = qkv.byHead(3 * heads, tokens);
  return [all.third(0), all.third(1), all.third(2)];
};

/** Factor of q kᵀ. */
export const scaleOf = ({ key }: Pick<AttentionSizes, 'key'>): number => 1 / Math.sqrt(key);

export const attention: Attention = {
  forward: (qkv, sizes) => {
    const [q, k, v] = partsOf(qkv, sizes);
    const shares = q.matMulTransposed(k).mul(scaleOf(sizes)).softmax() as Tensor3D;
    return { shares, taken: shares.matMul(v).ofTokens(sizes.heads) };
  },
  backward: (qkv, shares, delta, sizes) => {
    const { tokens, heads } = sizes;
    const [q, k, v] = partsOf(qkv, sizes);
    const dTaken = delta.byHead(heads, tokens);
    const dShares = dTaken.matMulTransposed(v);
    const dScores = activations.softmax
      .pullBack(dShares.inRows(tokens), shares.inRows(tokens))
      .mul(scaleOf(sizes)) as Tensor2D;
    const scores = dScores.inMatrices(tokens);
    const deltas = [scores.transposedMatMul(q), shares.transposedMatMul(dTaken)];
    return scores
      .matMul(k)
      .above(deltas)
      .ofTokens(3 * heads);
  },
};
