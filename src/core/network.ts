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
import { feedbackInits } from './feedback';
import { drawFeedback } from './feedback/feedback';
import { type Dense, type DenseGradients, type DenseValues, drawDense } from './layers/dense';
import { type Loss, losses } from './loss';
import { optimizers } from './optimizers';
import type { Optimizer } from './optimizers/optimizer';
import { createStream } from './rng';
import { hasFeedback, type Rule } from './rule';
import { rules } from './rules';
import type { RunConfig } from './run';

/** Faster forms of single operations for the backend in use; each equals its plain form. */
export interface Kernels {
  readonly update?: Partial<Record<RunConfig['optimizer'], Optimizer['update']>>;
}

/** Everything a network starts from, as plain numbers: drawn from a seed, or given by a trajectory file. */
export interface InitialValues {
  readonly layers: readonly DenseValues[];
  /** B_i [C, n_i] of each hidden layer, row by row; empty for rules without feedback weights. */
  readonly feedback: readonly Float32Array[];
}

interface Slot {
  parameter: Tensor;
  state: readonly Tensor[];
}

export interface Network {
  readonly rule: Rule;
  readonly loss: Loss;
  /** Layers 1 … K, the output last. */
  readonly layers: readonly Dense[];
  /** B_i of hidden layer i, by position; empty for rules without feedback weights. */
  readonly feedback: readonly Tensor2D[];
  readonly parameters: number;
  /** Descends on one layer's gradients; call inside tidy. */
  readonly update: (layer: number, gradients: DenseGradients, t: number) => void;
  readonly dispose: () => void;
}

function layerSizes(config: RunConfig, inputs: number, outputs: number): number[] {
  return [inputs, ...config.hidden, outputs];
}

/** The seed's initial values. Each layer has a stream of its own, so depth never moves the layers below. */
export function drawInitialValues(config: RunConfig, inputs: number, outputs: number): InitialValues {
  const sizes = layerSizes(config, inputs, outputs);
  const layers = sizes
    .slice(1)
    .map((units, i) => drawDense(createStream(config.seed, 'weights', i + 1), sizes[i] as number, units));
  const init = feedbackInits[config.feedbackInit];
  const feedback = hasFeedback(rules[config.rule])
    ? config.hidden.map((units, i) =>
        drawFeedback(init, createStream(config.seed, 'feedback', i + 1), outputs, units),
      )
    : [];
  return { layers, feedback };
}

function createSlot(values: Tensor, slots: number): Slot {
  const state = Array.from({ length: slots }, () => keep(zeros(values.shape)));
  return { parameter: keep(values), state };
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
  const sizes = layerSizes(config, inputs, outputs);
  const optimizer: Optimizer = optimizers[config.optimizer];
  const step = kernels.update?.[config.optimizer] ?? optimizer.update;
  const slots = initial.layers.map(({ W, b }, i) => ({
    W: createSlot(tensor2d(W, [sizes[i] as number, sizes[i + 1] as number]), optimizer.slots),
    b: createSlot(tensor1d(b), optimizer.slots),
  }));
  const feedback = initial.feedback.map((B, i) => keep(tensor2d(B, [outputs, sizes[i + 1] as number])));

  const descend = (slot: Slot, gradient: Tensor, t: number): void => {
    const old = [slot.parameter, ...slot.state];
    const next = step(slot.parameter, gradient, slot.state, { learningRate: config.learningRate, t });
    slot.parameter = keep(next.parameter);
    slot.state = next.state.map((tensor) => keep(tensor));
    for (const tensor of old) tensor.dispose();
  };

  const layers = slots.map(
    ({ W, b }, i): Dense => ({
      activation: activations[i === slots.length - 1 ? config.outputActivation : config.activation],
      get W() {
        return W.parameter as Tensor2D;
      },
      get b() {
        return b.parameter as Tensor1D;
      },
    }),
  );
  return {
    rule: rules[config.rule],
    loss: losses[config.loss],
    layers,
    feedback,
    parameters: initial.layers.reduce((sum, { W, b }) => sum + W.length + b.length, 0),
    update: (layer, gradients, t) => {
      const slot = slots[layer];
      if (slot === undefined) throw new RangeError(`The network has no layer ${layer + 1}.`);
      tidy(() => {
        descend(slot.W, gradients.W, t);
        descend(slot.b, gradients.b, t);
      });
    },
    dispose: () => {
      for (const tensor of feedback) tensor.dispose();
      for (const { W, b } of slots)
        for (const slot of [W, b]) for (const tensor of [slot.parameter, ...slot.state]) tensor.dispose();
    },
  };
}
