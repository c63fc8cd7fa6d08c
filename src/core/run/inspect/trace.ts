/**
 * Traces the next step of one training sample as a batch of its own: activations, feedback signal and its weights, and
 * gradients. Read-only: training, random streams and memories stay unchanged. One read-back.
 */
import { gather, onesLike, type Tensor2D } from '@tensorflow/tfjs-core';
import '../../ops';
import { alignedFeedback } from '../../feedback/forwardPath';
import { shownLayers, shownUnits } from '../../measures/sampling';
import { dzInside, type NetworkLayer } from '../../network/layer';
import type { Network } from '../../network/network';
import { activationsOf, valuesOf } from '../../passes/values';
import type { Guide } from '../../passes/visitor';
import { type RuleId, rules } from '../../rules';
import { needsWeightTransport, type Rule } from '../../rules/rule';
import { type Batch, gatherBatch } from '../../samples/batches';
import { now } from '../../trainer/clock';
import { lastVisit } from '../../trainer/order';
import type { RunState } from '../state';
import { mapsShape, pixelsOf, type ShownMaps, smallMaps } from './maps';
import { indices, neighbours, part, readBack, type Wanted } from './readBack';
import { fedBy, type Guided, guidedBy, passThrough, type Recorded } from './tracePass';

export interface TraceRequest {
  /** The hidden layer (1 …) whose feedback is returned. */
  readonly layer: number;
  /** Index of a training sample. */
  readonly sample: number;
  /** Units of that layer. Default: an evenly spaced sample. */
  readonly units?: readonly number[];
  /**
   * Replaces the run's own rule, at the same weights, with the seed's initial B. Rules with a memory are then fed y*,
   * as at a sample's first visit, because the run has no memory for them.
   */
  readonly rule?: RuleId;
}

/** Some of a layer's units. Deltas and h' are undefined where the rule has none. */
export interface TracedLayer {
  /** 0 is the input, K the output. */
  readonly layer: number;
  readonly size: number;
  /** [n_i], or [channels, height, width]. */
  readonly shape: readonly number[];
  readonly units: readonly number[];
  /** Some feature maps, of a hidden layer that has some. */
  readonly maps: ShownMaps | undefined;
  /** h; y of the output. */
  readonly h: Float32Array;
  /** f'(z) of hidden layers. */
  readonly slope: Float32Array | undefined;
  /** Delta of a hidden layer before f'. PEPITA has none. */
  readonly dh: Float32Array | undefined;
  /** Delta after f', from which the layer learns. */
  readonly dz: Float32Array | undefined;
  /** h' of a second pass. */
  readonly second: Float32Array | undefined;
}

/** Weights between two adjacent layers, row-major: [from units, to units]. */
export interface TracedWires {
  readonly from: number;
  readonly to: number;
  readonly weights: Float32Array;
  /** Their gradients, as the optimizer gets them; undefined if the layer does not learn. */
  readonly gradients: Float32Array | undefined;
}

/** The signal fed back and its weights: dh = fed · weights; for PEPITA x − x' = fed · weights. */
export interface TracedFeedback {
  /** The layer whose delta or error is fed. */
  readonly from: number;
  /** The layer that receives it: the requested one, 0 for PEPITA. */
  readonly to: number;
  /** Layerwise rules: dz of the layer above. Other rules: what they use as E. */
  readonly fed: Float32Array;
  /** Units of layer `to`. */
  readonly units: readonly number[];
  /** [fed, units], row-major: Wᵀ for backpropagation, B for others. */
  readonly weights: Float32Array;
  /** The forward path that `weights` are compared with, see `alignedFeedback`; undefined where there is none. */
  readonly path: Float32Array | undefined;
}

export interface Trace {
  /** Number of completed batches. */
  readonly step: number;
  /** The current epoch, or the last completed one; 0 before training. */
  readonly epoch: number;
  readonly seconds: number;
  readonly rule: RuleId;
  /** n_0 … n_K */
  readonly sizes: readonly number[];
  /** Whether each of the layers 1 … K adds to what enters it. */
  readonly skips: readonly boolean[];
  readonly layers: readonly TracedLayer[];
  readonly wires: readonly TracedWires[];
  /** Undefined if hidden layers get no feedback, and between blocks without wires. */
  readonly feedback: TracedFeedback | undefined;
  readonly sample: {
    readonly index: number;
    /** y [C] */
    readonly output: Float32Array;
    /** y* [C] */
    readonly target: Float32Array;
    /** y* − y [C] */
    readonly error: Float32Array;
    /** Epoch of the visit that stored the remembered error; undefined before the first and without a memory. */
    readonly visited: number | undefined;
  };
}

interface Plan {
  readonly layer: number;
  readonly shown: readonly number[];
  readonly units: (layer: number) => readonly number[];
}

/** Shows the chosen layer with its neighbours, beside the layers of `shownLayers`. */
function planOf({ sizes }: Network, layer: number, own: readonly number[] | undefined): Plan {
  const around = [layer - 1, layer, layer + 1].filter((one) => one < sizes.length);
  const shown = [...new Set([...shownLayers(sizes, layer), ...around])].sort((a, b) => a - b);
  const size = sizes[layer] as number;
  const chosen = own?.filter((unit) => Number.isInteger(unit) && unit >= 0 && unit < size);
  return {
    layer,
    shown,
    units: (one) => (one === layer && chosen?.length ? chosen : shownUnits(sizes[one] as number)),
  };
}

/** Source and destination layer of the signal. @param last K */
const wayOf = (
  { path }: Rule,
  layer: number,
  last: number,
): { readonly from: number; readonly to: number } => ({
  from: path === 'layerwise' ? layer + 1 : last,
  to: path === 'input' ? 0 : layer,
});

/** All feedback weights to a layer, [n', n]; undefined where there are none. */
function carriers(net: Network, { rule, feedback }: Guide, layer: number): Tensor2D | undefined {
  if (rule.path === 'none' || layer >= net.layers.length) return undefined;
  if (rule.path === 'input') return feedback[0];
  if (rule.path === 'direct') return feedback[layer - 1];
  const above = net.layers[layer] as NetworkLayer;
  if (!above.description.wired || above.description.skips) return undefined;
  return rule.feedback ? feedback[layer - 1] : (above.weights.transpose() as Tensor2D);
}

/** Only the layers above are needed: in deep networks the product is costly. */
const pathAbove = ({ layers }: Network, rule: Rule, layer: number): Tensor2D | undefined =>
  alignedFeedback(rule, layers.slice(layer - 1))?.[0];

/** h' of a layer: the input of the layer above in the second pass. Undefined for the output, which no layer uses. */
const secondOf = (rule: Rule, record: Recorded, layer: number): Tensor2D | undefined =>
  rule.path === 'input' ? record.input.get(layer + 1) : undefined;

/** The tensors to read back; call inside tidy. */
function wanted(run: RunState, guided: Guided, batch: Batch, plan: Plan, record: Recorded): Wanted {
  const { net } = run;
  const { rule } = guided.guide;
  const h = activationsOf(net, valuesOf(net, batch.x));
  const y = h.at(-1) as Tensor2D;
  passThrough(net, guided, batch, record);
  const some = (layer: number, of: Tensor2D | undefined) => of && gather(of, indices(plan.units(layer)), 1);
  const all: Wanted = { output: y, target: batch.target, error: net.head.error(y, batch.target) };
  for (const layer of plan.shown) {
    const own = h[layer] as Tensor2D;
    all[`h${layer}`] = some(layer, own);
    const shape = mapsShape(net, layer);
    if (shape) all[`maps${layer}`] = pixelsOf(own, shape, smallMaps(shape));
    if (layer > 0 && layer < net.layers.length)
      all[`slope${layer}`] = some(
        layer,
        dzInside(net.layers[layer - 1] as NetworkLayer, onesLike(own), h[layer - 1] as Tensor2D, own),
      );
    all[`dh${layer}`] = some(layer, record.dh.get(layer));
    all[`dz${layer}`] = some(layer, record.dz.get(layer));
    all[`second${layer}`] = some(layer, secondOf(rule, record, layer));
  }
  for (const [from, to] of neighbours(net, plan.shown)) {
    const between = (of: Tensor2D | undefined) => of && part(of, plan.units(from), plan.units(to));
    all[`W${to}`] = between((net.layers[to - 1] as NetworkLayer).weights);
    all[`gradients${to}`] = between(record.gradients.get(to));
  }
  const weights = carriers(net, guided.guide, plan.layer);
  if (!weights) return all;
  const { from, to } = wayOf(rule, plan.layer, net.layers.length);
  all.fed = rule.path === 'layerwise' ? record.dz.get(from) : fedBy(net, guided, batch, y);
  const columns = (of: Tensor2D) => gather(of, indices(plan.units(to)), 1);
  all.feedback = columns(weights);
  const path = pathAbove(net, rule, plan.layer);
  all.path = path ? columns(path) : needsWeightTransport(rule) ? all.feedback : undefined;
  return all;
}

const nothing = new Float32Array();
type Read = Readonly<Record<string, Float32Array | undefined>>;

function mapsOf(net: Network, layer: number, read: Read): ShownMaps | undefined {
  const [shape, values] = [mapsShape(net, layer), read[`maps${layer}`]];
  return shape && values && { ...smallMaps(shape), values };
}

const shapeOf = ({ layers, sizes }: Network, layer: number): readonly number[] =>
  layers[layer - 1]?.place.output.shape ?? layers[0]?.place.input.shape ?? [sizes[0] as number];

const layersOf = (net: Network, { shown, units }: Plan, read: Read): TracedLayer[] =>
  shown.map((layer) => ({
    layer,
    size: net.sizes[layer] as number,
    shape: shapeOf(net, layer),
    units: units(layer),
    maps: mapsOf(net, layer, read),
    h: read[`h${layer}`] ?? nothing,
    slope: read[`slope${layer}`],
    dh: read[`dh${layer}`],
    dz: read[`dz${layer}`],
    second: read[`second${layer}`],
  }));

const wiresOf = (net: Network, { shown }: Plan, read: Read): TracedWires[] =>
  neighbours(net, shown).map(([from, to]) => ({
    from,
    to,
    weights: read[`W${to}`] ?? nothing,
    gradients: read[`gradients${to}`],
  }));

function feedbackOf(net: Network, rule: Rule, plan: Plan, read: Read): TracedFeedback | undefined {
  const { fed, feedback: weights, path } = read;
  if (!fed || !weights) return undefined;
  const way = wayOf(rule, plan.layer, net.layers.length);
  return { ...way, fed, units: plan.units(way.to), weights, path };
}

/** Uses the network's state at the time of the call; frees the tensors of the pass. */
async function readPass(run: RunState, rule: RuleId, sample: number, plan: Plan): Promise<Read> {
  const record: Recorded = { dh: new Map(), dz: new Map(), gradients: new Map(), input: new Map(), all: [] };
  try {
    return await readBack(() => {
      const batch = gatherBatch(run.data, run.data.train, Uint32Array.of(sample));
      return wanted(run, guidedBy(run, rule, batch), batch, plan, record);
    });
  } finally {
    for (const one of record.all) one.dispose();
  }
}

/** @param request its layer and sample are clamped to the valid range */
export async function traceSample(run: RunState, request: TraceRequest): Promise<Trace> {
  const from = now();
  const { net, data, step, epoch } = run;
  const within = (value: number, from: number, to: number) => Math.min(Math.max(from, value), to);
  const layer = within(request.layer, 1, Math.max(1, net.layers.length - 1));
  const index = within(request.sample, 0, data.train.size - 1);
  const rule = request.rule ?? run.spec.rule;
  const plan = planOf(net, layer, request.units);
  // Before the first await: the run may continue meanwhile.
  const visited = rule === run.spec.rule ? lastVisit(run, index) : undefined;
  const read = await readPass(run, rule, index, plan);
  const { output = nothing, target = nothing, error = nothing } = read;
  return {
    ...{ step, epoch, rule, sizes: net.sizes },
    skips: net.layers.map(({ description }) => description.skips ?? false),
    seconds: (now() - from) / 1000,
    layers: layersOf(net, plan, read),
    wires: wiresOf(net, plan, read),
    feedback: feedbackOf(net, rules[rule], plan, read),
    sample: { index, output, target, error, visited },
  };
}
