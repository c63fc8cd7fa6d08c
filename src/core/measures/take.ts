/**
 * Takes measures of a network at its present weights, on the first 1,000 training samples. Everything is
 * computed where the tensors are and read back once; nothing that is trained changes.
 */
import {
  concat,
  keep,
  onesLike,
  reshape,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tidy,
} from '@tensorflow/tfjs-core';
import '../ops';
import { type Batch, gatherBatch } from '../batches';
import type { Dataset } from '../dataset';
import { passesOf } from '../evaluate';
import { drawFeedback } from '../feedbackWeights';
import { type Dense, forward } from '../layers/dense';
import { losses } from '../loss';
import type { Memories } from '../memory';
import { feedbackTensors, type Network } from '../network';
import { activationsOf, type Guide, passBatch, valuesOf } from '../passes/step';
import { needsWeightTransport, type Rule, type Signal } from '../rule';
import { rules } from '../rules';
import type { MeasuresEvent } from '../run/events';
import { PROBE_SIZE } from '../sampling';
import { type MeasureId, measureIds, measures } from '.';
import type { Guidance, MeasureContext, ProbeMeasure, Reading } from './measure';

export type Measured = MeasuresEvent['values'];

export interface Measuring {
  readonly take: () => Promise<Measured>;
  readonly dispose: () => void;
}

/**
 * What a rule would give each layer at the present weights; call inside tidy.
 * @param early E of a delayed rule
 * @param keepDeltas whether dh is wanted too
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
    gradients: (layer, gradients) => {
      W[layer] = gradients.W;
      return [gradients.W];
    },
    delta: (layer, dh) => {
      if (!keepDeltas) return [];
      deltas[layer] = dh;
      return [dh];
    },
  });
  return { W, dh: deltas };
}

/** Computed when first asked for. */
function once<T>(compute: () => T): () => T {
  let value: { readonly is: T } | undefined;
  return () => {
    value ??= { is: compute() };
    return value.is;
  };
}

/** The seed's B of the direct rules: the network's own where it has one. */
function directFeedback({ config, rule, sizes, feedback }: Network): readonly Tensor2D[] {
  if (rule.path === 'direct') return feedback;
  return feedbackTensors(rules.dfa, sizes, drawFeedback(config, rules.dfa, sizes));
}

function plainErrors(memories: Memories, batch: Batch): Tensor2D {
  if (!memories.plain) throw new Error('A measure asked for errors that are not kept.');
  return memories.plain.read(batch);
}

/** The network for several passes of one batch: what they all begin with, its layers' values, is computed once. */
function sharingForward(net: Network, values: () => readonly Tensor2D[]): Network {
  const plainly = net.kernels.forward ?? forward;
  const shared = (layer: Dense, input: Tensor2D): Tensor2D => {
    const i = net.layers.indexOf(layer);
    // PEPITA's second pass has another input.
    if (values()[i]?.dataId !== input.dataId) return plainly(layer, input);
    return (values()[i + 1] as Tensor2D).clone();
  };
  return { ...net, kernels: { ...net.kernels, forward: shared } };
}

/** What rules would give each layer for one batch, each computed when it is first asked for. */
function guidances(
  net: Network,
  batch: Batch,
  memories: Memories,
  values: () => readonly Tensor2D[],
  keepDeltas: boolean,
): Pick<MeasureContext, 'own' | 'bp' | 'direct'> {
  const sharing = sharingForward(net, values);
  const pass = (guide: Guide, early: Signal | undefined, keeps: boolean): Guidance => {
    // Here, where they live as long as the context.
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

/**
 * Layerwise rules pass on the gradient of a loss that is a mean over samples, and for some over outputs; direct ones
 * are fed errors, which may be divided by N.
 */
function deltaScale({ rule, config }: Network, { target: { shape } }: Batch): number {
  const [samples, outputs] = shape;
  if (rule.path === 'layerwise') return samples * losses[config.loss].reportedScale(outputs);
  return rule.path === 'direct' && config.feedbackReduction === 'mean' ? samples : 1;
}

/** @param before W_1 … W_K when measures were last taken @param keepDeltas whether dh is wanted too */
function contextOf(
  net: Network,
  batch: Batch,
  memories: Memories,
  before: readonly Tensor2D[],
  keepDeltas: boolean,
): MeasureContext {
  // Only what a measure asks for is computed: the default one needs two passes, and BP's own is one of them.
  const values = once(() => valuesOf(net, batch.x));
  const activations = once(() => activationsOf(net, values()));
  const { target } = batch;
  return {
    rule: net.rule,
    get h() {
      return activations();
    },
    target,
    W: net.layers.map(({ W }) => W),
    before,
    B: net.feedback,
    slope: (layer) => {
      const { activation } = net.layers[layer - 1] as Dense;
      const output = activations()[layer] as Tensor2D;
      return { values: activation.pullBack(onesLike(output), output), largest: activation.steepest };
    },
    passes: () => passesOf(net)?.(activations().at(-1) as Tensor2D),
    ...guidances(net, batch, memories, values, keepDeltas),
    deltaScale: deltaScale(net, batch),
    delayedError: () => plainErrors(memories, batch),
    currentError: () => target.sub(activations().at(-1) as Tensor2D),
  };
}

/** Reads all parts back at once and finishes each reading; null where there is nothing or no number. */
async function finish(
  readings: readonly (Reading | undefined)[],
  joined: Tensor,
): Promise<(number | null)[]> {
  const values = (await joined.data()) as Float32Array;
  let from = 0;
  return readings.map((reading) => {
    if (!reading) return null;
    const parts = reading.parts.map(({ size }) => {
      from += size;
      return values.subarray(from - size, from);
    });
    const value = reading.value(parts);
    return Number.isFinite(value) ? value : null;
  });
}

/** Values of readings, in their order. @param compute what they are taken of; it runs inside tidy */
export async function readAll(compute: () => readonly (Reading | undefined)[]): Promise<(number | null)[]> {
  let readings: readonly (Reading | undefined)[] = [];
  const joined = tidy(() => {
    readings = compute();
    const parts = readings.flatMap((reading) => reading?.parts ?? []);
    if (parts.length === 0) return undefined;
    return concat(parts.map((part) => reshape(part, [-1]) as Tensor1D));
  }) as Tensor | undefined;
  if (joined === undefined) return readings.map(() => null);
  const values = await finish(readings, joined);
  joined.dispose();
  return values;
}

/** The probe measures among those asked for, in the registry's order. */
function probeMeasures(wanted: readonly MeasureId[]): [MeasureId, ProbeMeasure][] {
  return measureIds
    .filter((id) => wanted.includes(id))
    .flatMap((id) => (measures[id].kind === 'probe' ? [[id, measures[id]]] : []));
}

/** Whether a measure asked for compares with each sample's last error. */
export function needsErrors(wanted: readonly MeasureId[]): boolean {
  return probeMeasures(wanted).some(([, measure]) => measure.needsErrors);
}

/** Undefined when no measure asked for needs one. */
export function createMeasuring(net: Network, data: Dataset, memories: Memories): Measuring | undefined {
  const wanted = probeMeasures(net.config.measures);
  if (wanted.length === 0) return undefined;
  const keepDeltas = wanted.some(([, measure]) => measure.needsDeltas);
  const indices = Uint32Array.from({ length: Math.min(PROBE_SIZE, data.train.size) }, (_, i) => i);
  // Copies of the values: a clone shares them, and kernels change weights in place.
  const copies = () => net.layers.map(({ W }) => tidy(() => keep(W.mul(1))));
  let before = copies();
  const renew = (): void => {
    for (const tensor of before) tensor.dispose();
    before = copies();
  };
  return {
    take: async () => {
      const places: [MeasureId, string, number][] = [];
      const values = await readAll(() => {
        const batch = gatherBatch(data, data.train, indices, net.kernels.standardise);
        const context = contextOf(net, batch, memories, before, keepDeltas);
        return wanted.flatMap(([id, measure]) =>
          Object.entries(measure.take(context)).flatMap(([series, readings]) => {
            places.push([id, series, readings.length]);
            return readings;
          }),
        );
      });
      renew();
      const measured: Partial<Record<MeasureId, Record<string, (number | null)[]>>> = {};
      let from = 0;
      for (const [id, series, length] of places) {
        measured[id] = { ...measured[id], [series]: values.slice(from, from + length) };
        from += length;
      }
      return measured;
    },
    dispose: () => {
      for (const tensor of before) tensor.dispose();
    },
  };
}
