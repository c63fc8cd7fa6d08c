/** The values inside a transformer block and their deltas: rows are tokens, [N · tokens, ·]. */
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { type ActivationId, activations } from '../activation';
import type { Layer, Named } from '../block';
import { type Attended, type Attention, attention } from './attention';
import { backThroughNorm, type Normalised, normalised, rescaled } from './layerNorm';
import { sizesOf } from './sizes';

const MATRICES = ['embed', 'qkv', 'out', 'up', 'down'] as const;
const VECTORS = ['embedBias', 'gainA', 'biasA', 'outBias', 'gainM', 'biasM', 'upBias', 'downBias'] as const;

/** `embed` and `embedBias` only with an embedding. */
type Weights = Record<(typeof MATRICES)[number], Tensor2D> & Record<(typeof VECTORS)[number], Tensor1D>;
export const weightsIn = ({ parameters }: Layer): Weights => parameters as Named<Tensor> as Weights;

/** Backends may compute the same in fewer operations. */
export interface Parts {
  readonly attention: Attention;
  /** f(x W + b) */
  readonly dense: (activation: ActivationId, x: Tensor2D, W: Tensor2D, b: Tensor1D) => Tensor2D;
}

export const plainParts: Parts = {
  attention,
  dense: (activation, x, W, b) => activations[activation].apply(x.matMul(W).add(b)),
};

export interface Inside {
  /** Before attention: normalised, then with gain and bias. */
  readonly normA: Normalised;
  readonly a: Tensor2D;
  readonly qkv: Tensor2D;
  readonly attended: Attended;
  /** After attention, with what entered it. */
  readonly x: Tensor2D;
  /** Before the MLP, in the same way. */
  readonly normM: Normalised;
  readonly m: Tensor2D;
  /** Hidden units of the MLP. */
  readonly hidden: Tensor2D;
}

/** The tokens that enter the first sum. @param h [N, n] */
function tokensOf(layer: Layer, h: Tensor2D, { dense }: Parts): Tensor2D {
  const { embeds, dims } = sizesOf(layer.place.options);
  const { embed, embedBias } = weightsIn(layer);
  return (embeds ? dense('linear', h, embed, embedBias) : h).inRows(dims);
}

/** @param h [N, n] */
export function insideOf(layer: Layer, h: Tensor2D, parts: Parts): Inside {
  const { gainA, biasA, qkv: W, out, outBias, gainM, biasM, up, upBias } = weightsIn(layer);
  const entered = tokensOf(layer, h, parts);
  const normA = normalised(entered);
  const a = rescaled(normA, gainA, biasA);
  const qkv = a.matMul(W);
  const attended = parts.attention.forward(qkv, sizesOf(layer.place.options));
  const x = entered.add(parts.dense('linear', attended.taken, out, outBias)) as Tensor2D;
  const normM = normalised(x);
  const m = rescaled(normM, gainM, biasM);
  const hidden = parts.dense(layer.activation, m, up, upBias);
  return { normA, a, qkv, attended, x, normM, m, hidden };
}

/** The delta of each value that a parameter makes. */
export interface Deltas {
  /** Of the block's output, as tokens. */
  readonly output: Tensor2D;
  /** Of the MLP's hidden units, before f. */
  readonly hidden: Tensor2D;
  readonly m: Tensor2D;
  readonly x: Tensor2D;
  readonly qkv: Tensor2D;
  readonly a: Tensor2D;
  /** Of the tokens that entered. */
  readonly entered: Tensor2D;
}

/** @param dh of the block's output, [N, tokens · dims] */
export function deltasOf(layer: Layer, inside: Inside, dh: Tensor2D, { attention }: Parts): Deltas {
  const sizes = sizesOf(layer.place.options);
  const { gainA, qkv: W, out, gainM, up, down } = weightsIn(layer);
  const output = dh.inRows(sizes.dims);
  const hidden = activations[layer.activation].pullBack(output.matMulTransposed(down), inside.hidden);
  const m = hidden.matMulTransposed(up);
  const x = output.add(backThroughNorm(inside.normM, gainM, m)) as Tensor2D;
  const taken = x.matMulTransposed(out);
  const qkv = attention.backward(inside.qkv, inside.attended.shares, taken, sizes);
  const a = qkv.matMulTransposed(W);
  const entered = x.add(backThroughNorm(inside.normA, gainA, a)) as Tensor2D;
  return { output, hidden, m, x, qkv, a, entered };
}
