/** The pass of update-locked rules: keeps all activations until the output is known, then disposes each after use. */
import { type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import type { Delta } from '../blocks/block';
import type { NetworkLayer } from '../network/layer';
import type { Above, ErrorSignal } from '../rules/rule';
import type { Batch } from '../samples/batches';
import { aboveOf, errorSignal, hiddenDelta, outputDelta, reduction, update } from './deltas';
import { valuesOf } from './values';
import type { Guide, Kept, NetworkView, Visitor } from './visitor';

/** dh of hidden layer `i` (from 0) of a rule that takes it from the layer above. */
export function layerwiseDelta({ rule, feedback }: Guide, i: number, above: Above): Tensor2D {
  if (rule.path !== 'layerwise') throw new Error(`${rule.name} does not use the layer above.`);
  if (!rule.feedback) return rule.hiddenDelta({ above });
  const B = feedback[i];
  if (B === undefined) throw new Error(`${rule.name} needs B.`);
  return rule.hiddenDelta({ above, B });
}

/** dh of hidden layer `i` (from 0) of a rule that takes it from the output's error. @param scale see `reduction` */
export function directDelta(
  { rule, feedback }: Guide,
  i: number,
  E: ErrorSignal | undefined,
  scale: number,
): Tensor2D {
  const B = feedback[i];
  if (rule.path !== 'direct' || rule.signal !== 'error' || !E)
    throw new Error(`${rule.name} does not use the output’s error.`);
  if (B === undefined) throw new Error(`${rule.name} needs B.`);
  const dh = rule.hiddenDelta({ E, B });
  return scale === 1 ? dh : dh.mul(scale);
}

/** Disposes a used delta, and h_i where it was kept for f'. */
function disposeDelta(delta: Delta, kept: Kept): void {
  const [first, h] = 'dz' in delta ? [delta.dz] : [delta.dh, delta.h];
  if (!kept.includes(first)) first.dispose();
  h?.dispose();
}

/** A complete forward pass, then updates from the output down; returns y. */
export function forwardThenLearn(net: NetworkView, guide: Guide, batch: Batch, visitor: Visitor): Tensor2D {
  const { x, target } = batch;
  const scale = reduction(net, x.shape[0]);
  const h = valuesOf(net, x, (i) => visitor.mark?.(i, 'forward'));
  const learns = guide.rule.path === 'layerwise' ? 'backward' : 'update';
  const last = net.layers.length - 1;
  const { y, ...top } = outputDelta(net, h[last + 1] as Tensor2D, target, visitor);
  const E = guide.rule.signal === 'error' ? errorSignal(net, y, target) : undefined;
  let { delta, kept } = top;
  for (let i = last; i >= 0; i--) {
    const [layer, input] = [net.layers[i] as NetworkLayer, h[i] as Tensor2D];
    const given = delta;
    const [dh] = tidy(() => {
      // The delta below needs this layer's parameters from before their update.
      const above = aboveOf(layer, input, given);
      const deltaBelow = (): Tensor2D =>
        E ? directDelta(guide, i - 1, E, scale) : layerwiseDelta(guide, i - 1, above);
      const dh = i > 0 ? tidy(deltaBelow) : undefined;
      visitor.held?.(i);
      return [dh, ...update(net, i, input, given, visitor)];
    }) as [Tensor2D | undefined];
    visitor.mark?.(i, learns);
    if (!dh) break;
    disposeDelta(delta, kept);
    ({ delta, kept } = hiddenDelta(net.layers[i - 1] as NetworkLayer, i - 1, dh, input, visitor));
    if ('dz' in delta) input.dispose();
  }
  return y;
}
