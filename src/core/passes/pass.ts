/** Processes one batch, as in the thesis's Algorithm 2, by one of three passes chosen by the rule's signal. */
import type { Tensor2D } from '@tensorflow/tfjs-core';
import { isUpdateLocked, type Signal } from '../rules/rule';
import { type Batch, targetSignal } from '../samples/batches';
import { forwardAndLearn } from './early';
import { forwardThenLearn } from './late';
import { forwardTwice } from './twice';
import type { Guide, NetworkView, Visitor } from './visitor';

/**
 * Passes a batch through the network and each layer's delta to the visitor; returns y [N, C] from before any update.
 * Call inside tidy.
 * @param early E [N, C] from an error memory, for rules that use one
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
