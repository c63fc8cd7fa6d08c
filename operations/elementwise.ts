/** Functions of one number: as plain operations, and as computed by a layer with the backend's kernels. */
import { onesLike, type Tensor, type Tensor2D, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import '../src/core/ops';
import { type ActivationId, activations } from '../src/core/blocks/activation';
import { transposed } from '../src/core/blocks/block';
import { densePlace } from '../src/core/blocks/chain';
import { dense } from '../src/core/blocks/dense';
import type { Kernels } from '../src/core/kernels';
import { type ArgumentClass, argumentClasses, argumentsOf, flush } from './arguments';
import { type Bound, type Bounds, type Case, everywhere, exactly, flushing } from './operation';

interface Function {
  readonly operation: string;
  readonly exact: (x: number) => number;
  /** Of a column of arguments. */
  readonly compute: (x: Tensor2D, kernels: Kernels) => Tensor;
  /** Where backends are not exact. */
  readonly bounds?: Partial<Record<ArgumentClass, Partial<Bounds>>>;
  readonly remarks?: Partial<Record<ArgumentClass, string>>;
  /** Classes of arguments that can occur. */
  readonly only?: readonly ArgumentClass[];
  /** The largest magnitude that can occur. */
  readonly largest?: number;
}

const sigmoid = (x: number): number => (x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x)));
const relu = (x: number): number => (Number.isNaN(x) ? x : Math.max(0, x));
const step = (x: number): number => (Number.isNaN(x) ? x : Number(x > 0));

/** h = f(z): one input, one unit, weight 1, bias 0. */
const asTrained =
  (id: ActivationId): Function['compute'] =>
  (z, kernels) =>
    (kernels.blocks?.dense?.forward ?? dense.forward)(
      { activation: id, place: densePlace(1, 1), parameters: { W: tensor2d([[1]]), b: tensor1d([0]) } },
      z,
    );

/** f'(z) in terms of h, as it multiplies a delta of 1. */
const slope =
  (id: ActivationId): Function['compute'] =>
  (h, { blocks }) => {
    const dh = onesLike(h);
    const layer = { activation: id, place: densePlace(1, 1), parameters: {} };
    const through = { W: transposed(tensor2d([[1]])) };
    return blocks?.dense?.vjp?.(layer, h, { dh, h }, through) ?? activations[id].pullBack(dh, h);
  };

/** Of outputs of tanh and sigmoid. */
const outputs = ['zero', 'denormal', 'tiny', 'ordinary', 'NaN'] as const;

const rounded = (f: (x: number) => number) => (x: number) => Math.fround(f(x));

const units = (ulps: number): Bound => ({ ulps });
// A product, a quotient and a dozen terms of WGSL, each of which may be a unit or two off.
const TANH_UNITS = 8;
const tanhBounds: Function['bounds'] = {
  denormal: { wasm: { absolute: 2e-43 }, webgpu: { absolute: 2e-38 } },
  tiny: { wasm: units(2), webgpu: units(TANH_UNITS) },
  ordinary: { wasm: units(4), webgpu: units(TANH_UNITS) },
  large: { wasm: units(4), webgpu: units(TANH_UNITS) },
};
// WGSL: exp is within 3 + 2 |z| units; the sum and the quotient take the rest.
const sigmoidBounds: Function['bounds'] = {
  tiny: { wasm: units(1), webgpu: units(8) },
  ordinary: { wasm: units(2), webgpu: { ulps: 8, perUnit: 2 } },
  large: { wasm: { ulps: 2, flushes: true }, webgpu: { ulps: 8, perUnit: 2, flushes: true } },
};
const rootBounds = { webgpu: units(3) };
const logBounds = { webgpu: units(4) };

const functions: readonly Function[] = [
  { operation: '|x|', exact: Math.abs, compute: (x) => x.abs() },
  { operation: '−x', exact: (x) => -x, compute: (x) => x.neg() },
  {
    operation: 'sign x',
    exact: Math.sign,
    compute: (x) => x.sign(),
    remarks: {
      tiny: 'TensorFlow.js’s sign is 0 up to 1e-7 on wasm; ours is step x − step −x',
      NaN: 'TensorFlow.js’s sign of NaN is 0',
    },
  },
  { operation: 'step x', exact: step, compute: (x) => x.step() },
  {
    operation: 'x²',
    exact: (x) => x * x,
    compute: (x) => x.square(),
    bounds: { tiny: { webgpu: flushing } },
  },
  {
    operation: '√x',
    exact: Math.sqrt,
    compute: (x) => x.sqrt(),
    bounds: { tiny: rootBounds, ordinary: rootBounds, large: rootBounds, huge: rootBounds },
  },
  {
    operation: 'log x',
    exact: Math.log,
    compute: (x) => x.log(),
    bounds: {
      denormal: logBounds,
      tiny: logBounds,
      ordinary: { webgpu: { absolute: 1e-6 } },
      large: logBounds,
      huge: logBounds,
    },
    remarks: {
      zero: 'TensorFlow.js on WebGPU: −88 on the software adapter; ours goes by the bits',
      denormal: 'As a whole number times 2⁻¹⁴⁹: nothing is flushed',
      NaN: 'TensorFlow.js on WebGPU: 89 on the software adapter',
    },
  },
  {
    operation: 'max(log x, −100)',
    exact: (x) => (Number.isNaN(x) ? x : Math.max(Math.log(x), -100)),
    compute: (x) => x.log().maximum(-100),
    bounds: {
      denormal: logBounds,
      tiny: logBounds,
      ordinary: { webgpu: { absolute: 1e-6 } },
      large: logBounds,
      huge: logBounds,
    },
    remarks: { NaN: 'Else a diverged network has a loss that is a number' },
  },
  {
    operation: 'tanh x',
    exact: Math.tanh,
    compute: (x) => x.tanh(),
    bounds: {
      denormal: { webgpu: { absolute: 2e-38 } },
      tiny: { wasm: units(1), webgpu: units(TANH_UNITS) },
      ordinary: { wasm: units(2), webgpu: units(TANH_UNITS) },
      large: { webgpu: units(TANH_UNITS) },
    },
  },
  { operation: 'sigmoid x', exact: sigmoid, compute: (x) => x.sigmoid(), bounds: sigmoidBounds },
  {
    operation: 'h = tanh z',
    exact: Math.tanh,
    compute: asTrained('tanh'),
    bounds: tanhBounds,
    remarks: {
      tiny: 'From exponentials, as TensorFlow.js has it on WebGPU, tanh 1e-7 is 1.19e-7 and tanh 1e-8 is 0',
      large: 'The polynomials end at ±7.905; 1 is reached at ±9.01 in double precision',
    },
  },
  {
    operation: 'h = sigmoid z',
    exact: sigmoid,
    compute: asTrained('sigmoid'),
    bounds: sigmoidBounds,
    remarks: {
      large: 'Between 16.6 and 17.4 one backend has 1 where another has 1 − 6e-8; below −87.3 wasm has 0',
      NaN: 'TensorFlow.js’s on WebGPU is 0',
    },
  },
  {
    operation: 'h = relu z',
    exact: relu,
    compute: asTrained('relu'),
    remarks: { denormal: 'TensorFlow.js’s relu on WebGPU lets −1e-40 through' },
  },
  { operation: 'h = z', exact: (x) => x, compute: asTrained('linear') },
  {
    operation: 'tanh’ = 1 − h²',
    exact: (h) => 1 - Math.fround(h * h),
    compute: slope('tanh'),
    only: outputs,
    largest: 1,
    bounds: { ordinary: { webgpu: { absolute: 2 ** -24 } } },
    remarks: { ordinary: 'WGSL may round 1 − h² once: an H100 does' },
  },
  {
    operation: 'sigmoid’ = h (1 − h)',
    exact: (h) => h * Math.fround(1 - h),
    compute: slope('sigmoid'),
    only: outputs,
    largest: 1,
  },
  { operation: 'relu’ = step h', exact: step, compute: slope('relu') },
];

function casesOf({
  operation,
  exact,
  compute,
  bounds = {},
  remarks = {},
  only,
  largest = Number.POSITIVE_INFINITY,
}: Function): Case[] {
  return (only ?? argumentClasses).map((on): Case => {
    const x = argumentsOf(on).filter((value) => !(Math.abs(value) > largest));
    const values = (f: (x: number) => number) => Array.from(x, (value) => rounded(exact)(f(value)));
    const base = everywhere(exactly);
    const open = on === 'denormal' ? { webgpu: flushing } : {};
    return {
      operation,
      on,
      compute: (kernels) => compute(tensor2d(x, [x.length, 1]), kernels),
      exact: values((value) => value),
      flushed: values(flush).map(flush),
      argument: x,
      bounds: { ...base, ...open, ...bounds[on] },
      ...(remarks[on] ? { remark: remarks[on] } : {}),
    };
  });
}

export const elementwise: readonly Case[] = functions.flatMap(casesOf);
