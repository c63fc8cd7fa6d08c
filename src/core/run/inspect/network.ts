/**
 * A look inside a network at its present weights, small enough to be sent to a page twice a second: a
 * sample of units and wires, of B and the forward path that comes to align with it, and what one training
 * sample's memory holds. Nothing that is trained changes; everything is read back at once.
 */
import { concat, gather, reshape, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import '../../ops';
import { alignedFeedback, forwardPaths } from '../../feedback/forwardPath';
import { correlationOf, moments } from '../../measures/correlation';
import { heatmapShape, shownCells, shownLayers, shownUnits } from '../../measures/sampling';
import type { NetworkLayer } from '../../network/layer';
import type { Network } from '../../network/network';
import { activationsOf, valuesOf } from '../../passes/values';
import { gatherBatch } from '../../samples/batches';
import { now } from '../../trainer/clock';
import { lastVisit } from '../../trainer/order';
import type { RunState } from '../state';
import { indices, neighbours, part, readBack, type Wanted } from './readBack';

export interface InspectRequest {
  /** The hidden layer (1 …) whose B is wanted; others are shown beside the first and the last. */
  readonly layer: number;
  /** Place of a training sample. */
  readonly sample: number;
}

/** A sample of one layer's units. */
export interface ShownLayer {
  /** 0 is the input, K the output. */
  readonly layer: number;
  readonly size: number;
  readonly units: readonly number[];
  /** h of those units for the sample. */
  readonly activations: readonly number[];
}

/** Weights between two layers that are shown beside each other and follow one another: [from units, to units]. */
export interface Wires {
  readonly from: number;
  readonly to: number;
  readonly weights: Float32Array;
}

/** A part of a matrix: so many of its rows and columns. */
export interface Heatmap {
  readonly shape: readonly [number, number];
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  /** B, row by row; undefined for rules without. */
  readonly feedback: Float32Array | undefined;
  /** What B is compared with, in the same rows and columns; undefined where there is no such path. */
  readonly path: Float32Array | undefined;
  /** Largest size of an entry in the whole of B, and of the path. */
  readonly largest: { readonly feedback: number; readonly path: number };
  /** Pearson's correlation of the two over all entries; null where one is missing or constant. */
  readonly correlation: number | null;
}

export interface Inspection {
  readonly step: number;
  /** What the look took; the network does not train meanwhile. */
  readonly seconds: number;
  readonly layers: readonly ShownLayer[];
  readonly wires: readonly Wires[];
  /** Undefined without a hidden layer. */
  readonly heatmap: Heatmap | undefined;
  readonly sample: {
    readonly index: number;
    readonly output: Float32Array;
    readonly target: Float32Array;
    /** What F³ remembers of it, [C] or one number; undefined for rules without a memory. */
    readonly remembered: Float32Array | undefined;
    /** The epoch of the visit that left it: 0 is an inference epoch before training; undefined before the first visit. */
    readonly visited: number | undefined;
  };
  /** The epoch under way, or the last one done; 0 before training. */
  readonly epoch: number;
}

/** B of a hidden layer and the path that is compared with it; call inside tidy. */
function feedbackAndPath(
  net: Network,
  layer: number,
): { B: Tensor2D | undefined; path: Tensor2D | undefined } {
  const { rule, feedback } = net;
  if (rule.path === 'input') return { B: feedback[0], path: undefined };
  // Only the layers above matter: in deep nets the product is long.
  const W = net.layers.slice(layer - 1).map(({ weights }) => weights);
  const path = alignedFeedback(rule, W)?.[0];
  // Backpropagation's feedback is the path itself.
  return { B: feedback[layer - 1], path: path ?? forwardPaths(W)[0]?.transpose() };
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

interface Plan {
  readonly shown: readonly number[];
  readonly units: (layer: number) => readonly number[];
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly shape: readonly [number, number] | undefined;
}

function planOf({ rule, sizes }: Network, { layer }: InspectRequest): Plan {
  const shape = heatmapShape(rule, sizes, layer);
  return {
    shown: shownLayers(sizes, layer),
    units: (one) => shownUnits(sizes[one] as number),
    ...shownCells(shape ?? [0, 0]),
    shape,
  };
}

/** What is to be read back; runs inside tidy. */
function wanted({ net, memories, data }: RunState, request: InspectRequest, plan: Plan): Wanted {
  const batch = gatherBatch(data, data.train, Uint32Array.of(request.sample));
  const h = activationsOf(net, valuesOf(net, batch.x));
  const all: Wanted = {
    output: h[h.length - 1],
    target: batch.target,
    remembered: memories.own ? gather(memories.own.all(), batch.indices) : undefined,
  };
  for (const layer of plan.shown)
    all[`h${layer}`] = gather(h[layer] as Tensor2D, indices(plan.units(layer)), 1);
  for (const [from, to] of neighbours(net, plan.shown))
    all[`W${to}`] = part((net.layers[to - 1] as NetworkLayer).weights, plan.units(from), plan.units(to));
  if (!plan.shape) return all;
  const { B, path } = feedbackAndPath(net, request.layer);
  for (const [key, matrix] of [
    ['B', B],
    ['path', path],
  ] as const) {
    if (!matrix) continue;
    all[key] = part(matrix, plan.rows, plan.columns);
    all[`${key} largest`] = matrix.abs().max();
  }
  if (B && path) all.moments = concat(moments(B, path).map((one) => reshape(one, [1]) as Tensor1D));
  return all;
}

function heatmapOf(
  { shape, rows, columns }: Plan,
  read: Readonly<Record<string, Float32Array | undefined>>,
): Inspection['heatmap'] {
  const largest = (key: string): number => read[`${key} largest`]?.[0] ?? 0;
  return (
    shape && {
      ...{ shape, rows, columns, feedback: read.B, path: read.path },
      largest: { feedback: largest('B'), path: largest('path') },
      correlation: finite(correlationOf([...(read.moments ?? [])])),
    }
  );
}

/** @param request of an existing hidden layer and training sample; others are brought into range */
export async function inspectNetwork(run: RunState, request: InspectRequest): Promise<Inspection> {
  const from = now();
  const { net, data } = run;
  const hidden = net.sizes.length - 2;
  const within = (value: number, from: number, to: number) => Math.min(Math.max(from, value), to);
  const asked = {
    layer: within(request.layer, 1, Math.max(1, hidden)),
    sample: within(request.sample, 0, data.train.size - 1),
  };
  const plan = planOf(net, asked);
  const { step, epoch } = run;
  const visited = lastVisit(run, asked.sample);
  const read = await readBack(() => wanted(run, asked, plan));
  return {
    step,
    epoch,
    seconds: (now() - from) / 1000,
    layers: plan.shown.map((layer) => ({
      layer,
      size: net.sizes[layer] as number,
      units: plan.units(layer),
      activations: [...(read[`h${layer}`] ?? [])],
    })),
    wires: neighbours(net, plan.shown).map(([from, to]) => ({
      from,
      to,
      weights: read[`W${to}`] ?? new Float32Array(),
    })),
    heatmap: heatmapOf(plan, read),
    sample: {
      index: asked.sample,
      output: read.output ?? new Float32Array(),
      target: read.target ?? new Float32Array(),
      remembered: read.remembered,
      visited,
    },
  };
}
