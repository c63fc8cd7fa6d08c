/**
 * One pass of a batch, as in the thesis's Algorithm 2. Rules that need no current error let each layer
 * learn during the forward pass and let its input go; the others keep all activations until the output is
 * known. Layer i+1 always sees layer i's output from before the update. What is not needed any more is let
 * go at once, so that what a rule must hold can be measured.
 */
import { type Scalar, type Tensor, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import '../ops';
import { type Batch, targetSignal } from '../batches';
import type { Output } from '../head';
import type { Delta } from '../kernels';
import { backward, type Dense, type DenseGradients, forward } from '../layers/dense';
import type { ErrorMemory } from '../memory';
import type { Network } from '../network';
import {
  type DeltaSignal,
  type ErrorSignal,
  type InputRule,
  isUpdateLocked,
  type Rule,
  type Signal,
} from '../rule';

/** Which rule guides the layers, through which feedback. */
export interface Guide {
  readonly rule: Rule;
  readonly feedback: readonly Tensor2D[];
}

/** Tensors that are to outlive the pass: whoever asked for them has them. */
type Survivors = readonly Tensor[];

/** Is told of each layer (from 0) what it is given by a batch. */
export interface Visitor {
  /** May change that layer's weights at once: nothing below or above sees the change in this batch. */
  readonly gradients: (layer: number, gradients: DenseGradients) => Survivors;
  /** Takes the place of `gradients` where nobody looks at them: they need not exist. */
  readonly learn?: ((layer: number, input: Tensor2D, delta: Delta) => void) | undefined;
  /** dh_i [N, n_i] of a hidden layer, before f'; PEPITA has none. */
  readonly delta?: (layer: number, dh: Tensor2D) => Survivors;
  /** Layer by layer, when what the pass holds there is all alive. */
  readonly held?: (layer: number) => void;
  /** The reported loss, where it fell out of the output's delta or needs z. */
  readonly loss?: (loss: Scalar) => Survivors;
}

type NetworkView = Pick<Network, 'layers' | 'head' | 'config' | 'scaledRows' | 'kernels'>;

const run = ({ kernels }: NetworkView, layer: Dense, input: Tensor2D): Tensor2D =>
  (kernels.forward ?? forward)(layer, input);

/** Tells the visitor of the reported loss while z is there; from y alone it can be taken at the end. */
const tellLoss = ({ head }: NetworkView, output: Output, target: Tensor2D, visitor: Visitor): Survivors =>
  (output.z && visitor.loss?.(tidy(() => head.report(output, target)))) ?? [];

/**
 * dz_K [N, C], the true gradient of the mean-reduced loss for every rule but PEPITA, and y.
 * @param last the last layer's values, which go unless they are y
 */
function outputDelta(
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
function pullDelta({ layers }: NetworkView, i: number, dh: Tensor2D, h: Tensor2D, visitor: Visitor): Pulled {
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
function deltaSignal({ kernels }: NetworkView, delta: Delta): DeltaSignal {
  const product = kernels.deltaProduct;
  if (!product) return tidy(() => pulled(delta));
  return {
    matMul: (B) => product(delta, B, false),
    matMulTransposed: (W) => product(delta, W, true),
  };
}

/** y* − y as what a direct rule may do with it. */
function errorSignal({ kernels, head }: NetworkView, y: Tensor2D, target: Tensor2D): ErrorSignal {
  const product = kernels.errorProduct;
  if (!product) return tidy(() => head.error(y, target));
  return {
    matMul: (B) => product(y, target, B, false, head.ofSoftmax),
    sign: () => ({ matMul: (B) => product(y, target, B, true, head.ofSoftmax) }),
  };
}

/** Gives a layer what it learns from. */
function give(visitor: Visitor, i: number, input: Tensor2D, delta: Delta): Survivors {
  if (!visitor.learn) return visitor.gradients(i, backward(input, pulled(delta)));
  visitor.learn(i, input, delta);
  return [];
}

/** What hidden deltas of direct rules are multiplied by, for a batch of N samples. */
const reduction = ({ config }: NetworkView, { x }: Batch): number =>
  config.feedbackReduction === 'mean' ? 1 / x.shape[0] : 1;

/** dh of a rule that knows its signal before the forward pass; undefined when it feeds nothing. */
function earlyDelta(
  rule: Rule,
  E: Signal | undefined,
  B: Tensor2D | undefined,
  scale: number,
): Tensor2D | undefined {
  if (rule.path !== 'direct' || rule.signal === 'error') return undefined;
  if (E === undefined || B === undefined) throw new Error(`${rule.name} needs E and B.`);
  const dh = rule.hiddenDelta({ E, B });
  return scale === 1 ? dh : dh.mul(scale);
}

/** Hidden layers learn one by one as the batch passes, then the output layer; returns y. */
function forwardAndLearn(
  net: NetworkView,
  { rule, feedback }: Guide,
  batch: Batch,
  E: Signal | undefined,
  visitor: Visitor,
): Tensor2D {
  const { x, target } = batch;
  const last = net.layers.length - 1;
  const scale = reduction(net, batch);
  let input = x;
  for (const [i, layer] of net.layers.entries()) {
    const [h] = tidy(() => {
      const values = run(net, layer, input);
      const dh = i < last ? tidy(() => earlyDelta(rule, E, feedback[i], scale) as Tensor2D) : undefined;
      const top = i === last ? outputDelta(net, values, target, visitor) : undefined;
      const own = dh ? pullDelta(net, i, dh, values, visitor) : top;
      visitor.held?.(i);
      const output = top?.y ?? values;
      if (!own) return [output];
      return [output, ...own.survivors, ...give(visitor, i, input, own.delta)];
    }) as [Tensor2D];
    if (input !== x) input.dispose();
    input = h;
  }
  return input;
}

/** h_0 … h_{K-1} of a batch, and the last layer's values, of which `head` makes y. */
export function valuesOf(net: Pick<Network, 'layers' | 'kernels'>, x: Tensor2D): Tensor2D[] {
  const h: Tensor2D[] = [x];
  const one = net.kernels.forward ?? forward;
  for (const layer of net.layers) h.push(one(layer, h[h.length - 1] as Tensor2D));
  return h;
}

/** h_0 … h_K of what `valuesOf` gave. */
export const activationsOf = ({ head }: Pick<Network, 'head'>, values: readonly Tensor2D[]): Tensor2D[] => [
  ...values.slice(0, -1),
  head.output(values[values.length - 1] as Tensor2D).y,
];

/** dh of hidden layer `i` (from 0) when the output is known. @param above of the layer above */
function lateDelta(
  net: NetworkView,
  { rule, feedback }: Guide,
  i: number,
  above: Delta,
  E: ErrorSignal | undefined,
  scale: number,
): Tensor2D {
  if (rule.path === 'layerwise' && !rule.feedback)
    return rule.hiddenDelta({ dz: deltaSignal(net, above), W: (net.layers[i + 1] as Dense).W });
  const B = feedback[i];
  if (B === undefined) throw new Error(`${rule.name} needs B.`);
  if (rule.path === 'layerwise') return rule.hiddenDelta({ dz: deltaSignal(net, above), B });
  if (rule.path !== 'direct' || rule.signal !== 'error' || !E)
    throw new Error(`${rule.name} is not told by the output.`);
  const dh = rule.hiddenDelta({ E, B });
  return scale === 1 ? dh : dh.mul(scale);
}

/** The whole forward pass first, then from the output down; returns y. */
function forwardThenLearn(net: NetworkView, guide: Guide, batch: Batch, visitor: Visitor): Tensor2D {
  const { x, target } = batch;
  const scale = reduction(net, batch);
  const h = valuesOf(net, x);
  const last = net.layers.length - 1;
  const top = outputDelta(net, h[last + 1] as Tensor2D, target, visitor);
  const { y } = top;
  const E = guide.rule.signal === 'error' ? errorSignal(net, y, target) : undefined;
  let { delta } = top;
  for (let i = last; i >= 0; i--) {
    const input = h[i] as Tensor2D;
    const own = delta;
    const [below] = tidy(() => {
      // The delta below needs this layer's weights from before their update.
      const dh = i > 0 ? tidy(() => lateDelta(net, guide, i - 1, own, E, scale)) : own.dh;
      visitor.held?.(i);
      return [dh, ...give(visitor, i, input, own)];
    }) as [Tensor2D];
    if (i === 0) continue;
    own.dh.dispose();
    own.through?.h.dispose();
    delta = pullDelta(net, i - 1, below, input, visitor).delta;
    if (!delta.through) input.dispose();
  }
  return y;
}

/** h_0 … h_K of a batch. @param tell is told of the output while z is there */
function wholePass(net: NetworkView, x: Tensor2D, tell?: (output: Output) => void): Tensor2D[] {
  const values = valuesOf(net, x);
  const output = net.head.output(values[values.length - 1] as Tensor2D);
  tell?.(output);
  output.z?.dispose();
  return [...values.slice(0, -1), output.y];
}

/** Two forward passes, the second on an input changed by the first one's error; returns the first one's y. */
function forwardTwice(
  net: NetworkView,
  rule: InputRule,
  B: Tensor2D | undefined,
  { x, target }: Batch,
  visitor: Visitor,
): Tensor2D {
  if (B === undefined) throw new Error(`${rule.name} needs F.`);
  const h = wholePass(net, x, (output) => tellLoss(net, output, target, visitor));
  const last = net.layers.length - 1;
  const y = h[last + 1] as Tensor2D;
  const second = wholePass(
    net,
    tidy(() => rule.secondInput({ x, E: net.head.error(y, target), B })),
  );
  for (let i = 0; i <= last; i++) {
    const [first, output] = [h[i + 1] as Tensor2D, second[i + 1] as Tensor2D];
    tidy(() => {
      const dz = tidy(() => {
        const signal = i === last ? output.sub(target) : rule.hiddenDelta({ h: first, second: output });
        return signal.div(x.shape[0]);
      });
      visitor.held?.(i);
      return [...give(visitor, i, second[i] as Tensor2D, { dh: dz })];
    });
    second[i]?.dispose();
    if (i < last) first.dispose();
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
  early: Signal | undefined,
  visitor: Visitor,
): Tensor2D {
  const { rule } = guide;
  if (rule.path === 'input') return forwardTwice(net, rule, guide.feedback[0], batch, visitor);
  if (isUpdateLocked(rule)) return forwardThenLearn(net, guide, batch, visitor);
  const E = rule.signal === 'target' ? targetSignal(batch, net.scaledRows) : early;
  return forwardAndLearn(net, guide, batch, E, visitor);
}

/** What may be watched of a training step; it changes nothing. */
export interface StepObserver {
  readonly gradients?: (layer: number, gradients: DenseGradients) => void;
  readonly output?: (batch: Batch, y: Tensor2D) => void;
  /** Layer by layer, when all that the step holds there is alive. */
  readonly held?: (layer: number) => void;
}

/** Trains on one batch and returns its reported loss from before the update. */
export function trainStep(
  net: Network,
  batch: Batch,
  memory: ErrorMemory | undefined,
  observer: StepObserver = {},
): Scalar {
  return tidy(() => {
    let told: Scalar | undefined;
    const early = memory?.signal(batch);
    const y = passBatch(net, net, batch, early, {
      gradients: (layer, gradients) => {
        observer.gradients?.(layer, gradients);
        net.update(layer, gradients);
        return [];
      },
      learn: observer.gradients ? undefined : net.learn,
      loss: (reported) => {
        told = reported;
        return [reported];
      },
      ...(observer.held ? { held: observer.held } : {}),
    });
    memory?.write(batch, y);
    observer.output?.(batch, y);
    return told ?? net.head.report({ y, z: undefined }, batch.target);
  });
}
