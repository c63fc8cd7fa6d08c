/** Deltas on their way between layers: the output's, what rules may do with them, and what layers are given. */
import { type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import '../ops';
import { backward, type Dense } from '../blocks/dense';
import type { Output } from '../head/head';
import type { Delta } from '../kernels';
import type { DeltaSignal, ErrorSignal } from '../rules/rule';
import type { Batch } from '../samples/batches';
import type { NetworkView, Survivors, Visitor } from './visitor';

/** Tells the visitor of the reported loss while z is there; from y alone it can be taken at the end. */
export const tellLoss = (
  { head }: NetworkView,
  output: Output,
  target: Tensor2D,
  visitor: Visitor,
): Survivors => (output.z && visitor.loss?.(tidy(() => head.report(output, target)))) ?? [];

/**
 * dz_K [N, C], the true gradient of the mean-reduced loss for every rule but PEPITA, and y.
 * @param last the last layer's values, which go unless they are y
 */
export function outputDelta(
  net: NetworkView,
  last: Tensor2D,
  target: Tensor2D,
  visitor: Visitor,
): Pulled & { readonly y: Tensor2D } {
  const { config, kernels, head } = net;
  const output = head.output(last);
  const { y } = output;
  const fused = kernels.outputDelta?.(config.loss, config.outputActivation, output, target);
  const dz = fused?.dz ?? tidy(() => head.delta(y, target));
  const survivors = fused ? (visitor.loss?.(fused.loss) ?? []) : tellLoss(net, output, target, visitor);
  output.z?.dispose();
  return { y, delta: { dh: dz }, survivors };
}

/** A layer's delta, and what the visitor wants to keep. */
interface Pulled {
  readonly delta: Delta;
  readonly survivors: Survivors;
}

/**
 * Tells the visitor of dh and pulls it through f', where the gradients are wanted; dh goes unless the visitor
 * wants it. @param h h_i
 */
export function pullDelta(
  { layers }: NetworkView,
  i: number,
  dh: Tensor2D,
  h: Tensor2D,
  visitor: Visitor,
): Pulled {
  const { activation } = layers[i] as Dense;
  if (visitor.learn) return { delta: { dh, through: { h, activation } }, survivors: [] };
  const survivors = visitor.delta?.(i, dh) ?? [];
  const dz = tidy(() => activation.pullBack(dh, h));
  if (!survivors.includes(dh)) dh.dispose();
  return { delta: { dh: dz }, survivors };
}

/** dz as a tensor; call inside tidy. */
const pulled = ({ dh, through }: Delta): Tensor2D =>
  through ? through.activation.pullBack(dh, through.h) : dh;

/** dz as what a layerwise rule may do with it. */
export function deltaSignal({ kernels }: NetworkView, delta: Delta): DeltaSignal {
  const product = kernels.deltaProduct;
  if (!product) return tidy(() => pulled(delta));
  return {
    matMul: (B) => product(delta, B, false),
    matMulTransposed: (W) => product(delta, W, true),
  };
}

/** y* − y as what a direct rule may do with it. */
export function errorSignal({ kernels, head }: NetworkView, y: Tensor2D, target: Tensor2D): ErrorSignal {
  const product = kernels.errorProduct;
  if (!product) return tidy(() => head.error(y, target));
  return {
    matMul: (B) => product(y, target, B, false, head.ofSoftmax),
    sign: () => ({ matMul: (B) => product(y, target, B, true, head.ofSoftmax) }),
  };
}

/** Gives a layer what it learns from. */
export function give(visitor: Visitor, i: number, input: Tensor2D, delta: Delta): Survivors {
  if (!visitor.learn) return visitor.gradients(i, backward(input, pulled(delta)));
  visitor.learn(i, input, delta);
  return [];
}

/** What hidden deltas of direct rules are multiplied by, for a batch of N samples. */
export const reduction = ({ config }: NetworkView, { x }: Batch): number =>
  config.feedbackReduction === 'mean' ? 1 / x.shape[0] : 1;
