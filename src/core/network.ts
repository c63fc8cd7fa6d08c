/** A network with its optimizer state and feedback weights: the one owner of those tensors. */
import {
  keep,
  type Scalar,
  stack,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor1d,
  tensor2d,
  tidy,
  unstack,
  zeros,
} from '@tensorflow/tfjs-core';
import './ops';
import { activations } from './activation';
import type { Standardise } from './batches';
import type { ErrorInformation } from './errorInformation';
import { drawFeedback } from './feedbackWeights';
import type { Capacity } from './footprint';
import { type Head, type HeadKernels, headOf, type Output } from './head';
import type { Dense, DenseGradients } from './layers/dense';
import { type Loss, losses } from './loss';
import { optimizers } from './optimizers';
import type { Optimizer, UpdateContext } from './optimizers/optimizer';
import { optionValues } from './options';
import { createStream } from './rng';
import { feedbackShapes, hasBiases, type Rule } from './rule';
import { rules } from './rules';
import type { RunSpec } from './run/spec';
import { schedules } from './schedules';
import type { Schedule } from './schedules/schedule';
import { type ScaledRows, scaledRows } from './signal';
import { weightInits } from './weights';
import type { LayerValues } from './weights/weightInit';

/** One layer's delta on its way: dz = dh ⊙ f'(h), or dz itself where there is no `through`. */
export interface Delta {
  readonly dh: Tensor2D;
  /** h of the layer and its f, through which dh has not been pulled yet. */
  readonly through?: { readonly h: Tensor2D; readonly activation: Dense['activation'] };
}

/** Weights or biases with what the optimizer keeps of them. */
interface Slot {
  parameter: Tensor;
  /** A tensor of the parameter's shape for each of the optimizer's slots, or one of all: `packsState`. */
  state: readonly Tensor[];
}

/** A layer's parameters with their optimizer state, all of which a kernel may change in place. */
export interface Parameters {
  readonly W: Readonly<Slot>;
  /** Undefined where biases do not learn. */
  readonly b: Readonly<Slot> | undefined;
}

/** Some rows of an error memory: those of a batch's samples. */
export interface MemoryRows {
  /** [n, C], or [n, 1] */
  readonly rows: Tensor2D;
  /** [N] */
  readonly indices: Tensor1D;
}

type Learn = (parameters: Parameters, input: Tensor2D, delta: Delta, context: UpdateContext) => void;

/**
 * Faster forms of a dense step for the backend in use, each equal to its plain form (core/layers/dense.ts, the
 * optimizer's file, core/signal.ts) within rounding. Those that are missing are done plainly.
 */
export interface Kernels extends HeadKernels {
  /** What the backend can hold; as much as one likes where it is left out. */
  readonly capacity?: Capacity;
  /** Operations are only asked for: a device works them off, and nobody knows when until something is read back. */
  readonly queues?: boolean;
  /** Makes ready what a run needs, so that its first steps do not wait; call before it. */
  readonly prepare?: (config: RunSpec, informations: readonly ErrorInformation[]) => Promise<void>;
  /** Wants an optimizer's state of a parameter as one tensor [slots, …]: a GPU binds few at a time. */
  readonly packsState?: boolean;
  /** Rows of a data set's bytes as a tensor. */
  readonly standardise?: Standardise;
  readonly scaledRows?: ScaledRows;
  /** h = f(x W + b) */
  readonly forward?: (layer: Dense, input: Tensor2D) => Tensor2D;
  /** dz M, or dz Mᵀ. */
  readonly deltaProduct?: (delta: Delta, M: Tensor2D, transposed: boolean) => Tensor2D;
  /** dz_K of the mean-reduced loss, and the reported loss, where the kernel knows the pair; else undefined. */
  readonly outputDelta?: (
    loss: RunSpec['loss'],
    activation: RunSpec['outputActivation'],
    output: Output,
    target: Tensor2D,
  ) => { readonly dz: Tensor2D; readonly loss: Scalar } | undefined;
  /** (y* − y) B, or of the error's sign. @param ofSoftmax the error as `softmaxError` has it */
  readonly errorProduct?: (
    y: Tensor2D,
    target: Tensor2D,
    B: Tensor2D,
    sign: boolean,
    ofSoftmax: boolean,
  ) => Tensor2D;
  /** What a memory holds of the samples, times B; where it is one number for `labels` [N], times those rows of B. */
  readonly memoryProduct?: (memory: MemoryRows, B: Tensor2D, labels?: Tensor1D) => Tensor2D;
  /**
   * Writes in place what is to be remembered of a batch, where the kernel knows it; else it returns false.
   * @param oneNumber keeps the right class's entry alone
   */
  readonly remember?: (
    memory: MemoryRows,
    oneNumber: boolean,
    information: ErrorInformation,
    y: Tensor2D,
    target: Tensor2D,
  ) => boolean;
  /** Descends on a layer's gradients h_{i-1}ᵀ dz and Σ dz in place, by optimizer. */
  readonly learn?: Partial<Record<RunSpec['optimizer'], Learn>>;
  /** Overwrites rows of a memory in place: rows[indices[n]] = values[n]. */
  readonly writeRows?: (rows: Tensor2D, indices: Tensor1D, values: Tensor2D) => void;
}

/** Everything a network starts from, as plain numbers: drawn from a seed, or given by a trajectory file. */
export interface InitialValues {
  readonly layers: readonly LayerValues[];
  /** Feedback weights, row by row, in the order and shapes of `feedbackShapes`. */
  readonly feedback: readonly Float32Array[];
}

export interface Network {
  readonly config: RunSpec;
  readonly rule: Rule;
  readonly loss: Loss;
  readonly head: Head;
  /** n_0 … n_K */
  readonly sizes: readonly number[];
  /** Layers 1 … K, the output last; its f is the head's. */
  readonly layers: readonly Dense[];
  /** B, lowest first, as `feedbackShapes` says; empty for rules without feedback weights. */
  readonly feedback: readonly Tensor2D[];
  readonly parameters: number;
  /** How one-hot signals go through B. */
  readonly scaledRows: ScaledRows;
  /** Sets the learning rate and the frozen layers of an epoch (1, 2, …); epoch 1 from the start. */
  readonly beginEpoch: (epoch: number) => void;
  /** Puts other feedback weights in the place of the present ones, and owns them. */
  readonly setFeedback: (feedback: readonly Tensor2D[]) => void;
  readonly kernels: Kernels;
  /** Descends on one layer's gradients, unless it is frozen; call inside tidy. */
  readonly update: (layer: number, gradients: DenseGradients) => void;
  /** The same from what the gradients are made of, in place; undefined where the backend has no kernel for it. */
  readonly learn: ((layer: number, input: Tensor2D, delta: Delta) => void) | undefined;
  readonly dispose: () => void;
}

function layerSizes(config: RunSpec, inputs: number, outputs: number): number[] {
  return [inputs, ...config.hidden, outputs];
}

const learnsBiases = ({ bias, rule }: RunSpec): boolean => bias && hasBiases(rules[rule]);

/** The seed's initial values. Each layer has a stream of its own, so depth never moves the layers below. */
export function drawInitialValues(config: RunSpec, inputs: number, outputs: number): InitialValues {
  const sizes = layerSizes(config, inputs, outputs);
  const layers = sizes.slice(1).map((units, i) => {
    const stream = createStream(config.seed, 'weights', i + 1);
    const { W, b } = weightInits[config.weightInit].draw(stream, sizes[i] as number, units);
    return { W, b: learnsBiases(config) ? b : b.fill(0) };
  });
  return { layers, feedback: drawFeedback(config, rules[config.rule], sizes) };
}

/** Feedback weights as tensors, in the shapes that the rule wants. */
export function feedbackTensors(
  rule: Rule,
  sizes: readonly number[],
  values: readonly Float32Array[],
): Tensor2D[] {
  return feedbackShapes(rule, sizes).map((shape, i) => tensor2d(values[i] as Float32Array, shape));
}

function createSlot(values: Tensor, slots: number, packs: boolean): Slot {
  const parameter = keep(values);
  if (packs) return { parameter, state: slots > 0 ? [keep(zeros([slots, ...values.shape]))] : [] };
  return { parameter, state: Array.from({ length: slots }, () => keep(zeros(values.shape))) };
}

/** One layer's parameters, their optimizer state, and how many updates they have had. */
interface LayerSlots {
  readonly W: Slot;
  readonly b: Slot;
  t: number;
}

function createSlots(
  { layers }: InitialValues,
  sizes: readonly number[],
  { slots }: Optimizer,
  { packsState = false }: Kernels,
): LayerSlots[] {
  return layers.map(({ W, b }, i) => ({
    W: createSlot(tensor2d(W, [sizes[i] as number, sizes[i + 1] as number]), slots, packsState),
    b: createSlot(tensor1d(b), slots, packsState),
    t: 0,
  }));
}

const tensorsOf = ({ W, b }: LayerSlots): Tensor[] =>
  [W, b].flatMap(({ parameter, state }) => [parameter, ...state]);

/** The optimizer's step on one layer; state belongs to each of its parameters alone. */
function createDescent(config: RunSpec, { packsState = false }: Kernels) {
  const optimizer: Optimizer = optimizers[config.optimizer];
  const options = optionValues(optimizer.options, config.optimizerOptions);
  const descend = (slot: Slot, gradient: Tensor, learningRate: number, t: number): void => {
    const old = [slot.parameter, ...slot.state];
    const state = packsState ? slot.state.flatMap((all) => unstack(all)) : slot.state;
    const next = optimizer.update(slot.parameter, gradient, state, { learningRate, t, options });
    const packed = packsState && next.state.length > 0 ? [stack([...next.state])] : next.state;
    slot.parameter = keep(next.parameter);
    slot.state = packed.map((tensor) => keep(tensor));
    for (const tensor of old) tensor.dispose();
  };
  const bias = learnsBiases(config);
  return (layer: LayerSlots, gradients: DenseGradients, learningRate: number): void => {
    layer.t += 1;
    tidy(() => {
      descend(layer.W, gradients.W, learningRate, layer.t);
      if (bias) descend(layer.b, gradients.b, learningRate, layer.t);
    });
  };
}

/** The same by the backend's kernel, in place; undefined where there is none for this optimizer. */
function createLearning(config: RunSpec, { learn }: Kernels) {
  const kernel = learn?.[config.optimizer];
  if (!kernel) return undefined;
  const options = optionValues(optimizers[config.optimizer].options, config.optimizerOptions);
  const bias = learnsBiases(config);
  return (layer: LayerSlots, input: Tensor2D, delta: Delta, learningRate: number): void => {
    layer.t += 1;
    const { W, b, t } = layer;
    kernel({ W, b: bias ? b : undefined }, input, delta, { learningRate, t, options });
  };
}

/** Learning rate and frozen layers (from 0) of an epoch (1, 2, …). */
export function planOf(config: RunSpec, epoch: number) {
  const schedule: Schedule = schedules[config.schedule];
  const options = optionValues(schedule.options, config.scheduleOptions);
  const frozen = config.freeze.filter(
    ({ from, to }) => epoch >= from && epoch <= (to ?? Number.POSITIVE_INFINITY),
  );
  return {
    learningRate: config.learningRate * schedule.factor(epoch, config.epochs, options),
    frozen: new Set(frozen.map(({ layer }) => layer - 1)),
  };
}

/** Owns the feedback weights in use. */
function createFeedback(initial: readonly Tensor2D[]) {
  let feedback = initial.map((tensor) => keep(tensor));
  return {
    present: (): readonly Tensor2D[] => feedback,
    set: (next: readonly Tensor2D[]): void => {
      const old = feedback;
      feedback = next.map((tensor) => keep(tensor));
      for (const tensor of old) tensor.dispose();
    },
  };
}

function denseOf({ W, b }: LayerSlots, activation: Dense['activation']): Dense {
  return {
    activation,
    get W() {
      return W.parameter as Tensor2D;
    },
    get b() {
      return b.parameter as Tensor1D;
    },
  };
}

/**
 * @param inputs n_0
 * @param outputs C
 */
export function createNetwork(
  config: RunSpec,
  inputs: number,
  outputs: number,
  initial: InitialValues = drawInitialValues(config, inputs, outputs),
  kernels: Kernels = {},
): Network {
  const rule = rules[config.rule];
  const sizes = layerSizes(config, inputs, outputs);
  const slots = createSlots(initial, sizes, optimizers[config.optimizer], kernels);
  const descend = createDescent(config, kernels);
  const learnInPlace = createLearning(config, kernels);
  let plan = planOf(config, 1);
  const feedback = createFeedback(feedbackTensors(rule, sizes, initial.feedback));
  const head = headOf(config, kernels);
  return {
    config,
    rule,
    loss: losses[config.loss],
    head,
    sizes,
    layers: slots.map((slot, i) =>
      denseOf(slot, i === slots.length - 1 ? head.activation : activations[config.activation]),
    ),
    get feedback() {
      return feedback.present();
    },
    parameters: initial.layers.reduce(
      (sum, { W, b }) => sum + W.length + (learnsBiases(config) ? b.length : 0),
      0,
    ),
    scaledRows: kernels.scaledRows ?? scaledRows,
    kernels,
    beginEpoch: (epoch) => {
      plan = planOf(config, epoch);
    },
    setFeedback: feedback.set,
    update: (layer, gradients) => {
      const slot = slots[layer];
      if (slot === undefined) throw new RangeError(`The network has no layer ${layer + 1}.`);
      if (!plan.frozen.has(layer)) descend(slot, gradients, plan.learningRate);
    },
    learn:
      learnInPlace &&
      ((layer, input, delta) => {
        const slot = slots[layer] as LayerSlots;
        if (!plan.frozen.has(layer)) learnInPlace(slot, input, delta, plan.learningRate);
      }),
    dispose: () => {
      for (const tensor of [...feedback.present(), ...slots.flatMap(tensorsOf)]) tensor.dispose();
    },
  };
}
