/**
 * Operations and memory of a training step of each rule, for any network and batch size. Source: Flügel et al. 2023
 * (F³), appendix A; memory also as this engine uses it. As there, biases, activations and optimizer arithmetic are left
 * out. One operation is one fused multiply-add; numbers have 4 bytes. For a batch of one sample the results equal
 * the paper's equations.
 *
 * Errata: the sum in eq. 33 runs to K - 1 = 4, not 5; the inner 4C of eq. 30 is C.
 */
import type { BlockCost } from '../blocks/block';
import { bordersOf, chainOf, type Ends, layerShapes } from '../blocks/chain';
import type { HiddenLayer } from '../blocks/hidden';
import { rules } from '../rules';
import { feedbackShapes, isUpdateLocked, type Rule } from '../rules/rule';

const BYTES = 4;

export interface NetworkShape extends Ends {
  readonly hidden: readonly HiddenLayer[];
  /** N */
  readonly batchSize: number;
  /** Size of the training set; F³'s memory has one row per sample. */
  readonly samples: number;
  /** F³ stores one number per sample, which scales a row of B: one-hot error information for classification. */
  readonly oneNumber: boolean;
  /** Classification: y* B is a row of B. */
  readonly classes: boolean;
}

/** Fused multiply-adds of one training step. */
export interface Operations {
  readonly forward: number;
  /** From the feedback signal to dh of all hidden layers. */
  readonly deltas: number;
  /** Gradients of W. */
  readonly gradients: number;
  readonly update: number;
  readonly total: number;
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
type Net = Pick<NetworkShape, keyof Ends | 'hidden'>;
const chainIn = (net: Net) => chainOf(net, net.hidden);
/** n_0 … n_K: a block's output size can differ from its number of units. */
const sizesIn = (net: Net): number[] => bordersOf(chainIn(net)).map(({ size }) => size);
/** Block costs of layers 1 … K. */
const costsOf = (net: Net): BlockCost[] => chainIn(net).map(({ block, ...place }) => block.cost(place));
const total = (costs: readonly BlockCost[], part: Exclude<keyof BlockCost, 'workspace'>): number =>
  sum(costs.map((cost) => cost[part]));

/** Multiply-adds from the feedback signal to all dh, for one sample: eq. 15 and 16. */
function deltaOperations(rule: Rule, shape: NetworkShape, costs: readonly BlockCost[]): number {
  const hidden = sum(sizesIn(shape).slice(1, -1));
  if (rule.path === 'none') return 0;
  if (rule.path === 'layerwise') return total(costs.slice(1), 'vjp');
  // F e and a second forward pass; h - h' needs no multiplication.
  if (rule.path === 'input') return shape.outputs * shape.inputs + total(costs, 'forward');
  // A row of B is looked up, not computed.
  if (rule.signal === 'target' && shape.classes) return 0;
  if (rule.signal === 'delayed-error' && shape.oneNumber) return hidden;
  return hidden * shape.outputs;
}

/** Eq. 14 to 19, for a batch, with one update per step. Rules without a path update only the output layer. */
export function operations(rule: Rule, shape: NetworkShape): Operations {
  const costs = costsOf(shape);
  const learning = rule.path === 'none' ? costs.slice(-1) : costs;
  const { batchSize } = shape;
  const parts = {
    forward: batchSize * total(costs, 'forward'),
    deltas: batchSize * deltaOperations(rule, shape, costs),
    gradients: batchSize * total(learning, 'gradients'),
    update: total(learning, 'update'),
  };
  return { ...parts, total: sum(Object.values(parts)) };
}

/** Bytes that a rule needs besides weights, optimizer state and the batch. */
export interface Memory {
  /** Peak of activations and deltas, over the moments before each layer's update. */
  readonly held: number;
  /** B: eq. 28 */
  readonly feedback: number;
  /** F³'s memory: eq. 29, or one number per sample. */
  readonly errors: number;
}

/** Numbers held per sample just before the update of layer i (1 …). */
function heldAt(rule: Rule, shape: NetworkShape, i: number): number {
  const sizes = sizesIn(shape);
  const n = (layer: number): number => (layer >= 1 ? (sizes[layer] as number) : 0);
  const K = sizes.length - 1;
  const C = shape.outputs;
  if (rule.path === 'input') {
    // Both passes from here up, y of the first, the second's input, and dz_i.
    const second = sum(sizes.slice(i - 1));
    const first = sum(sizes.slice(i));
    return second + first + n(i);
  }
  if (isUpdateLocked(rule)) {
    const error = rule.signal === 'error' ? C : 0;
    // All outputs below, y, dz_i and the delta for the layer below.
    return sum(sizes.slice(1, i)) + C + n(i) + n(i - 1) + error;
  }
  const learns = i === K || rule.path !== 'none';
  const signal = rule.signal === 'delayed-error' ? (shape.oneNumber ? 1 : C) : 0;
  // The layer's input, its output and dz_i.
  return n(i - 1) + n(i) + (learns ? n(i) : 0) + signal;
}

export function memory(rule: Rule, shape: NetworkShape): Memory {
  const layers = Array.from({ length: shape.hidden.length + 1 }, (_, i) => i + 1);
  const costs = costsOf(shape);
  const held = Math.max(0, ...layers.map((i) => heldAt(rule, shape, i) + (costs[i - 1]?.held ?? 0)));
  const feedback = sum(
    feedbackShapes(rule, layerShapes(chainIn(shape))).map(([rows, columns]) => rows * columns),
  );
  const perSample = rule.signal === 'delayed-error' ? (shape.oneNumber ? 1 : shape.outputs) : 0;
  return {
    held: BYTES * shape.batchSize * held,
    feedback: BYTES * feedback,
    errors: BYTES * perSample * shape.samples,
  };
}

export const memoryTotal = ({ held, feedback, errors }: Memory): number => held + feedback + errors;

/**
 * Bytes that F³ saves over backpropagation: activations that need not be kept, minus B and the error memory. Can be
 * negative. Changes with each further layer as in eq. 32, which leaves out deltas and the output, unlike this.
 */
export function memorySaved(shape: NetworkShape): number {
  return memoryTotal(memory(rules.bp, shape)) - memoryTotal(memory(rules['f3-error'], shape));
}

/** Maximum number of hidden layers of an experiment. */
export const MOST_LAYERS = 1000;

/** Least number of hidden layers at which F³ needs no more memory than backpropagation; undefined for none. */
export function breakEvenDepth(width: number, shape: NetworkShape): number | undefined {
  const savedAt = (depth: number): number =>
    memorySaved({ ...shape, hidden: Array<number>(depth).fill(width) });
  // From two layers on, the saving is linear in the depth.
  const [two, each] = [savedAt(2), savedAt(3) - savedAt(2)];
  if (each <= 0) return undefined;
  const depth = Math.max(2, 2 + Math.ceil(-two / each));
  if (depth > MOST_LAYERS) return undefined;
  return depth === 2 && savedAt(1) >= 0 ? 1 : depth;
}

/** Share of operations that F³ saves over backpropagation: of the deltas (eq. 23), and of a whole step (eq. 24). */
export function operationsSaved(bp: Operations, rule: Operations): { deltas: number; total: number } {
  const share = (own: number, whole: number): number => (whole === 0 ? 0 : 1 - own / whole);
  return { deltas: share(rule.deltas, bp.deltas), total: share(rule.total, bp.total) };
}

/** Bytes of B with `bits` bits per entry, for few distinct values: eq. 34 for trinomial B with 2 bits. */
export function packedFeedbackBytes(rule: Rule, shape: NetworkShape, bits: number): number {
  return (memory(rule, shape).feedback / BYTES) * (bits / 8);
}
