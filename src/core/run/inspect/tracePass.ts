/** The pass of one traced sample: guided like the next step, recorded, and without updates. */
import { eye, keep, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import '../../ops';
import { drawFeedback } from '../../feedback/feedbackWeights';
import { dzOfLayer, type NetworkLayer, weightsOf } from '../../network/layer';
import { feedbackTensors, type Network } from '../../network/network';
import { errorSignal } from '../../passes/deltas';
import { passBatch } from '../../passes/pass';
import type { Guide } from '../../passes/visitor';
import { type RuleId, rules } from '../../rules';
import type { Rule, Signal } from '../../rules/rule';
import { type Batch, targetSignal } from '../../samples/batches';
import { stepsBefore, wholeEpochs } from '../../trainer/epochSteps';
import { nextFeedback } from '../feedback';
import type { RunState } from '../state';

/** A guide, and its feedback signal if known before the pass. */
export interface Guided {
  readonly guide: Guide;
  readonly early: Signal | undefined;
}

/** Epoch of the next step, and whether that step is the epoch's first. */
function nextPlace({ step, sampler }: RunState): { epoch: number; first: boolean } {
  const whole = wholeEpochs(sampler.steps, step);
  return { epoch: whole + 1, first: step === stepsBefore(sampler.steps, whole + 1) };
}

export function guidedBy(run: RunState, id: RuleId, batch: Batch): Guided {
  const { spec, net, memories } = run;
  if (id === spec.rule) {
    const { epoch, first } = nextPlace(run);
    const feedback = nextFeedback(run, epoch, first)?.B ?? net.feedback;
    return { guide: { rule: net.rule, feedback }, early: memories.own?.signal(batch) };
  }
  const rule: Rule = rules[id];
  const feedback = feedbackTensors(rule, net.shapes, drawFeedback(spec, rule, net.shapes));
  const early = rule.signal === 'delayed-error' ? targetSignal(batch, net.scaledRows) : undefined;
  return { guide: { rule, feedback }, early };
}

/** Deltas, gradients and inputs by layer (from 1). Clones, because the pass frees its own tensors. */
export interface Recorded {
  readonly dh: Map<number, Tensor2D>;
  readonly dz: Map<number, Tensor2D>;
  readonly gradients: Map<number, Tensor2D>;
  /** The layer's input; if there are two passes, that of the second. */
  readonly input: Map<number, Tensor2D>;
  readonly all: Tensor[];
}

/** One pass without updates. Call inside tidy; the caller disposes `record.all`. */
export function passThrough(net: Network, { guide, early }: Guided, batch: Batch, record: Recorded): void {
  const note = (where: Map<number, Tensor2D>, layer: number, tensor: Tensor2D): void => {
    // The pass frees its tensors; a clone shares their data.
    const own = keep(tensor.clone());
    record.all.push(own);
    where.set(layer, own);
  };
  passBatch(net, guide, batch, early, {
    delta: (i, dh) => {
      note(record.dh, i + 1, dh);
      return [];
    },
    update: {
      from: 'delta',
      apply: (i, input, delta) => {
        const layer = net.layers[i] as NetworkLayer;
        const dz = dzOfLayer(layer, input, delta);
        if (dz) note(record.dz, i + 1, dz);
        note(record.gradients, i + 1, weightsOf(layer, layer.gradients(input, delta)));
        note(record.input, i + 1, input);
      },
    },
  });
}

/** What a rule uses as E [N, C]: its formula with the identity as B. */
export function fedBy(net: Network, { guide: { rule }, early }: Guided, batch: Batch, y: Tensor2D): Tensor2D {
  if (rule.path === 'input') return net.head.error(y, batch.target);
  if (rule.path !== 'direct') throw new Error(`${rule.name} gets nothing from the output.`);
  const B = eye(y.shape[1]) as Tensor2D;
  if (rule.signal === 'error') return rule.hiddenDelta({ E: errorSignal(net, y, batch.target), B });
  const E = rule.signal === 'target' ? targetSignal(batch, net.scaledRows) : early;
  if (E === undefined) throw new Error(`${rule.name} needs E.`);
  return rule.hiddenDelta({ E, B });
}
