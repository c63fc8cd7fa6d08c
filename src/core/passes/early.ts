/**
 * The pass of rules without update locking: each layer is updated during the forward pass, then its input is disposed.
 * Layer i+1 uses layer i's output from before the update.
 */
import { type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import type { NetworkLayer } from '../network/layer';
import type { Rule, Signal } from '../rules/rule';
import type { Batch } from '../samples/batches';
import { hiddenDelta, outputDelta, reduction, update } from './deltas';
import type { Guide, NetworkView, Visitor } from './visitor';

/** dh of a rule whose signal is known before the forward pass; undefined for rules without hidden deltas. */
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

/**
 * Updates layer by layer during the forward pass.
 * @param batch its x is the input of the guide's part
 * @returns y, or where the part ends below the output, its last h
 */
export function forwardAndLearn(
  net: NetworkView,
  { rule, feedback, part }: Guide,
  batch: Batch,
  E: Signal | undefined,
  visitor: Visitor,
): Tensor2D {
  const { x, target } = batch;
  const last = net.layers.length - 1;
  const scale = reduction(net, x.shape[0]);
  let input = x;
  for (let i = part?.from ?? 0; i < (part?.to ?? last + 1); i++) {
    const layer = net.layers[i] as NetworkLayer;
    const [output] = tidy(() => {
      const h = layer.forward(input);
      visitor.mark?.(i, 'forward');
      const dh = i < last ? tidy(() => earlyDelta(rule, E, feedback[i], scale) as Tensor2D) : undefined;
      const top = i === last ? outputDelta(net, h, target, visitor) : undefined;
      const given = dh ? hiddenDelta(layer, i, dh, h, visitor) : top;
      visitor.held?.(i);
      const output = top?.y ?? h;
      if (!given) return [output];
      const kept = update(net, i, input, given.delta, visitor);
      visitor.mark?.(i, 'update');
      return [output, ...given.kept, ...kept];
    }) as [Tensor2D];
    if (input !== x) input.dispose();
    input = output;
  }
  return input;
}
