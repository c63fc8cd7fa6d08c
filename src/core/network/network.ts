/** A network with its optimizer state and feedback weights: the one owner of those tensors. */
import { keep, type Tensor, type Tensor2D, tensor2d } from '@tensorflow/tfjs-core';
import '../ops';
import type { Delta, Named } from '../blocks/block';
import { chainOf, parameterSizes } from '../blocks/chain';
import { drawFeedback } from '../feedback/feedbackWeights';
import { type ScaledRows, scaledRows } from '../feedback/signal';
import { type Head, headOf } from '../head/head';
import { type Loss, losses } from '../head/loss';
import type { Kernels } from '../kernels';
import { createStream } from '../random/rng';
import { rules } from '../rules';
import { feedbackShapes, hasBiases, type Rule } from '../rules/rule';
import type { RunSpec } from '../run/spec';
import { weightInits } from '../weights';
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
import { type EpochPlan, planOf } from './plan';

/** Everything a network starts from, as plain numbers: drawn from a seed, given by a trajectory file, or kept. */
export interface InitialValues {
  /** Of each layer its parameters, row by row. */
  readonly layers: readonly Named<Float32Array>[];
  /** What the optimizer kept of each layer; zeros without it. */
  readonly kept?: readonly KeptState[];
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
  readonly layers: readonly NetworkLayer[];
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
  readonly update: (layer: number, gradients: Named<Tensor>) => void;
  /** The same from what the gradients are made of, in place; undefined where the backend has no kernel for it. */
  readonly learn: ((layer: number, h: Tensor2D, delta: Delta) => void) | undefined;
  /** Layers 1 … K as they are: what `InitialValues` takes to go on from here. */
  readonly read: () => Promise<Required<Pick<InitialValues, 'layers' | 'kept'>>>;
  readonly dispose: () => void;
}

/** Layers 1 … K of a run's network. */
export const chainOfRun = ({ hidden, block }: RunSpec, inputs: number, outputs: number) =>
  chainOf([inputs, ...hidden, outputs], block);

/** n_0 … n_K */
export function layerSizes(config: RunSpec, inputs: number, outputs: number): number[] {
  return [inputs, ...chainOfRun(config, inputs, outputs).map(({ output }) => output.size)];
}

const learnsBiases = ({ bias, rule }: RunSpec): boolean => bias && hasBiases(rules[rule]);

/** The seed's initial values. Each layer has a stream of its own, so depth never moves the layers below. */
export function drawInitialValues(config: RunSpec, inputs: number, outputs: number): InitialValues {
  const layers = chainOfRun(config, inputs, outputs).map(({ block, input, output }, i) => {
    const stream = createStream(config.seed, 'weights', i + 1);
    const values = block.start(weightInits[config.weightInit], stream, input, output);
    if (learnsBiases(config)) return values;
    for (const [name, { bias }] of Object.entries(block.parameters(input, output)))
      if (bias) values[name]?.fill(0);
    return values;
  });
  const sizes = layerSizes(config, inputs, outputs);
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

/** The layers with all that the optimizer needs of them. */
function createLayers(
  config: RunSpec,
  chain: ReturnType<typeof chainOf>,
  { layers: values, kept }: InitialValues,
  lastActivation: Head['activation'],
  kernels: Kernels,
) {
  const { optimizer } = config;
  const bias = learnsBiases(config);
  const slots = chain.map((link, i) =>
    createSlots(link, values[i] as Named<Float32Array>, kept?.[i], { optimizer, bias }, kernels),
  );
  const layers = chain.map(({ id, block, input, output }, i) => {
    const activation = i === chain.length - 1 ? lastActivation : config.activation;
    const own = (slots[i] as LayerSlots).slots;
    return createLayer(id, activation, own, block.describe(input, output), kernels.blocks?.[id]);
  });
  return { slots, layers };
}

/** What layers learn by: in plain steps on their gradients, or in place. */
function createUpdates(
  config: RunSpec,
  slots: readonly LayerSlots[],
  layers: readonly NetworkLayer[],
  kernels: Kernels,
): Pick<Network, 'beginEpoch' | 'update' | 'learn'> {
  const descend = createDescent(config, kernels);
  const learn = createLearning(config, kernels, layers, slots);
  let plan: EpochPlan = planOf(config, 1);
  return {
    beginEpoch: (epoch) => {
      plan = planOf(config, epoch);
    },
    update: (layer, gradients) => {
      const own = slots[layer];
      if (own === undefined) throw new RangeError(`The network has no layer ${layer + 1}.`);
      if (!plan.frozen.has(layer)) descend(own, gradients, plan.learningRate);
    },
    learn:
      learn &&
      ((layer, h, delta) => {
        if (!plan.frozen.has(layer)) learn(layer, h, delta, plan.learningRate);
      }),
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
  const chain = chainOfRun(config, inputs, outputs);
  const head = headOf(config, kernels);
  const { slots, layers } = createLayers(config, chain, initial, head.activation, kernels);
  const feedback = createFeedback(feedbackTensors(rule, sizes, initial.feedback));
  const numbers = chain.flatMap((link) => parameterSizes(link, learnsBiases(config)));
  return {
    config,
    rule,
    loss: losses[config.loss],
    head,
    sizes,
    layers,
    get feedback() {
      return feedback.present();
    },
    parameters: numbers.reduce((sum, n) => sum + n, 0),
    scaledRows: kernels.scaledRows ?? scaledRows,
    kernels,
    ...createUpdates(config, slots, layers, kernels),
    setFeedback: feedback.set,
    read: async () => {
      const all = await Promise.all(slots.map(readLayer));
      return { layers: all.map(({ values }) => values), kept: all.map(({ kept }) => kept) };
    },
    dispose: () => {
      for (const tensor of [...feedback.present(), ...slots.flatMap(tensorsOf)]) tensor.dispose();
    },
  };
}
