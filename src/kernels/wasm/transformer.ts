/**
 * The transformer block's step on the wasm backend: attention reads queries, keys and values where they lie in their matrix, by
 * the project's own product, a head of a sample at a time; the rest is plain operations.
 */
import { type Tensor, type Tensor2D, type Tensor3D, tidy } from '@tensorflow/tfjs-core';
import { activations } from '../../core/blocks/activation';
import type { Layer } from '../../core/blocks/block';
import { type Attention, type AttentionSizes, scaleOf } from '../../core/blocks/transformer/attention';
import { transformerBy } from '../../core/blocks/transformer/transformer';
import type { BlockKernels } from '../../core/kernels';
import { newTensor } from './activation';
import { wasmMemory } from './memory';
import { productWorkspace } from './product';

/** Byte addresses of one head of one sample. */
interface HeadPlaces {
  /** In [N · tokens, heads · key]. */
  readonly taken: number;
  /** In [N · tokens, 3 · heads · key]. */
  readonly q: number;
  readonly k: number;
  readonly v: number;
  /** In [heads · N, tokens, tokens]. */
  readonly pair: number;
}

const BYTES = 4;

/** Calls `act` for each head of each sample, with addresses relative to the tensors. */
function forHeads(
  samples: number,
  { tokens, heads, key }: AttentionSizes,
  act: (at: HeadPlaces) => void,
): void {
  const inner = heads * key;
  for (let head = 0; head < heads; head++)
    for (let sample = 0; sample < samples; sample++) {
      const row = sample * tokens;
      const q = BYTES * (row * 3 * inner + head * key);
      act({
        ...{ q, k: q + BYTES * inner, v: q + 2 * BYTES * inner },
        taken: BYTES * (row * inner + head * key),
        pair: BYTES * (head * samples + sample) * tokens * tokens,
      });
    }
}

/** Places and distances of rows in each tensor, and workspace for products of a head. */
function setUp(qkv: Tensor2D, { tokens, heads, key }: AttentionSizes) {
  const { assembly, pointer, workspace } = wasmMemory();
  const work = workspace(productWorkspace(tokens, Math.max(tokens, key)));
  return {
    gemm: assembly.gemm,
    pointer,
    work,
    samples: qkv.shape[0] / tokens,
    row: heads * key,
    wide: 3 * heads * key,
  };
}

function forward(qkv: Tensor2D, sizes: AttentionSizes) {
  const { tokens: T, heads, key } = sizes;
  const { gemm, pointer, work, samples, row, wide } = setUp(qkv, sizes);
  const scores = newTensor<Tensor2D>([heads * samples * T, T]);
  const [from, pairs] = [pointer(qkv), pointer(scores)];
  forHeads(samples, sizes, ({ q, k, pair }) =>
    gemm(T, T, key, from + q, wide, 1, from + k, 1, wide, pairs + pair, T, work),
  );
  const shares = scores.mul(scaleOf(sizes)).softmax() as Tensor2D;
  const taken = newTensor<Tensor2D>([samples * T, row]);
  const [given, to] = [pointer(shares), pointer(taken)];
  forHeads(samples, sizes, ({ v, pair, taken: at }) =>
    gemm(T, key, T, given + pair, T, 1, from + v, wide, 1, to + at, row, work),
  );
  return { shares: shares.inMatrices(T), taken };
}

function backward(qkv: Tensor2D, shares: Tensor3D, delta: Tensor2D, sizes: AttentionSizes): Tensor2D {
  const { tokens: T, heads, key } = sizes;
  const { gemm, pointer, work, samples, row, wide } = setUp(qkv, sizes);
  const dShares = newTensor<Tensor2D>([heads * samples * T, T]);
  const [from, given, dTaken] = [pointer(qkv), pointer(shares), pointer(delta)];
  const pairs = pointer(dShares);
  forHeads(samples, sizes, ({ v, pair, taken }) =>
    gemm(T, T, key, dTaken + taken, row, 1, from + v, 1, wide, pairs + pair, T, work),
  );
  const dScores = activations.softmax.pullBack(dShares, shares.inRows(T)).mul(scaleOf(sizes)) as Tensor2D;
  const result = newTensor<Tensor2D>(qkv.shape);
  const [scores, to] = [pointer(dScores), pointer(result)];
  forHeads(samples, sizes, ({ q, k, v, pair, taken }) => {
    gemm(T, key, T, scores + pair, T, 1, from + k, wide, 1, to + q, wide, work);
    gemm(T, key, T, scores + pair, 1, T, from + q, wide, 1, to + k, wide, work);
    gemm(T, key, T, given + pair, 1, T, dTaken + taken, row, 1, to + v, wide, work);
  });
  return result;
}

const attention: Attention = { forward, backward };

/** @param dense that of the dense block */
export function wasmTransformer(
  dense: (layer: Pick<Layer, 'activation' | 'parameters'>, x: Tensor2D) => Tensor2D,
): BlockKernels {
  const block = transformerBy({
    attention,
    dense: (activation, x, W, b) => dense({ activation, parameters: { W, b } }, x),
  });
  return {
    forward: (layer, h) => tidy(() => block.forward(layer, h)),
    vjp: (layer, h, delta, through) => tidy(() => block.vjp(layer, h, delta, through)),
    gradients: (layer, h, delta) => tidy(() => block.gradients(layer, h, delta) as Record<string, Tensor>),
  };
}
