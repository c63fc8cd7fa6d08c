/**
 * One pass of a batch, as in the thesis's Algorithm 2. Rules that need no current error let each layer
 * learn during the forward pass and let its input go; the others keep all activations until the output is
 * known. Layer i+1 always sees layer i's output from before the update.
 */
import { type Scalar, type Tensor, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import './ops';
import type { Batch } from './batches';
import { backward, type Dense, type DenseGradients, forward } from './layers/dense';
import type { Loss } from './loss';
import type { ErrorMemory } from './memory';
import type { Network } from './network';
import { type InputRule, isUpdateLocked, type Rule } from './rule';

/** Which rule guides the layers, through which feedback. */
export interface Guide {
  readonly rule: Rule;
  readonly feedback: readonly Tensor2D[];
}

/** What one layer is given by a batch. */
export interface Learned {
  readonly gradients: DenseGradients;
  /** dh_i [N, n_i] of a hidden layer, before f'; undefined for the output layer and for PEPITA. */
  readonly dh: Tensor2D | undefined;
}

/**
 * Is told what each layer is given, and may change that layer's weights at once: nothing below or above
 * sees the change in this batch. Tensors in what it returns outlive the pass.
 */
export type Visit = (layer: number, learned: Learned) => readonly Tensor[];

type NetworkView = Pick<Network, 'layers' | 'loss' | 'config'>;

/** dz_K [N, C]: the true gradient of the mean-reduced loss, for every rule but PEPITA. */
function outputDelta(loss: Loss, layer: Dense, y: Tensor2D, target: Tensor2D): Tensor2D {
  return layer.activation.pullBack(loss.gradient(y, target), y);
}

/** dh_i [N, n_i] of a direct rule; undefined when the rule feeds nothing. */
function directDelta(
  { config }: NetworkView,
  rule: Rule,
  E: Tensor2D | undefined,
  B: Tensor2D | undefined,
): Tensor2D | undefined {
  if (rule.path !== 'direct') return undefined;
  if (E === undefined || B === undefined) throw new Error(`${rule.name} needs E and B.`);
  const dh = rule.hiddenDelta({ E, B });
  return config.feedbackReduction === 'mean' ? dh.div(E.shape[0]) : dh;
}

/** Hidden layers learn one by one as the batch passes, then the output layer; returns y. */
function forwardAndLearn(
  net: NetworkView,
  { rule, feedback }: Guide,
  { x, target }: Batch,
  E: Tensor2D | undefined,
  visit: Visit,
): Tensor2D {
  const last = net.layers.length - 1;
  let input = x;
  for (const [i, layer] of net.layers.slice(0, -1).entries()) {
    const [h] = tidy(() => {
      const output = forward(layer, input);
      const dh = directDelta(net, rule, E, feedback[i]);
      if (dh === undefined) return [output];
      const gradients = backward(input, layer.activation.pullBack(dh, output));
      return [output, ...visit(i, { gradients, dh })];
    }) as [Tensor2D];
    if (input !== x) input.dispose();
    input = h;
  }
  const layer = net.layers[last] as Dense;
  const y = forward(layer, input);
  const gradients = backward(input, outputDelta(net.loss, layer, y, target));
  visit(last, { gradients, dh: undefined });
  return y;
}

function activationsOf(net: NetworkView, x: Tensor2D): Tensor2D[] {
  const h: Tensor2D[] = [x];
  for (const layer of net.layers) h.push(forward(layer, h[h.length - 1] as Tensor2D));
  return h;
}

/** The whole forward pass first, then from the output down; returns y. */
function forwardThenLearn(
  net: NetworkView,
  { rule, feedback }: Guide,
  { x, target }: Batch,
  visit: Visit,
): Tensor2D {
  const h = activationsOf(net, x);
  const y = h[h.length - 1] as Tensor2D;
  const E = rule.signal === 'error' ? target.sub(y) : undefined;
  let i = net.layers.length - 1;
  let dh: Tensor2D | undefined;
  let dz = outputDelta(net.loss, net.layers[i] as Dense, y, target);
  for (; i >= 0; i--) {
    const gradients = backward(h[i] as Tensor2D, dz);
    // The delta below needs this layer's weights from before their update.
    const below = i > 0 ? hiddenDelta(net, rule, i - 1, dz, E, feedback[i - 1]) : undefined;
    visit(i, { gradients, dh });
    dh = below;
    if (dh) dz = (net.layers[i - 1] as Dense).activation.pullBack(dh, h[i] as Tensor2D);
  }
  return y;
}

/** dh of hidden layer `i` (from 0) when the output is known. @param dz of the layer above */
function hiddenDelta(
  net: NetworkView,
  rule: Rule,
  i: number,
  dz: Tensor2D,
  E: Tensor2D | undefined,
  B: Tensor2D | undefined,
): Tensor2D | undefined {
  if (rule.path !== 'layerwise') return directDelta(net, rule, E, B);
  if (!rule.feedback) return rule.hiddenDelta({ dz, W: (net.layers[i + 1] as Dense).W });
  if (B === undefined) throw new Error(`${rule.name} needs B.`);
  return rule.hiddenDelta({ dz, B });
}

/** Two forward passes, the second on an input changed by the first one's error; returns the first one's y. */
function forwardTwice(
  net: NetworkView,
  rule: InputRule,
  B: Tensor2D | undefined,
  { x, target }: Batch,
  visit: Visit,
): Tensor2D {
  if (B === undefined) throw new Error(`${rule.name} needs F.`);
  const h = activationsOf(net, x);
  const last = net.layers.length - 1;
  const y = h[last + 1] as Tensor2D;
  const second = activationsOf(net, rule.secondInput({ x, E: target.sub(y), B }));
  for (let i = 0; i <= last; i++) {
    const output = second[i + 1] as Tensor2D;
    const signal =
      i === last ? output.sub(target) : rule.hiddenDelta({ h: h[i + 1] as Tensor2D, second: output });
    const gradients = backward(second[i] as Tensor2D, signal.div(x.shape[0]));
    visit(i, { gradients, dh: undefined });
  }
  return y;
}

/**
 * Sends a batch through the network and tells what each layer is given; returns y [N, C] from before any
 * update. Call inside tidy.
 * @param early E [N, C] of rules that know it before the forward pass and are not told it by the batch
 */
export function passBatch(
  net: NetworkView,
  guide: Guide,
  batch: Batch,
  early: Tensor2D | undefined,
  visit: Visit,
): Tensor2D {
  const { rule } = guide;
  if (rule.path === 'input') return forwardTwice(net, rule, guide.feedback[0], batch, visit);
  if (isUpdateLocked(rule)) return forwardThenLearn(net, guide, batch, visit);
  return forwardAndLearn(net, guide, batch, rule.signal === 'target' ? batch.target : early, visit);
}

/** What may be watched of a training step; it changes nothing. */
export interface StepObserver {
  readonly gradients?: (layer: number, gradients: DenseGradients) => void;
  readonly output?: (batch: Batch, y: Tensor2D) => void;
}

/** Trains on one batch and returns its reported loss from before the update. */
export function trainStep(
  net: Network,
  batch: Batch,
  memory: ErrorMemory | undefined,
  observer: StepObserver = {},
): Scalar {
  return tidy(() => {
    const early = memory?.read(batch);
    const y = passBatch(net, net, batch, early, (layer, { gradients }) => {
      observer.gradients?.(layer, gradients);
      net.update(layer, gradients);
      return [];
    });
    memory?.write(batch, y);
    observer.output?.(batch, y);
    return net.loss.report(y, batch.target);
  });
}
