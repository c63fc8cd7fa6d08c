/** A network with its optimizer state and feedback weights: the one owner of those tensors. */
import { keep, type Tensor1D, type Tensor2D, tensor2d } from '@tensorflow/tfjs-core';
import '../ops';
import { activations } from '../blocks/activation';
import type { Dense, DenseGradients } from '../blocks/dense';
import { drawFeedback } from '../feedback/feedbackWeights';
import { type ScaledRows, scaledRows } from '../feedback/signal';
import { type Head, headOf } from '../head/head';
import { type Loss, losses } from '../head/loss';
import type { Delta, Kernels } from '../kernels';
import { createStream } from '../random/rng';
import { rules } from '../rules';
import { feedbackShapes, hasBiases, type Rule } from '../rules/rule';
import type { RunSpec } from '../run/spec';
import { weightInits } from '../weights';
import {
  createDescent,
  createLearning,
  createSlots,
  type LayerSlots,
  type LayerStart,
  readLayer,
  tensorsOf,
} from './descent';
import { type EpochPlan, planOf } from './plan';

/** Everything a network starts from, as plain numbers: drawn from a seed, given by a trajectory file, or kept. */
export interface InitialValues {
  readonly layers: readonly LayerStart[];
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
  /** Layers 1 … K as they are: what `InitialValues` takes to go on from here. */
  readonly read: () => Promise<LayerStart[]>;
  readonly dispose: () => void;
}

/** n_0 … n_K */
export function layerSizes(config: RunSpec, inputs: number, outputs: number): number[] {
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
  const slots = createSlots(initial.layers, sizes, config.optimizer, kernels);
  const bias = learnsBiases(config);
  const descend = createDescent(config, bias, kernels);
  const learnInPlace = createLearning(config, bias, kernels);
  let plan: EpochPlan = planOf(config, 1);
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
    parameters: initial.layers.reduce((sum, { W, b }) => sum + W.length + (bias ? b.length : 0), 0),
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
    read: () => Promise.all(slots.map(readLayer)),
    dispose: () => {
      for (const tensor of [...feedback.present(), ...slots.flatMap(tensorsOf)]) tensor.dispose();
    },
  };
}
