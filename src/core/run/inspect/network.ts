/**
 * Inspects a network at its current weights: a sample of units and wires, of B and the forward path that aligns with
 * it, and the memory row of one training sample. Small enough to be sent to the page twice a second. Read-only, with
 * one read-back.
 */
import { concat, gather, reshape, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import '../../ops';
import { alignedFeedback, forwardPaths } from '../../feedback/forwardPath';
import { correlationOf, moments } from '../../measures/correlation';
import {
  heatmapShape,
  type MapCells,
  shownCells,
  shownLayers,
  shownMaps,
  shownUnits,
} from '../../measures/sampling';
import type { NetworkLayer } from '../../network/layer';
import type { Network } from '../../network/network';
import { activationsOf, valuesOf } from '../../passes/values';
import { needsWeightTransport } from '../../rules/rule';
import { gatherBatch } from '../../samples/batches';
import { now } from '../../trainer/clock';
import { lastVisit } from '../../trainer/order';
import type { RunState } from '../state';
import {
  filterPlan,
  filterValues,
  mapsShape,
  meansOf,
  pixelsOf,
  type ShownFilters,
  type ShownMaps,
} from './maps';
import { indices, neighbours, part, readBack, type Wanted } from './readBack';

export interface InspectRequest {
  /** The hidden layer (1 …) whose B is returned; it is shown with the first and the last one. */
  readonly layer: number;
  /** Index of a training sample. */
  readonly sample: number;
}

/** A sample of one layer's units; of feature maps, of its channels. */
export interface ShownLayer {
  /** 0 is the input, K the output. */
  readonly layer: number;
  readonly size: number;
  readonly units: readonly number[];
  /** h of those units for the requested sample; the mean of each map. */
  readonly activations: readonly number[];
  /** The maps of the requested sample, of a hidden layer that has some. */
  readonly maps?: ShownMaps | undefined;
}

/** Weights between two shown, adjacent layers: [from units, to units]. */
export interface Wires {
  readonly from: number;
  readonly to: number;
  readonly weights: Float32Array;
}

/** Some rows and columns of a matrix. */
export interface Heatmap {
  readonly shape: readonly [number, number];
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  /** B, row-major; undefined for rules without B. */
  readonly feedback: Float32Array | undefined;
  /** The forward path that B is compared with, same rows and columns; undefined without such a path. */
  readonly path: Float32Array | undefined;
  /** Largest absolute entry of the whole B, and of the whole path. */
  readonly largest: { readonly feedback: number; readonly path: number };
  /** Pearson correlation of B and the path over all entries; null if one is missing or constant. */
  readonly correlation: number | null;
}

export interface Inspection {
  readonly step: number;
  /** Duration of the inspection; training waits for it. */
  readonly seconds: number;
  readonly layers: readonly ShownLayer[];
  readonly wires: readonly Wires[];
  /** Filters of the requested layer, if it has some. */
  readonly filters?: ShownFilters | undefined;
  /** Attention in the requested layer for the sample: heads as channels, tokens as rows and columns. */
  readonly attention?: ShownMaps | undefined;
  /** Undefined without a hidden layer. */
  readonly heatmap: Heatmap | undefined;
  readonly sample: {
    readonly index: number;
    readonly output: Float32Array;
    readonly target: Float32Array;
    /** The sample's row in F³'s memory, [C] or one number; undefined for rules without a memory. */
    readonly remembered: Float32Array | undefined;
    /** Epoch of the visit that stored it: 0 is an inference epoch before training; undefined before the first visit. */
    readonly visited: number | undefined;
  };
  /** The current epoch, or the last completed one; 0 before training. */
  readonly epoch: number;
}

/** B of a hidden layer and the forward path to compare it with; call inside tidy. */
function feedbackAndPath(
  net: Network,
  layer: number,
): { B: Tensor2D | undefined; path: Tensor2D | undefined } {
  const { rule, feedback } = net;
  if (rule.path === 'input') return { B: feedback[0], path: undefined };
  // Only the layers above are needed: in deep networks the product is costly.
  const above = net.layers.slice(layer - 1);
  const path = alignedFeedback(rule, above)?.[0];
  // Backpropagation's feedback is the path.
  const own = needsWeightTransport(rule)
    ? (forwardPaths(above)[0]?.transpose() as Tensor2D | undefined)
    : path;
  return { B: feedback[layer - 1], path: own };
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

interface Plan {
  readonly shown: readonly number[];
  readonly units: (layer: number) => readonly number[];
  readonly maps: (layer: number) => Omit<ShownMaps, 'values'> | undefined;
  readonly filters: ReturnType<typeof filterPlan>;
  readonly attention: MapCells | undefined;
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly shape: readonly [number, number] | undefined;
}

function planOf(net: Network, { layer }: InspectRequest): Plan {
  const { rule, sizes, shapes, layers } = net;
  const attention = sizes.length > 2 ? layers[layer - 1]?.description.attention : undefined;
  const shape = heatmapShape(rule, shapes, layer);
  const maps = (one: number) => {
    const own = mapsShape(net, one);
    return own && shownMaps(own);
  };
  return {
    shown: shownLayers(sizes, layer),
    units: (one) => maps(one)?.channels ?? shownUnits(sizes[one] as number),
    maps,
    filters: sizes.length > 2 ? filterPlan(net.layers[layer - 1] as NetworkLayer) : undefined,
    attention: attention && shownMaps(attention),
    ...shownCells(shape ?? [0, 0]),
    shape,
  };
}

/** Of one layer: call inside tidy. */
function layerWanted(net: Network, plan: Plan, layer: number, h: Tensor2D): Wanted {
  const units = plan.units(layer);
  const [shape, cells] = [mapsShape(net, layer), plan.maps(layer)];
  if (!shape || !cells) return { [`h${layer}`]: gather(h, indices(units), 1) };
  return { [`h${layer}`]: meansOf(h, shape, units), [`maps${layer}`]: pixelsOf(h, shape, cells) };
}

/** The chosen entries of a layer's attention; call inside tidy. */
function attentionOf(
  { layers }: Network,
  layer: number,
  h: readonly Tensor2D[],
  cells: MapCells,
): Tensor1D | undefined {
  const { attention, description } = layers[layer - 1] as NetworkLayer;
  const shares = attention?.(h[layer - 1] as Tensor2D);
  return shares && description.attention && pixelsOf(shares, description.attention, cells);
}

/** The tensors to read back; call inside tidy. */
function wanted({ net, memories, data }: RunState, request: InspectRequest, plan: Plan): Wanted {
  const batch = gatherBatch(data, data.train, Uint32Array.of(request.sample));
  const h = activationsOf(net, valuesOf(net, batch.x));
  const all: Wanted = {
    output: h[h.length - 1],
    target: batch.target,
    remembered: memories.own ? gather(memories.own.all(), batch.indices) : undefined,
  };
  for (const layer of plan.shown) Object.assign(all, layerWanted(net, plan, layer, h[layer] as Tensor2D));
  if (plan.filters) {
    const own = net.layers[request.layer - 1] as NetworkLayer;
    all.filters = filterValues(own, plan.filters);
    all['filters largest'] = own.weights.abs().max();
  }
  if (plan.attention) all.attention = attentionOf(net, request.layer, h, plan.attention);
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

type Read = Readonly<Record<string, Float32Array | undefined>>;

function filtersOf({ filters: plan }: Plan, read: Read): Inspection['filters'] {
  if (!plan || !read.filters) return undefined;
  const { filters, channels, size } = plan;
  return { filters, channels, size, values: read.filters, largest: read['filters largest']?.[0] ?? 0 };
}

function layersOf({ sizes }: Network, plan: Plan, read: Read): ShownLayer[] {
  return plan.shown.map((layer) => {
    const [cells, values] = [plan.maps(layer), read[`maps${layer}`]];
    return {
      layer,
      size: sizes[layer] as number,
      units: plan.units(layer),
      activations: [...(read[`h${layer}`] ?? [])],
      ...(cells && values ? { maps: { ...cells, values } } : {}),
    };
  });
}

function heatmapOf({ shape, rows, columns }: Plan, read: Read): Inspection['heatmap'] {
  if (!read.B && !read.path) return undefined;
  const largest = (key: string): number => read[`${key} largest`]?.[0] ?? 0;
  return (
    shape && {
      ...{ shape, rows, columns, feedback: read.B, path: read.path },
      largest: { feedback: largest('B'), path: largest('path') },
      correlation: finite(correlationOf([...(read.moments ?? [])])),
    }
  );
}

/** @param request its layer and sample are clamped to the valid range */
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
    layers: layersOf(net, plan, read),
    filters: filtersOf(plan, read),
    attention: plan.attention && read.attention && { ...plan.attention, values: read.attention },
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
