/** One step of each optimizer from p = 0.5 and no state, on gradients of all sizes. */
import { tensor2d, zeros } from '@tensorflow/tfjs-core';
import '../src/core/ops';
import { densePlace } from '../src/core/blocks/chain';
import type { Kernels } from '../src/core/kernels';
import { optimizerIds, optimizers } from '../src/core/optimizers';
import type { Optimizer } from '../src/core/optimizers/optimizer';
import { optionValues } from '../src/core/options';
import { type Bound, type Case, everywhere, exactly } from './operation';

type OptimizerId = (typeof optimizerIds)[number];

const START = 0.5;
const RATE = 0.125;
const { fround } = Math;

/** Of cpu and wasm: 1 − 0.99 in single precision. */
const UNITS: Readonly<Record<string, Bound>> = { 'rmsprop, ordinary': { ulps: 2 } };

const gradients = {
  'zero, tiny, denormal': [0, -0, 1e-40, -1e-38, 1e-30, -1e-20, 1e-12, -1e-7],
  ordinary: [1e-3, -0.1, 1, -3, 100],
  'huge: squares overflow above 1.8e19': [-1e10, 1e18, 1e20, -3e38],
  'NaN, ∞': [Number.NaN, Number.POSITIVE_INFINITY],
} as const;

/** p minus its step from the gradient g, with squares in single precision. */
const steps: Readonly<Record<OptimizerId, (g: number, options: Record<string, number>) => number>> = {
  sgd: (g) => RATE * g,
  momentum: (g) => RATE * g,
  nesterov: (g, { momentum = 0 }) => RATE * fround(g + momentum * g),
  rmsprop: (g, { decay = 0, epsilon = 0 }) => (RATE * g) / (Math.sqrt((1 - decay) * fround(g * g)) + epsilon),
  // m̂ = g and v̂ = g² at the first step.
  adam: (g, { epsilon = 0 }) => (RATE * g) / (Math.sqrt(fround(g * g)) + epsilon),
};

function stepped(id: OptimizerId, values: readonly number[], { blocks, packsState = false }: Kernels) {
  const optimizer: Optimizer = optimizers[id];
  const context = { learningRate: RATE, t: 1, options: optionValues(optimizer.options, {}) };
  const shape: [number, number] = [1, values.length];
  const [parameter, gradient] = [
    tensor2d(new Array(values.length).fill(START), shape),
    tensor2d([...values], shape),
  ];
  const state =
    packsState && optimizer.slots > 0
      ? [zeros([optimizer.slots, ...shape])]
      : Array.from({ length: optimizer.slots }, () => zeros(shape));
  const own = blocks?.dense?.learn?.[id];
  if (!own) return optimizer.update(parameter, gradient, state, context).parameter;
  // One input of 1: the gradient of W is the delta.
  const layer = {
    activation: 'linear',
    place: densePlace(1, 1),
    parameters: { W: parameter },
    slots: { W: { parameter, state } },
  } as const;
  own(layer, tensor2d([[1]]), { dz: gradient }, context);
  return parameter.clone();
}

export const optimizerSteps: readonly Case[] = optimizerIds.flatMap((id) =>
  Object.entries(gradients).map(([on, values]): Case => {
    const options = optionValues(optimizers[id].options, {});
    return {
      operation: `p after a step of ${optimizers[id].name}`,
      on,
      compute: (kernels) => stepped(id, values.map(fround), kernels),
      exact: values.map((g) => fround(START - fround(steps[id](fround(g), options)))),
      bounds: { ...everywhere(UNITS[`${id}, ${on}`] ?? exactly), webgpu: { ulps: 4 } },
    };
  }),
);
