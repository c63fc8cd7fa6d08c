/** A network with its optimizer state and feedback weights: the sole owner of those tensors. */
import { keep, type Tensor, type Tensor2D, tensor2d } from '@tensorflow/tfjs-core';
import '../ops';
import type { Border, Delta, Named } from '../blocks/block';
import {
  bordersOf,
  type ChainedBlock,
  chainOf,
  type Ends,
  type LayerShape,
  layerShapes,
  parameterSizes,
} from '../blocks/chain';
import { drawFeedback } from '../feedback/feedbackWeights';
import { type ScaledRows, scaledRows } from '../feedback/signal';
import { type Head, headOf } from '../head/head';
import { type Loss, losses } from '../head/loss';
import type { Kernels, Tape } from '../kernels';
import { optimizers } from '../optimizers';
import type { Optimizer } from '../optimizers/optimizer';
import { createStream } from '../random/rng';
import { rules } from '../rules';
import { feedbackShapes, learnsBiases, type Rule } from '../rules/rule';
import type { RunSpec } from '../run/spec';
import { weightInits } from '../weights';
import { withDeviation } from '../weights/weightInit';
import {
  createDescent,
  createLearning,
  createSlots,
  type KeptState,
  type LayerSlots,
  readLayer,
  tensorsOf,
} from './descent';
import { createLayer, type NetworkLayer } from './layer';
import type { Part } from './part';
import { type EpochPlan, isSamePlan, planOf } from './plan';
import { createTransfer, type Transfer } from './transfer';

/** Initial values of a network: drawn from a seed, or read from a trajectory file or checkpoint. */
export interface InitialValues {
  /** Parameters of each layer, row-major. */
  readonly layers: readonly Named<Float32Array>[];
  /** Optimizer state of each layer; default: zeros. */
  readonly kept?: readonly KeptState[];
  /** Feedback weights, row-major, in the order and shapes of `feedbackShapes`. */
  readonly feedback: readonly Float32Array[];
}

export interface Network extends Transfer {
  readonly config: RunSpec;
  readonly rule: Rule;
  readonly loss: Loss;
  readonly head: Head;
  /** n_0 … n_K */
  readonly sizes: readonly number[];
  /** Of layers 1 … K. */
  readonly shapes: readonly LayerShape[];
  /** Between the layers, the input's first. */
  readonly borders: readonly Border[];
  /** Layers 1 … K, the output last; its activation is the head's. */
  readonly layers: readonly NetworkLayer[];
  /** B, lowest first, as `feedbackShapes` says; empty for rules without feedback weights. */
  readonly feedback: readonly Tensor2D[];
  readonly parameters: number;
  /** Multiplies one-hot signals with B. */
  readonly scaledRows: ScaledRows;
  /** Sets the learning rate and the frozen layers of an epoch (1, 2, …); initially those of epoch 1. */
  readonly beginEpoch: (epoch: number) => void;
  /** Of layers 1 … K, see the measure `step-factor`; undefined until they are measured. */
  readonly stepFactors: () => readonly (number | null)[] | undefined;
  /** With `fairSteps` each layer's learning rate is multiplied by its factor from now on, by 1 where that is null. */
  readonly setStepFactors: (factors: readonly (number | null)[]) => void;
  /** Replaces the feedback weights and takes ownership of the new ones. */
  readonly setFeedback: (feedback: readonly Tensor2D[]) => void;
  readonly kernels: Kernels;
  /** Applies the optimizer to one layer's gradients, unless it is frozen; call inside tidy. */
  readonly update: (layer: number, gradients: Named<Tensor>) => void;
  /** The same in place from input and delta, by a fused kernel; undefined where the backend has none. */
  readonly learn: ((layer: number, h: Tensor2D, delta: Delta) => void) | undefined;
  /** Repeats steps that learn by `learn`; undefined where the backend has none, or that. */
  readonly tape: Tape | undefined;
  /** Current values and optimizer state of layers 1 … K, for a checkpoint. */
  readonly read: () => Promise<Required<Pick<InitialValues, 'layers' | 'kept'>>>;
  readonly dispose: () => void;
}

/** Initial values drawn from the seed. Each layer has its own random stream, so depth does not affect the layers below. */
export function drawInitialValues(config: RunSpec, ends: Ends): InitialValues {
  const init = withDeviation(weightInits[config.weightInit], config.weightDeviation);
  const chain = chainOf(ends, config.hidden);
  const layers = chain.map(({ block, ...place }, i) => {
    const stream = createStream(config.seed, 'weights', i + 1);
    const values = block.start(init, stream, place);
    if (learnsBiases(rules[config.rule], config.bias)) return values;
    for (const [name, { bias }] of Object.entries(block.parameters(place))) if (bias) values[name]?.fill(0);
    return values;
  });
  return { layers, feedback: drawFeedback(config, rules[config.rule], layerShapes(chain)) };
}

/** Feedback weights as tensors, in the shapes given by `feedbackShapes`. */
export function feedbackTensors(
  rule: Rule,
  shapes: readonly LayerShape[],
  values: readonly Float32Array[],
): Tensor2D[] {
  return feedbackShapes(rule, shapes).map((shape, i) => tensor2d(values[i] as Float32Array, shape));
}

/** Owns the current feedback weights. */
function createFeedback(initial: readonly Tensor2D[]) {
  let feedback = initial.map((tensor) => keep(tensor));
  return {
    current: (): readonly Tensor2D[] => feedback,
    set: (next: readonly Tensor2D[]): void => {
      const old = feedback;
      feedback = next.map((tensor) => keep(tensor));
      for (const tensor of old) tensor.dispose();
    },
  };
}

/** The layers and their optimizer slots. */
function createLayers(
  config: RunSpec,
  chain: readonly ChainedBlock[],
  { layers: values, kept }: InitialValues,
  lastActivation: Head['activation'],
  kernels: Kernels,
  { from, to }: Part = { from: 0, to: chain.length },
) {
  const { optimizer } = config;
  const bias = learnsBiases(rules[config.rule], config.bias);
  const slots = chain.map((link, i) =>
    i >= from && i < to
      ? createSlots(link, values[i] as Named<Float32Array>, kept?.[i], { optimizer, bias }, kernels)
      : { slots: {}, learning: {}, t: 0 },
  );
  const layers = chain.map((link, i) => {
    const activation = i === chain.length - 1 ? lastActivation : config.activation;
    return createLayer(link, activation, (slots[i] as LayerSlots).slots, kernels);
  });
  return { slots, layers };
}

/**
 * Owns the step factors. They multiply the rate, which for optimizers that are linear in the gradient is the same as
 * scaling the gradient; the others would undo a scaled gradient, but not a scaled rate.
 */
function createStepFactors({ fairSteps, optimizer }: RunSpec) {
  let factors: readonly (number | null)[] | undefined;
  const { scaleFree = false }: Optimizer = optimizers[optimizer];
  const applies = fairSteps && !scaleFree;
  return {
    current: () => factors,
    set: (next: readonly (number | null)[]): void => {
      factors = next;
    },
    of: (layer: number): number => (applies ? (factors?.[layer] ?? 1) : 1),
  };
}

/** Layer updates: from gradients in plain operations, or in place by fused kernels. */
function createUpdates(
  config: RunSpec,
  slots: readonly LayerSlots[],
  layers: readonly NetworkLayer[],
  kernels: Kernels,
): Pick<Network, 'beginEpoch' | 'update' | 'learn' | 'tape' | 'stepFactors' | 'setStepFactors'> {
  const descend = createDescent(config, kernels);
  const learn = createLearning(config, kernels, layers, slots, (act) => tape?.also(act));
  const tape = learn && kernels.openTape?.();
  let plan: EpochPlan = planOf(config, 1);
  const factors = createStepFactors(config);
  const rateOf = (layer: number): number => plan.learningRate * factors.of(layer);
  return {
    stepFactors: factors.current,
    setStepFactors: (next) => {
      factors.set(next);
      tape?.forget();
    },
    beginEpoch: (epoch) => {
      const before = plan;
      plan = planOf(config, epoch);
      if (!isSamePlan(plan, before)) tape?.forget();
    },
    tape,
    update: (layer, gradients) => {
      const own = slots[layer];
      if (own === undefined) throw new RangeError(`The network has no layer ${layer + 1}.`);
      if (!plan.frozen.has(layer)) descend(own, gradients, rateOf(layer));
    },
    learn:
      learn &&
      ((layer, h, delta) => {
        if (!plan.frozen.has(layer)) learn(layer, h, delta, rateOf(layer));
      }),
  };
}

/** @param part layers that have parameters here; the others must not be used. Default: all */
export function createNetwork(
  config: RunSpec,
  ends: Ends,
  initial: InitialValues = drawInitialValues(config, ends),
  kernels: Kernels = {},
  part?: Part,
): Network {
  const rule = rules[config.rule];
  const chain = chainOf(ends, config.hidden);
  const [borders, shapes] = [bordersOf(chain), layerShapes(chain)];
  const head = headOf(config, kernels);
  const { slots, layers } = createLayers(config, chain, initial, head.activation, kernels, part);
  const feedback = createFeedback(feedbackTensors(rule, shapes, initial.feedback));
  const updates = createUpdates(config, slots, layers, kernels);
  const numbers = chain.flatMap((link) => parameterSizes(link, learnsBiases(rule, config.bias)));
  return {
    config,
    ...{ rule, head, shapes, borders, layers },
    loss: losses[config.loss],
    sizes: borders.map(({ size }) => size),
    get feedback() {
      return feedback.current();
    },
    parameters: numbers.reduce((sum, n) => sum + n, 0),
    scaledRows: kernels.scaledRows ?? scaledRows,
    kernels,
    ...updates,
    ...createTransfer(slots, kernels),
    setFeedback: feedback.set,
    read: async () => {
      const all = await Promise.all(slots.map(readLayer));
      return { layers: all.map(({ values }) => values), kept: all.map(({ kept }) => kept) };
    },
    dispose: () => {
      updates.tape?.dispose();
      for (const tensor of [...feedback.current(), ...slots.flatMap(tensorsOf)]) tensor.dispose();
    },
  };
}
