/** Gradients and deltas of rules for one batch, without updates. */
import type { Tensor2D } from '@tensorflow/tfjs-core';
import '../../ops';
import type { Memories } from '../../errorMemory/memory';
import { drawFeedback } from '../../feedback/feedbackWeights';
import { type NetworkLayer, weightsOf } from '../../network/layer';
import { feedbackTensors, type Network } from '../../network/network';
import { passBatch } from '../../passes/pass';
import type { Guide } from '../../passes/visitor';
import { rules } from '../../rules';
import { needsWeightTransport, type Rule, type Signal } from '../../rules/rule';
import type { Batch } from '../../samples/batches';
import type { Guidance, MeasureContext } from '../measure';
import { once } from './once';
import { probeOf } from './probe';

/**
 * A rule's gradients and deltas at the current weights; call inside tidy.
 * @param early E of a delayed rule
 * @param keepDeltas whether dh is needed too
 */
export function guidanceOf(
  net: Network,
  guide: Guide,
  batch: Batch,
  early: Signal | undefined,
  keepDeltas: boolean,
): Guidance {
  const W: (Tensor2D | undefined)[] = net.layers.map(() => undefined);
  const deltas: (Tensor2D | undefined)[] = net.layers.map(() => undefined);
  passBatch(net, guide, batch, early, {
    update: {
      from: 'gradients',
      apply: (i, gradients) => {
        const own = weightsOf(net.layers[i] as NetworkLayer, gradients);
        W[i] = own;
        return [own];
      },
    },
    delta: (layer, dh) => {
      if (!keepDeltas) return [];
      deltas[layer] = dh;
      return [dh];
    },
  });
  return { W, dh: deltas };
}

/** The seed's B for direct rules: the network's own if it has one. */
function directFeedback({ config, rule, sizes, feedback }: Network): readonly Tensor2D[] {
  if (rule.path === 'direct') return feedback;
  return feedbackTensors(rules.dfa, sizes, drawFeedback(config, rules.dfa, sizes));
}

/** Each sample's y* - y at its last visit, [N, C]. @throws Error if these errors are not stored */
export function plainErrors(memories: Memories, batch: Batch): Tensor2D {
  if (!memories.plain) throw new Error('A measure asked for errors that are not kept.');
  return memories.plain.read(batch);
}

/** The network for several passes of one batch, with the forward pass computed once. */
function sharingForward(net: Network, values: () => readonly Tensor2D[]): Network {
  const sharing = (layer: NetworkLayer, i: number): NetworkLayer => ({
    ...layer,
    forward: (input) => {
      // PEPITA's second pass has a different input.
      if (values()[i]?.dataId !== input.dataId) return layer.forward(input);
      return (values()[i + 1] as Tensor2D).clone();
    },
  });
  return { ...net, layers: net.layers.map(sharing) };
}

/** Guidance of several rules for one batch, each computed on first use. */
export function guidances(
  net: Network,
  batch: Batch,
  memories: Memories,
  values: () => readonly Tensor2D[],
  keepDeltas: boolean,
): Pick<MeasureContext, 'own' | 'bp' | 'direct'> {
  const sharing = sharingForward(net, values);
  const pass = (guide: Guide, early: Signal | undefined, keeps: boolean): Guidance => {
    // Computed outside the pass's tidy, so that they live as long as the context.
    values();
    return guidanceOf(sharing, guide, batch, early, keeps);
  };
  const bp = once(() => pass({ rule: rules.bp, feedback: [] }, undefined, keepDeltas));
  const own = once(() => pass(net, memories.own?.read(batch), keepDeltas));
  const B = once(() => directFeedback(net));
  const through = (rule: Rule, early?: Signal): Guidance => pass({ rule, feedback: B() }, early, false);
  return {
    own: needsWeightTransport(net.rule) ? bp : own,
    bp,
    direct: (kind) => {
      if (kind === 'error') return through(rules.dfa);
      if (kind === 'target') return through(rules.drtp);
      const E = plainErrors(memories, batch);
      return through(rules['f3-error'], kind === 'delayed' ? E : E.mul(batch.target));
    },
  };
}

/** Per-sample gradients of the current rule and of BP, computed on first use. */
export function probes(net: Network, batch: () => Batch, memories: Memories): MeasureContext['probe'] {
  return once(() => {
    const some = batch();
    const bp = probeOf(net, { rule: rules.bp, feedback: [] }, some, undefined);
    const own = needsWeightTransport(net.rule) ? bp : probeOf(net, net, some, memories.own?.read(some));
    return { samples: some.x.shape[0], own, bp };
  });
}
