/** Layer normalisation: y = g ⊙ x̂ + c with x̂ = (x − mean) / √(variance + ε), over each row. Source: Ba, Kiros and Hinton 2016. */
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { NORM_EPSILON } from './sizes';

/** What the derivative needs of a forward pass. */
export interface Normalised {
  /** x̂ [R, d] */
  readonly hat: Tensor2D;
  /** √(variance + ε) [R, 1] */
  readonly spread: Tensor2D;
}

const rowMean = (x: Tensor2D): Tensor2D => x.sum(1, true).div(x.shape[1]) as Tensor2D;

/** @param x [R, d] */
export function normalised(x: Tensor2D): Normalised {
  const centred = x.sub(rowMean(x)) as Tensor2D;
  const spread = rowMean(centred.square() as Tensor2D)
    .add(NORM_EPSILON)
    .sqrt() as Tensor2D;
  return { hat: centred.div(spread) as Tensor2D, spread };
}

/** y [R, d] */
export const rescaled = ({ hat }: Normalised, gain: Tensor1D, bias: Tensor1D): Tensor2D =>
  hat.mul(gain).add(bias) as Tensor2D;

/** dx [R, d] from dy: (dx̂ − mean(dx̂) − x̂ ⊙ mean(dx̂ ⊙ x̂)) / √(variance + ε), with dx̂ = dy ⊙ g. */
export function backThroughNorm({ hat, spread }: Normalised, gain: Tensor1D, dy: Tensor2D): Tensor2D {
  const dHat = dy.mul(gain) as Tensor2D;
  const along = hat.mul(rowMean(dHat.mul(hat) as Tensor2D));
  return dHat.sub(rowMean(dHat)).sub(along).div(spread) as Tensor2D;
}

/** dg [d] = Σ dy ⊙ x̂ */
export const gainGradient = ({ hat }: Normalised, dy: Tensor2D): Tensor1D => (dy.mul(hat) as Tensor2D).sum(0);
