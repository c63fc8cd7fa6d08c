/**
 * Upper bound of what a run needs, to reject networks that do not fit before they start. Rounded up where it depends on
 * the order of allocations. A wasm heap grows by a fifth at a time, and so may be that much larger, see docs/performance.md.
 */
import type { BlockId } from '../blocks';
import type { BlockCost } from '../blocks/block';
import {
  bordersOf,
  type ChainedBlock,
  chainOf,
  chainProblem,
  type Ends,
  layerShapes,
  parameterSizes,
} from '../blocks/chain';
import { type HiddenLayer, hiddenText, unitsOf, withUnits } from '../blocks/hidden';
import { errorTransforms } from '../errorMemory/transforms';
import { bytesText } from '../format';
import { type MeasureId, measures } from '../measures';
import { MEASURED_SAMPLES } from '../measures/sampling';
import { optimizers } from '../optimizers';
import { rules } from '../rules';
import { feedbackShapes, type Rule } from '../rules/rule';
import type { BackendId } from '../run/backends';
import type { RunSpec } from '../run/spec';
import { AT_ONCE, partsOf } from '../samples/parts';

const BYTES = 4;
/** Factor for memory fragmentation. */
const GAPS = 1.1;

/** Memory limits of a backend. */
export interface Capacity {
  readonly name: string;
  readonly bytes: number;
  /** Limit of one tensor. */
  readonly tensorBytes: number;
  /** Optimizers that change weights in place, without temporaries of their size. */
  readonly inPlace: readonly RunSpec['optimizer'][];
  /** Whether an optimizer's state is one tensor. */
  readonly packsState: boolean;
  /** Blocks run by kernels whose workspace holds gradients and packed weights, not a piece of a batch. */
  readonly fused?: readonly BlockId[];
}

/** 32-bit addresses. */
const wasm: Capacity = {
  name: 'WebAssembly',
  bytes: 2 ** 32,
  tensorBytes: 2 ** 32,
  inPlace: ['adam', 'sgd', 'momentum', 'nesterov', 'rmsprop'],
  packsState: false,
  fused: ['convolution'],
};

/** Fixed limits; WebGPU's depend on its device. */
export const capacities: Readonly<Record<Exclude<BackendId, 'webgpu'>, Capacity>> = {
  wasm,
  'wasm-fma': wasm,
  // Limit of a browser tab.
  cpu: { name: 'plain JavaScript', bytes: 2 ** 32, tensorBytes: 2 ** 31, inPlace: [], packsState: false },
};

export interface DataShape extends Ends {
  /** Size of the training set. */
  readonly samples: number;
  readonly classes: boolean;
}

export type FootprintConfig = Pick<
  RunSpec,
  'rule' | 'hidden' | 'optimizer' | 'batchSize' | 'errorTransform' | 'measures'
>;

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const most = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), 0);

/** Numbers in error memories. */
function memoryNumbers({ rule, errorTransform, measures: wanted }: FootprintConfig, data: DataShape): number {
  const whole = data.samples * data.outputs;
  const { oneNumber, aggregated } = errorTransforms[errorTransform];
  const own = oneNumber && data.classes ? data.samples : whole * (aggregated ? 2 : 1);
  const compares = wanted.some((id) => measures[id].kind === 'samples' && measures[id].needsErrors);
  return (rules[rule].signal === 'delayed-error' ? own : 0) + (compares ? whole : 0);
}

/** Tensors of a layer's size that an angle needs, one layer at a time. */
const ANGLE = 3;

/** Tensors of a layer's size for the signal-to-noise ratio of per-sample gradients, one layer at a time. */
const PROBING = 15;

/** Measures of h_1 … h_K of all measured samples. */
const readsActivations: readonly MeasureId[] = ['norms', 'saturation', 'error-correlation', 'error-memory'];

type SampleMeasureFlag = 'needsDeltas' | 'needsBefore';
const someNeed = (wanted: readonly MeasureId[], flag: SampleMeasureFlag): boolean =>
  wanted.some((id) => {
    const measure = measures[id];
    return measure.kind === 'samples' && (measure[flag] ?? false);
  });

/** Tensors of the size of all weights that measures hold at once. */
function measuredWeights(rule: Rule, wanted: readonly MeasureId[]): number {
  const asks = (id: MeasureId): boolean => wanted.includes(id);
  const feeds = rule.path !== 'none' && !(rule.path === 'layerwise' && !rule.feedback);
  let tensors = someNeed(wanted, 'needsBefore') ? 1 : 0;
  const both = asks('gradient-angle') || asks('delta-angle');
  // BP's gradient and the rule's.
  if (both || asks('counterfactual') || asks('delta-norms')) tensors += both && feeds ? 2 : 1;
  // Of another rule at a time.
  if (asks('counterfactual')) tensors += 1;
  // Gradients of the probed samples, for backpropagation and the rule.
  if (asks('gradient-noise')) tensors += 2;
  // Before training, one gradient at a time with its quotient and square.
  if (asks('step-factor') && feeds) tensors = Math.max(tensors, 4);
  // The products of B that the weights are compared with.
  if (asks('layer-alignment') && feeds) tensors += 3;
  return tensors;
}

/** Samples that pass the network together in a measurement or an evaluation. @param samples of the training set */
function lookedAtOnce(samples: number): number {
  const measured = Math.min(MEASURED_SAMPLES, samples);
  return Math.max(AT_ONCE, measured / partsOf(measured));
}

/** Numbers that a measurement or an evaluation holds beyond a resting run's. */
function lookNumbers(
  { rule: id, measures: wanted }: FootprintConfig,
  { samples }: DataShape,
  { weights, largest, units, inside }: Readonly<Record<'weights' | 'largest' | 'units' | 'inside', number>>,
): number {
  const measured = Math.min(MEASURED_SAMPLES, samples);
  const atOnce = lookedAtOnce(samples);
  const rows = 3 * units * atOnce + inside * atOnce;
  const held = measuredWeights(rules[id], wanted);
  if (!wanted.some((one) => measures[one].kind === 'samples')) return rows;
  const asksActivations = wanted.some((one) => readsActivations.includes(one));
  const kept = (asksActivations ? 2 : 0) + (someNeed(wanted, 'needsDeltas') ? 3 : 0);
  const perLayer = wanted.includes('gradient-noise') ? PROBING : ANGLE;
  // The gradient of a part of the samples is added to those of the parts before it.
  return (
    weights * held +
    Math.max(held > 0 ? weights + largest : 0, perLayer * largest) +
    rows +
    kept * measured * units
  );
}

/** Numbers in temporaries of one layer's update: the gradient, and those of the optimizer. */
function updateNumbers(config: FootprintConfig, largest: number, { inPlace, packsState }: Capacity): number {
  if (packsState) return 0;
  if (inPlace.includes(config.optimizer)) return largest;
  return largest * (3 + 7 * optimizers[config.optimizer].slots);
}

/** Numbers that a block's routines put aside. @param weights of its layer @param samples of the largest batch */
const workspaceOf = (
  id: BlockId,
  { workspace }: BlockCost,
  weights: number,
  samples: number,
  { fused = [] }: Capacity,
): number => (fused.includes(id) ? 3 * weights : (workspace?.(samples) ?? 0));

/** Numbers per sample that a block reads of a pooled border. */
const pooledNumbers = ({ below, input }: ChainedBlock): number => (below.pool === undefined ? 0 : input.size);

/** Peak bytes, and bytes of the largest tensor. */
export function footprint(
  config: FootprintConfig,
  data: DataShape,
  capacity: Capacity,
): { readonly bytes: number; readonly tensorBytes: number } {
  const rule: Rule = rules[config.rule];
  const chain = chainOf(data, config.hidden);
  const sizes = bordersOf(chain).map(({ size }) => size);
  const layers = chain.map((link) => sum(parameterSizes(link, false)));
  const parameters = sum(chain.flatMap((link) => parameterSizes(link, true)));
  const [weights, largest, units] = [sum(layers), most(layers), sum(sizes)];
  const costs = chain.map(({ block, ...place }) => block.cost(place));
  // Inside the blocks, per sample, and what they read of pooled borders.
  const inside = sum(costs.map(({ held }, i) => held + pooledNumbers(chain[i] as ChainedBlock)));
  const samplesAtOnce = Math.max(config.batchSize, lookedAtOnce(data.samples));
  const { slots } = optimizers[config.optimizer];
  const feedback = feedbackShapes(rule, layerShapes(chain)).map(([rows, columns]) => rows * columns);
  const aligns = config.measures.includes('weight-alignment') ? ANGLE + 2 : 0;
  const numbers =
    (parameters + data.inputs) * (1 + slots) +
    sum(feedback) * (1 + aligns) +
    memoryNumbers(config, data) +
    // A copy of the output layer before the epoch: see core/trainer/stuck/stuck.ts.
    (layers[layers.length - 1] as number) +
    data.outputs +
    most(
      chain.map(({ id }, i) =>
        workspaceOf(id, costs[i] as BlockCost, layers[i] as number, samplesAtOnce, capacity),
      ),
    ) +
    Math.max(
      updateNumbers(config, largest, capacity) + config.batchSize * (3 * units + inside),
      lookNumbers(config, data, { weights, largest, units, inside }),
    );
  const tensor =
    most([...chain.flatMap((link) => parameterSizes(link, true)), ...feedback]) *
    (capacity.packsState ? Math.max(1, slots) : 1);
  return { bytes: BYTES * GAPS * numbers, tensorBytes: BYTES * tensor };
}

export function fits(config: FootprintConfig, data: DataShape, capacity: Capacity): boolean {
  const { bytes, tensorBytes } = footprint(config, data, capacity);
  return bytes <= capacity.bytes && tensorBytes <= capacity.tensorBytes;
}

/** The layers scaled down by the largest factor that is `good`; undefined if not even one unit each is. */
export function widest(
  hidden: readonly HiddenLayer[],
  good: (hidden: HiddenLayer[]) => boolean,
): HiddenLayer[] | undefined {
  if (hidden.length === 0) return undefined;
  const scaled = (part: number): HiddenLayer[] =>
    hidden.map((layer) => withUnits(layer, Math.max(1, Math.floor(unitsOf(layer) * part))));
  if (!good(scaled(0))) return undefined;
  let [low, high] = [0, 1];
  while (high - low > 1e-5) {
    const middle = (low + high) / 2;
    if (good(scaled(middle))) low = middle;
    else high = middle;
  }
  return scaled(low);
}

/** Message for the user: why the network does not fit, and what would; undefined if it fits. */
export function tooLarge(config: FootprintConfig, data: DataShape, capacity: Capacity): string | undefined {
  // Said elsewhere: see chainProblem.
  if (chainProblem(data, config.hidden)) return undefined;
  if (fits(config, data, capacity)) return undefined;
  const { bytes, tensorBytes } = footprint(config, data, capacity);
  const { name } = optimizers[config.optimizer];
  const measured = config.measures.some((id) => measures[id].kind === 'samples');
  const needs =
    bytes > capacity.bytes
      ? `needs about ${bytesText(bytes)} with ${name}${measured ? ' and these measures' : ''}; ${capacity.name} can hold ${bytesText(capacity.bytes)}`
      : `has a tensor of ${bytesText(tensorBytes)}; ${capacity.name} can hold ${bytesText(capacity.tensorBytes)} in one`;
  const narrower = widest(config.hidden, (hidden) => fits({ ...config, hidden }, data, capacity));
  const plain = { ...config, measures: [] };
  const ways = [
    narrower ? `at most ${hiddenText(narrower)}` : '',
    measured && fits(plain, data, capacity) ? 'no measures' : '',
    !narrower && config.optimizer !== 'sgd' && fits({ ...plain, optimizer: 'sgd' }, data, capacity)
      ? 'the optimizer sgd without measures'
      : '',
  ].filter(Boolean);
  const out =
    ways.length > 0 ? `Choose ${ways.join(', or ')}.` : 'Choose fewer layers or a smaller data set.';
  return `Hidden layers: ${hiddenText(config.hidden)} ${needs}. ${out}`;
}
