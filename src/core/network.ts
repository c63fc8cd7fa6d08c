/** A network with its optimizer state and feedback weights: the one owner of those tensors. */
import {
  keep,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor1d,
  tensor2d,
  tidy,
  zeros,
} from '@tensorflow/tfjs-core';
import './ops';
import { activations } from './activation';
import { drawFeedback } from './feedbackWeights';
import type { Dense, DenseGradients } from './layers/dense';
import { type Loss, losses } from './loss';
import { optimizers } from './optimizers';
import type { Optimizer } from './optimizers/optimizer';
import { optionValues } from './options';
import { createStream } from './rng';
import { feedbackShapes, hasBiases, type Rule } from './rule';
import { rules } from './rules';
import type { RunConfig } from './run';
import { schedules } from './schedules';
import type { Schedule } from './schedules/schedule';
import { type ScaledRows, scaledRows } from './signal';
import { weightInits } from './weights';
import type { LayerValues } from './weights/weightInit';

/** Faster forms of single operations for the backend in use; each equals its plain form. */
export interface Kernels {
  readonly update?: Partial<Record<RunConfig['optimizer'], Optimizer['update']>>;
  readonly scaledRows?: ScaledRows;
}

/** Everything a network starts from, as plain numbers: drawn from a seed, or given by a trajectory file. */
export interface InitialValues {
  readonly layers: readonly LayerValues[];
  /** Feedback weights, row by row, in the order and shapes of `feedbackShapes`. */
  readonly feedback: readonly Float32Array[];
}

interface Slot {
  parameter: Tensor;
  state: readonly Tensor[];
}

export interface Network {
  readonly config: RunConfig;
  readonly rule: Rule;
  readonly loss: Loss;
  /** n_0 … n_K */
  readonly sizes: readonly number[];
  /** Layers 1 … K, the output last. */
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
  /** Descends on one layer's gradients, unless it is frozen; call inside tidy. */
  readonly update: (layer: number, gradients: DenseGradients) => void;
  readonly dispose: () => void;
}

function layerSizes(config: RunConfig, inputs: number, outputs: number): number[] {
  return [inputs, ...config.hidden, outputs];
}

const learnsBiases = ({ bias, rule }: RunConfig): boolean => bias && hasBiases(rules[rule]);

/** The seed's initial values. Each layer has a stream of its own, so depth never moves the layers below. */
export function drawInitialValues(config: RunConfig, inputs: number, outputs: number): InitialValues {
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

function createSlot(values: Tensor, slots: number): Slot {
  const state = Array.from({ length: slots }, () => keep(zeros(values.shape)));
  return { parameter: keep(values), state };
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
  optimizer: Optimizer,
): LayerSlots[] {
  return layers.map(({ W, b }, i) => ({
    W: createSlot(tensor2d(W, [sizes[i] as number, sizes[i + 1] as number]), optimizer.slots),
    b: createSlot(tensor1d(b), optimizer.slots),
    t: 0,
  }));
}

const tensorsOf = ({ W, b }: LayerSlots): Tensor[] =>
  [W, b].flatMap(({ parameter, state }) => [parameter, ...state]);

/** The optimizer's step on one layer; state belongs to each of its parameters alone. */
function createDescent(config: RunConfig, kernels: Kernels) {
  const optimizer: Optimizer = optimizers[config.optimizer];
  const step = kernels.update?.[config.optimizer] ?? optimizer.update;
  const options = optionValues(optimizer.options, config.optimizerOptions);
  const descend = (slot: Slot, gradient: Tensor, learningRate: number, t: number): void => {
    const old = [slot.parameter, ...slot.state];
    const next = step(slot.parameter, gradient, slot.state, { learningRate, t, options });
    slot.parameter = keep(next.parameter);
    slot.state = next.state.map((tensor) => keep(tensor));
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

/** Learning rate and frozen layers of an epoch. */
function createPlan(config: RunConfig) {
  const schedule: Schedule = schedules[config.schedule];
  const options = optionValues(schedule.options, config.scheduleOptions);
  const plan = { learningRate: config.learningRate, frozen: new Set<number>() };
  const begin = (epoch: number): void => {
    plan.learningRate = config.learningRate * schedule.factor(epoch, config.epochs, options);
    const frozen = config.freeze.filter(
      ({ from, to }) => epoch >= from && epoch <= (to ?? Number.POSITIVE_INFINITY),
    );
    plan.frozen = new Set(frozen.map(({ layer }) => layer - 1));
  };
  begin(1);
  return { plan, begin };
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
  config: RunConfig,
  inputs: number,
  outputs: number,
  initial: InitialValues = drawInitialValues(config, inputs, outputs),
  kernels: Kernels = {},
): Network {
  const rule = rules[config.rule];
  const sizes = layerSizes(config, inputs, outputs);
  const slots = createSlots(initial, sizes, optimizers[config.optimizer]);
  const descend = createDescent(config, kernels);
  const { plan, begin } = createPlan(config);
  const feedback = createFeedback(feedbackTensors(rule, sizes, initial.feedback));
  return {
    config,
    rule,
    loss: losses[config.loss],
    sizes,
    layers: slots.map((slot, i) =>
      denseOf(slot, activations[i === slots.length - 1 ? config.outputActivation : config.activation]),
    ),
    get feedback() {
      return feedback.present();
    },
    parameters: initial.layers.reduce(
      (sum, { W, b }) => sum + W.length + (learnsBiases(config) ? b.length : 0),
      0,
    ),
    scaledRows: kernels.scaledRows ?? scaledRows,
    beginEpoch: begin,
    setFeedback: feedback.set,
    update: (layer, gradients) => {
      const slot = slots[layer];
      if (slot === undefined) throw new RangeError(`The network has no layer ${layer + 1}.`);
      if (!plan.frozen.has(layer)) descend(slot, gradients, plan.learningRate);
    },
    dispose: () => {
      for (const tensor of [...feedback.present(), ...slots.flatMap(tensorsOf)]) tensor.dispose();
    },
  };
}
