/** The pass of rules that wait for the output: all activations are kept until then, and each goes as soon as it may. */
import { type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import type { Dense } from '../blocks/dense';
import type { Delta } from '../kernels';
import type { ErrorSignal } from '../rules/rule';
import type { Batch } from '../samples/batches';
import { deltaSignal, errorSignal, give, outputDelta, pullDelta, reduction } from './deltas';
import { valuesOf } from './values';
import type { Guide, NetworkView, Visitor } from './visitor';

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
export function forwardThenLearn(net: NetworkView, guide: Guide, batch: Batch, visitor: Visitor): Tensor2D {
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
