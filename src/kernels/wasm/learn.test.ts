/** Each optimizer's in-place step on wasm gives the same bits as its plain update on wasm, but for what is flushed. */
import {
  memory,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor,
  tensor1d,
  tensor2d,
} from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../../cli/backend';
import '../../core/ops';
import { type ActivationId, activations } from '../../core/blocks/activation';
import type { Delta } from '../../core/blocks/block';
import { densePlace } from '../../core/blocks/chain';
import { dense } from '../../core/blocks/dense';
import { capacities } from '../../core/cost/footprint';
import type { BlockKernels, Kernels, Slot } from '../../core/kernels';
import { type OptimizerId, optimizers } from '../../core/optimizers';
import type { Optimizer, UpdateContext } from '../../core/optimizers/optimizer';
import { otherOptions } from '../../core/optimizers/testSupport';
import { type OptionValues, optionValues } from '../../core/options';
import { createStream } from '../../core/random/rng';
import { wasmMemory } from './memory';

const kernelIds = capacities.wasm.inPlace;
let descend: NonNullable<Kernels['descend']>;
let learn: NonNullable<BlockKernels['learn']>;
beforeAll(async () => {
  const kernels = await startBackend('wasm');
  descend = kernels.descend ?? {};
  learn = kernels.blocks?.dense?.learn ?? {};
});

it('capacities name the optimizers with a kernel', () => {
  expect(Object.keys(descend)).toEqual(kernelIds);
  expect(Object.keys(learn)).toEqual(kernelIds);
});

const stream = createStream(4, 'descend');
const values = (size: number, scale = 1): Float32Array =>
  Float32Array.from({ length: size }, () => scale * stream.normal());
/** Normal numbers times powers of ten from 10⁻²⁰ to 10²⁰: squares overflow and underflow. */
const wide = (size: number): Float32Array =>
  values(size).map((value) => value * 10 ** (stream.below(41) - 20));
/** All pairs of these values. */
const odd = [0, -0, 1e-45, -1e-40, 1.1754944e-38, 1, -3.4e38, Number.POSITIVE_INFINITY, Number.NaN];

const table: Readonly<Record<OptimizerId, Optimizer>> = optimizers;
const contextOf = (id: OptimizerId, t: number, given: OptionValues): UpdateContext => ({
  learningRate: 0.013,
  t,
  options: optionValues(table[id].options, given),
});

/** A parameter and its state. */
const slotOf = (arrays: readonly Float32Array[], shape = [arrays[0]?.length as number]): Slot => {
  const [parameter, ...state] = arrays.map((one) => tensor(one, shape));
  return { parameter: parameter as Tensor, state };
};
const tensorsOf = ({ parameter, state }: Slot): Tensor[] => [parameter, ...state];
const read = (slot: Slot) => Promise.all(tensorsOf(slot).map((one) => one.data()));

const TINY = 2 ** -100;
/** What a gradient must reach to count, see wasm/optimizers.ts. */
const least = (id: OptimizerId, { options }: UpdateContext): number =>
  id === 'adam' || id === 'rmsprop'
    ? Math.min(2 ** -57, Math.fround(Math.fround(options.epsilon as number) * 2 ** -26))
    : TINY;
const flushed = (numbers: Float32Array, below: number): Float32Array =>
  numbers.map((value) => (Math.abs(value) < below ? 0 : value));

/** The plain update, by a gradient whose tiny entries are 0. */
function plainly(
  id: OptimizerId,
  { parameter, state }: Slot,
  gradient: Tensor,
  context: UpdateContext,
): Slot {
  const counted = tensor(flushed(gradient.dataSync() as Float32Array, least(id, context)), gradient.shape);
  return { ...table[id].update(parameter, counted, state, context) };
}

/** Values for an optimizer's slots: the last state of those that divide is a mean of squares, which is never negative. */
const arraysOf = (id: OptimizerId, of: (k: number) => Float32Array): Float32Array[] => {
  const { slots } = table[id];
  const divides = id === 'adam' || id === 'rmsprop';
  return Array.from({ length: slots + 1 }, (_, k) => (k === slots && divides ? of(k).map(Math.abs) : of(k)));
};

const cases = kernelIds.flatMap((id) => [
  { id, t: 1, given: {} },
  { id, t: 1_000_001, given: {} },
  { id, t: 7, given: otherOptions },
  ...Object.entries(otherOptions)
    .filter(([key]) => key in table[id].options)
    .map(([key, value]) => ({ id, t: 2, given: { [key]: value } })),
]);

describe('descend', () => {
  it.each(cases)('$id, t = $t, $given: the same bits as the plain update', async ({ id, t, given }) => {
    const context = contextOf(id, t, given);
    const check = async (gradients: Float32Array, of: (k: number) => Float32Array) => {
      const arrays = arraysOf(id, of);
      const [slot, gradient] = [slotOf(arrays), tensor1d(gradients)];
      const plain = plainly(id, slotOf(arrays), gradient, context);
      const before = tensorsOf(slot);
      const { numTensors } = memory();
      descend[id]?.(slot, gradient, context);
      expect(memory().numTensors).toBe(numTensors);
      expect(tensorsOf(slot)).toEqual(before);
      expect(await read(slot)).toEqual(await read(plain));
      expect(await gradient.data()).toEqual(gradients);
    };
    for (const size of [1, 2, 3, 4, 5, 6, 7, 8, 301]) {
      await check(values(size), () => values(size));
      await check(wide(size), () => wide(size));
    }
    const pairs = odd.flatMap((g) => odd.map((p) => [g, p] as const));
    await check(
      Float32Array.from(pairs, ([g]) => g),
      (k) => Float32Array.from(pairs, ([, p], i) => (k === 0 ? p : (odd[(i + k) % odd.length] as number))),
    );
  });

  /** Runs on vanished gradients; returns the steps after which some number stored was denormal. */
  const denormalSteps = async (id: OptimizerId, start: number, gradient: number): Promise<number> => {
    const zeros = Array.from({ length: table[id].slots }, () => new Float32Array(8));
    const slot = slotOf([values(8), ...zeros]);
    const denormal = (value: number): boolean => value !== 0 && Math.abs(value) < 2 ** -126;
    let count = 0;
    for (let t = 1; t <= 3000; t++) {
      const g = tensor1d(new Float32Array(8).fill(t === 1 ? start : gradient));
      descend[id]?.(slot, g, contextOf(id, t, {}));
      g.dispose();
      const state = await Promise.all(slot.state.map((one) => one.data()));
      if (state.some((one) => one.some(denormal))) count += 1;
    }
    return count;
  };

  it.each(kernelIds)('%s: its state does not end in denormal numbers', async (id) => {
    expect(await denormalSteps(id, 1, 0)).toBe(0);
    expect(await denormalSteps(id, 1e-12, 1e-30)).toBe(0);
    expect(await denormalSteps(id, 1e-30, 1e-38)).toBe(0);
  });

  it.each(kernelIds)(
    '%s: every 64th step stores no tiny state, and differs by no more than rounding',
    async (id) => {
      const context = contextOf(id, 64, {});
      const gradient = tensor1d(wide(301));
      const arrays = arraysOf(id, () => wide(301));
      const [slot, plain] = [slotOf(arrays), plainly(id, slotOf(arrays), gradient, context)];
      descend[id]?.(slot, gradient, context);
      const [[p, ...state], [q, ...other]] = [await read(slot), await read(plain)];
      const square = least(id, context) ** 2;
      for (const [k, values] of other.entries()) {
        const divides = k === other.length - 1 && (id === 'adam' || id === 'rmsprop');
        expect(state[k]).toEqual(flushed(values as Float32Array, divides ? square : TINY));
      }
      for (const [i, value] of (p as Float32Array).entries()) {
        const wanted = q?.[i] as number;
        if (Number.isFinite(wanted))
          expect(Math.abs(value - wanted)).toBeLessThanOrEqual(1e-20 + 2e-7 * Math.abs(wanted));
      }
    },
  );

  it.each(kernelIds)('%s writes only to the parameter and its state', (id) => {
    const { assembly, workspace, floats } = wasmMemory();
    const { slots, factors } = table[id];
    for (const size of [1, 2, 3, 5]) {
      const room = size + 4;
      const all = floats(workspace((slots + 2) * room), (slots + 2) * room).fill(0.25);
      const [p, g, m = 0, v = 0] = Array.from({ length: slots + 2 }, (_, k) => all.byteOffset + 4 * k * room);
      const numbers = [...Object.values(factors(contextOf(id, 3, {}))), 0, 0, 0, 0, 0, 0, 0].slice(0, 7);
      for (const flags of [0, 1, 2, 3])
        assembly.learnFrom(
          ...([kernelIds.indexOf(id), size, p as number, g as number, m, v] as const),
          ...numbers,
          flags,
        );
      for (const [i, value] of all.entries())
        if (i % room >= size) expect(value, `${size}: ${i}`).toBe(0.25);
        else if (i < room) expect(value, `${size}: ${i}`).not.toBe(0.25);
    }
  });
});

describe.each(kernelIds)('learn by %s', (id) => {
  type Layer = { readonly W: Slot; readonly b: Slot };
  const matrix = (rows: number, columns: number, scale = 1): Tensor2D =>
    tensor2d(values(rows * columns, scale), [rows, columns]);

  /** A fresh copy of the same layer. */
  const layerOf = (inputs: number, units: number) => {
    const [W, b] = [values(inputs * units), values(units)];
    const zeros = (like: Float32Array) =>
      Array.from({ length: table[id].slots }, () => new Float32Array(like.length));
    return () => ({ W: slotOf([W, ...zeros(W)], [inputs, units]), b: slotOf([b, ...zeros(b)]) });
  };

  const placeOf = ({ parameter: { shape } }: Slot) => densePlace(shape[0] as number, shape[1] as number);

  const gradientsOf = ({ W, b }: Layer, activation: ActivationId, x: Tensor2D, delta: Delta) =>
    dense.gradients(
      {
        activation,
        place: placeOf(W),
        parameters: { W: W.parameter as Tensor2D, b: b.parameter as Tensor1D },
      },
      x,
      delta,
    );

  it.each(['tanh', 'relu', 'linear', 'sigmoid', 'softmax'] as const)(
    'through %s: the bits of gradients and update in plain operations',
    async (activation) => {
      const { apply } = activations[activation];
      for (const [N, inputs, units, biases] of [
        [7, 13, 9, true],
        [5, 6, 4, false],
      ] as const) {
        const make = layerOf(inputs, units);
        const found = make();
        let plain = make();
        for (let t = 1; t <= 12; t++) {
          const [x, dh, h] = [matrix(N, inputs), matrix(N, units, 0.1), apply(matrix(N, units))];
          const context = contextOf(id, t, t % 2 === 0 ? {} : otherOptions);
          const gradients = gradientsOf(plain, activation, x, { dh, h });
          plain = {
            W: plainly(id, plain.W, gradients.W, context),
            b: biases ? plainly(id, plain.b, gradients.b, context) : plain.b,
          };
          const { numTensors } = memory();
          const learning = biases ? found : { W: found.W };
          const layer = { activation, place: placeOf(found.W), parameters: {}, slots: learning };
          learn[id]?.(layer, x, { dh, h }, context);
          expect(memory().numTensors).toBe(numTensors);
        }
        expect(await read(found.W)).toEqual(await read(plain.W));
        expect(await read(found.b)).toEqual(await read(plain.b));
      }
    },
  );

  it('with thousands of samples', async () => {
    const [N, inputs, units] = [3001, 2, 5];
    const make = layerOf(inputs, units);
    const [found, plain] = [make(), make()];
    const [x, dz] = [matrix(N, inputs), matrix(N, units).add(0.3) as Tensor2D];
    const context = contextOf(id, 1, {});
    const layer = { activation: 'linear', place: placeOf(found.W), parameters: {}, slots: found } as const;
    learn[id]?.(layer, x, { dz }, context);
    const gradient = gradientsOf(plain, 'linear', x, { dz });
    expect(await read(found.W)).toEqual(await read(plainly(id, plain.W, gradient.W, context)));
    expect(await read(found.b)).toEqual(await read(plainly(id, plain.b, gradient.b, context)));
  });
});
