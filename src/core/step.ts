/**
 * One training step, as in the thesis's Algorithm 2. Rules that need no current error update each
 * layer during the forward pass and let its input go; the others keep all activations until the
 * output is known. Layer i+1 always sees layer i's output from before the update.
 */
import { type Scalar, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import './ops';
import type { Batch } from './batches';
import { backward, type Dense, forward } from './layers/dense';
import type { Loss } from './loss';
import type { ErrorMemory } from './memory';
import type { Network } from './network';
import { isUpdateLocked, type Rule } from './rule';
import type { ErrorTransformId } from './run';

/** How stored error information is read: as it is, or only its entry for the right class. */
function transformError(E: Tensor2D, target: Tensor2D, transform: ErrorTransformId): Tensor2D {
  return transform === 'one-hot' ? E.mul(target) : E;
}

/** dz_K [N, C]: the true gradient of the mean-reduced loss, for every rule. */
export function outputDelta(loss: Loss, layer: Dense, y: Tensor2D, target: Tensor2D): Tensor2D {
  return layer.activation.pullBack(loss.gradient(y, target), y);
}

/** dh_i [N, n_i] that a rule feeds hidden layer i; undefined when it feeds nothing. */
export function hiddenDelta(
  rule: Rule,
  seen: {
    E: Tensor2D | undefined;
    B: Tensor2D | undefined;
    above: { dz: Tensor2D; W: Tensor2D } | undefined;
  },
): Tensor2D | undefined {
  if (rule.path === 'none') return undefined;
  if (rule.path === 'layerwise') {
    if (seen.above === undefined) throw new Error(`${rule.name} needs the delta of the layer above.`);
    return rule.hiddenDelta(seen.above);
  }
  if (seen.E === undefined || seen.B === undefined) throw new Error(`${rule.name} needs E and B.`);
  return rule.hiddenDelta({ E: seen.E, B: seen.B });
}

/** E [N, C] that can be had before the forward pass: the target, or what this sample's last visit left. */
export function readSignal(
  rule: Rule,
  batch: Batch,
  memory: ErrorMemory | undefined,
  transform: ErrorTransformId,
): Tensor2D | undefined {
  if (rule.signal === 'target') return batch.target;
  if (rule.signal !== 'delayed-error') return undefined;
  if (memory === undefined) throw new Error(`${rule.name} needs an error memory.`);
  return transformError(memory.read(batch.indices), batch.target, transform);
}

/** Hidden layers learn one by one as the batch passes; returns h_{K-1}. */
function forwardAndLearn(net: Network, x: Tensor2D, E: Tensor2D | undefined, t: number): Tensor2D {
  let input = x;
  for (const [i, layer] of net.layers.slice(0, -1).entries()) {
    const h = tidy(() => {
      const output = forward(layer, input);
      const dh = hiddenDelta(net.rule, { E, B: net.feedback[i], above: undefined });
      if (dh) net.update(i, backward(input, layer.activation.pullBack(dh, output)), t);
      return output;
    });
    if (input !== x) input.dispose();
    input = h;
  }
  return input;
}

/** The whole forward pass first, then from the output down; returns y. */
function forwardThenLearn(net: Network, x: Tensor2D, target: Tensor2D, t: number): Tensor2D {
  const h: Tensor2D[] = [x];
  for (const layer of net.layers) h.push(forward(layer, h[h.length - 1] as Tensor2D));
  const y = h[h.length - 1] as Tensor2D;
  const E = net.rule.signal === 'error' ? target.sub(y) : undefined;
  let dz: Tensor2D | undefined;
  for (let i = net.layers.length - 1; i >= 0; i--) {
    const layer = net.layers[i] as Dense;
    const above = net.layers[i + 1];
    if (above === undefined || dz === undefined) dz = outputDelta(net.loss, layer, y, target);
    else {
      const dh = hiddenDelta(net.rule, { E, B: net.feedback[i], above: { dz, W: above.W } }) as Tensor2D;
      if (i + 1 < net.layers.length) net.update(i + 1, backward(h[i + 1] as Tensor2D, dz), t);
      dz = layer.activation.pullBack(dh, h[i + 1] as Tensor2D);
    }
  }
  net.update(0, backward(x, dz as Tensor2D), t);
  return y;
}

/**
 * Trains on one batch and returns its reported loss from before the update.
 * @param t steps done, this one included: 1, 2, …
 */
export function trainStep(
  net: Network,
  batch: Batch,
  memory: ErrorMemory | undefined,
  transform: ErrorTransformId,
  t: number,
): Scalar {
  return tidy(() => {
    const { x, target, indices } = batch;
    if (isUpdateLocked(net.rule)) return net.loss.report(forwardThenLearn(net, x, target, t), target);
    const E = readSignal(net.rule, batch, memory, transform);
    const last = net.layers.length - 1;
    const layer = net.layers[last] as Dense;
    const input = forwardAndLearn(net, x, E, t);
    const y = forward(layer, input);
    net.update(last, backward(input, outputDelta(net.loss, layer, y, target)), t);
    if (net.rule.signal === 'delayed-error') {
      memory?.write(indices, net.rule.remember({ y, target, loss: net.loss }));
    }
    return net.loss.report(y, target);
  });
}
