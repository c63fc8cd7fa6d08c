/** Computes output and hidden deltas, and the signals that rules derive theirs from. */
import { type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import '../ops';
import type { Delta } from '../blocks/block';
import type { Output } from '../head/head';
import type { NetworkLayer } from '../network/layer';
import type { Above, ErrorSignal } from '../rules/rule';
import type { Kept, NetworkView, Visitor } from './visitor';

/** A layer's delta, and the tensors that the visitor keeps. */
interface LayerDelta {
  readonly delta: Delta;
  readonly kept: Kept;
}

/** Passes the reported loss to the visitor where it needs z, which is disposed early; otherwise y suffices later. */
export const reportLoss = ({ head }: NetworkView, output: Output, target: Tensor2D, visitor: Visitor): Kept =>
  (output.z && visitor.loss?.(tidy(() => head.report(output, target)))) ?? [];

/** The summed training loss divided by the mean-reduced one, for a batch; where the loss is averaged, the batch's share of N. */
function lossScale(
  { config, loss, samples: all }: NetworkView,
  { shape: [samples, outputs] }: Tensor2D,
): number {
  if (config.lossReduction === 'sum') return samples * loss.reportedScale(outputs);
  return all === undefined ? 1 : samples / all;
}

/**
 * dz_K [N, C], the true gradient of the loss for every rule but PEPITA, and y. A summed loss multiplies it here, not in
 * the learning rate: the hidden deltas of direct rules are sums already, and the last batch of an epoch may be smaller.
 * @param last values of the last layer; disposed here unless they are y
 */
export function outputDelta(
  net: NetworkView,
  last: Tensor2D,
  target: Tensor2D,
  visitor: Visitor,
): LayerDelta & { readonly y: Tensor2D } {
  const { config, kernels, head } = net;
  const output = head.output(last);
  const { y } = output;
  const fused = kernels.outputDelta?.(config.loss, config.outputActivation, output, target);
  const mean = fused?.dz ?? tidy(() => head.delta(y, target));
  const scale = lossScale(net, target);
  const dz = scale === 1 ? mean : tidy(() => mean.mul(scale) as Tensor2D);
  if (dz !== mean) mean.dispose();
  const kept = fused ? (visitor.loss?.(fused.loss) ?? []) : reportLoss(net, output, target, visitor);
  output.z?.dispose();
  return { y, delta: { dz }, kept };
}

/**
 * Passes dh_i to the visitor. For updates from gradients, pulls it back to dz_i, where the block ends with f, and disposes
 * it unless the visitor keeps it. @param h h_i
 */
export function hiddenDelta(
  layer: NetworkLayer,
  i: number,
  dh: Tensor2D,
  h: Tensor2D,
  { update, delta: tell }: Visitor,
): LayerDelta {
  const kept = tell?.(i, dh) ?? [];
  if (update.from === 'delta' || !layer.pullBack) return { delta: { dh, h }, kept };
  const dz = layer.pullBack(dh, h);
  if (!kept.includes(dh)) dh.dispose();
  return { delta: { dz }, kept };
}

/** Updates a layer's parameters. @param h h_{i-1} */
export function update(
  { layers }: NetworkView,
  i: number,
  h: Tensor2D,
  delta: Delta,
  { update: own }: Visitor,
): Kept {
  if (own.from === 'gradients') return own.apply(i, (layers[i] as NetworkLayer).gradients(h, delta));
  own.apply(i, h, delta);
  return [];
}

/** Layer and delta, as a layerwise rule sees them from the layer below. */
export const aboveOf = (layer: NetworkLayer, h: Tensor2D, delta: Delta): Above => ({
  parameters: layer.parameters,
  vjp: (parameters) => layer.vjp(h, delta, parameters),
});

/** E = y* − y for direct rules. */
export function errorSignal({ kernels, head }: NetworkView, y: Tensor2D, target: Tensor2D): ErrorSignal {
  const product = kernels.errorProduct;
  if (!product) return tidy(() => head.error(y, target));
  return {
    matMul: (B) => product(y, target, B, false, head.ofSoftmax),
    sign: () => ({ matMul: (B) => product(y, target, B, true, head.ofSoftmax) }),
  };
}

/** Scale of direct rules' hidden deltas for a batch. @param size N */
export const reduction = ({ config, samples }: NetworkView, size: number): number =>
  config.feedbackReduction === 'mean' ? 1 / (samples ?? size) : 1;
