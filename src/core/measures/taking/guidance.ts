/** Gradients and deltas of rules for one batch, without updates. */
import { type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import '../../ops';
import type { Memories } from '../../errorMemory/memory';
import { drawFeedback } from '../../feedback/feedbackWeights';
import { type NetworkLayer, weightsOf } from '../../network/layer';
import { feedbackTensors, type Network } from '../../network/network';
import { passBatch } from '../../passes/pass';
import type { Guide, NetworkView } from '../../passes/visitor';
import { rules } from '../../rules';
import { needsWeightTransport, type Rule, type Signal } from '../../rules/rule';
import type { Batch } from '../../samples/batches';
import type { Guidance, MeasureContext } from '../measure';
import { addParts, joinRows, type MeasuredBatch } from './measuredBatch';
import { once } from './once';
import { probeOf } from './probe';

/**
 * A rule's gradients and deltas at the current weights; call inside tidy.
 * @param early E of a delayed rule
 * @param keepDeltas whether dh is needed too
 */
export function guidanceOf(
  net: Network & Pick<NetworkView, 'samples'>,
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
function directFeedback({ config, rule, shapes, feedback }: Network): readonly Tensor2D[] {
  if (rule.path === 'direct') return feedback;
  return feedbackTensors(rules.dfa, shapes, drawFeedback(config, rules.dfa, shapes));
}

/** Each sample's y* - y at its last visit, [N, C]. @throws Error if these errors are not stored */
export function plainErrors(memories: Memories, batch: Omit<Batch, 'x'>): Tensor2D {
  if (!memories.plain) throw new Error('A measure asked for errors that are not kept.');
  return memories.plain.read(batch);
}

/** The same for the measured samples: gradients add up over their parts, in single precision. */
function guidanceOver(
  net: Network,
  guide: Guide,
  batch: MeasuredBatch,
  early: (part: Batch) => Signal | undefined,
  keepDeltas: boolean,
): Guidance {
  const whole = { ...net, samples: batch.samples };
  let W: readonly (Tensor2D | undefined)[] = [];
  const deltas = batch.byPart((part) => {
    const one = tidy(() => {
      const { W: own, dh } = guidanceOf(whole, guide, part, early(part), keepDeltas);
      return { W: [...own], dh: [...dh] };
    });
    W = one.W.map((gradient, i) => addParts(W[i], gradient));
    return one.dh;
  });
  const dh = net.layers.map((_, i) => {
    const rows = deltas.flatMap((part) => part[i] ?? []);
    return rows.length === 0 ? undefined : joinRows(rows);
  });
  return { W, dh };
}

/** Guidance of several rules for the measured samples, each computed on first use. */
export function guidances(
  net: Network,
  batch: MeasuredBatch,
  memories: Memories,
  keepDeltas: boolean,
): Pick<MeasureContext, 'own' | 'bp' | 'direct'> {
  const nothing = () => undefined;
  const bp = once(() => guidanceOver(net, { rule: rules.bp, feedback: [] }, batch, nothing, keepDeltas));
  const own = once(() => guidanceOver(net, net, batch, (part) => memories.own?.read(part), keepDeltas));
  const B = once(() => directFeedback(net));
  const through = (rule: Rule, early: (part: Batch) => Signal | undefined = nothing): Guidance =>
    guidanceOver(net, { rule, feedback: B() }, batch, early, false);
  return {
    own: needsWeightTransport(net.rule) ? bp : own,
    bp,
    direct: (kind) => {
      if (kind === 'error') return through(rules.dfa);
      if (kind === 'target') return through(rules.drtp);
      return through(rules['f3-error'], (part) => {
        const E = plainErrors(memories, part);
        return kind === 'delayed' ? E : E.mul(part.target);
      });
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
