/** Programs of the output layer, with one thread per sample: its rows are short. */
import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core';
import type { ActivationId } from '../../core/blocks/activation';
import type { Output } from '../../core/head/head';
import { type Loss, type LossId, losses } from '../../core/head/loss';
import { codes, IS_NAN, LOGARITHM, lossCodes, lossFunctions, SOFTMAX_ERROR } from './formulas';
import { THREADS } from './program';
import { type Binding, newTensor, type Program, record } from './record';

/** Y = softmax(Z), row by row. u.shape: N, C. */
export const softmaxProgram: Program = {
  key: 'softmax',
  bindings: [
    { name: 'Z', type: 'f32', access: 'read' },
    { name: 'Y', type: 'f32', access: 'read_write' },
  ],
  code: `${IS_NAN}
fn sample(n: u32) {
  let C = u.shape.y;
  var largest = Z(n * C);
  for (var c = 1u; c < C; c++) { largest = max(largest, Z(n * C + c)); }
  var sum = 0.0;
  for (var c = 0u; c < C; c++) {
    let d = Z(n * C + c) - largest;
    let e = select(exp(d), d, isNaN(d));
    Y[n * C + c] = e;
    sum += e;
  }
  for (var c = 0u; c < C; c++) { Y[n * C + c] /= sum; }
}`,
  main: 'samples',
  entry: ([, C = 0]) => ({
    code: `${IS_NAN}
fn power(i: u32, largest: f32) -> f32 { let d = Z(i) - largest; return select(exp(d), d, isNaN(d)); }
fn entry(i: u32) -> f32 {
  let first = i - i % ${C}u;
  var largest = Z(first);
  for (var c = 1u; c < ${C}u; c++) { largest = max(largest, Z(first + c)); }
  var sum = 0.0;
  for (var c = 0u; c < ${C}u; c++) { sum += power(first + c, largest); }
  return power(i, largest) / sum;
}`,
    terms: C,
  }),
};

export function softmax(z: Tensor2D): Tensor2D {
  const y = newTensor<Tensor2D>(z.shape);
  const workgroups = [Math.ceil(z.shape[0] / THREADS), 1] as const;
  record(softmaxProgram, { tensors: [z, y], shape: z.shape, workgroups });
  return y;
}

/** WGSL that computes one sample's dz and loss. */
interface RowCode {
  /** Inputs besides `Y` and `T`. */
  readonly bindings: readonly Binding[];
  readonly functions: string;
  /** Adds the reported loss of sample `n` to `sum` and writes `dz`; N samples, C outputs. */
  readonly code: string;
}

/** WGSL that writes a sample's dz: dL/dy pulled back through the activation. */
const pullBacks = (activation: ActivationId): string => {
  if (activation !== 'softmax')
    return `for (var c = 0u; c < C; c++) {
      let i = n * C + c;
      dz[i] = gradient(Y(i), T(i), N, C) * slope(Y(i));
    }`;
  return `var mixed = 0.0;
    for (var c = 0u; c < C; c++) { let i = n * C + c; mixed += gradient(Y(i), T(i), N, C) * Y(i); }
    for (var c = 0u; c < C; c++) { let i = n * C + c; dz[i] = Y(i) * (gradient(Y(i), T(i), N, C) - mixed); }`;
};

/** The loss's gradient pulled back through the activation; undefined if the activation has no WGSL code. */
function chained(loss: LossId, activation: ActivationId): RowCode | undefined {
  const code = lossCodes[loss];
  const slope = activation === 'softmax' ? '' : codes[activation]?.slope;
  if (slope === undefined) return undefined;
  return {
    bindings: [],
    functions: `${lossFunctions(code)}
${slope && `fn slope(h: f32) -> f32 { ${slope} }`}`,
    code: `for (var c = 0u; c < C; c++) { sum += reported(Y(n * C + c), T(n * C + c)); }
    ${pullBacks(activation)}`,
  };
}

/**
 * CE of a softmax. With m the index of the largest logit, −log y_c = z_m − z_c − log y_m: y_m is at least 1/C, while
 * y_c may underflow.
 */
const logits: RowCode = {
  bindings: [{ name: 'Z', type: 'f32', access: 'read' }],
  functions: `${LOGARITHM}
${SOFTMAX_ERROR}`,
  code: `var m = n * C; var targets = 0.0;
    for (var i = n * C; i < (n + 1u) * C; i++) {
      if (Z(i) > Z(m)) { m = i; }
      targets += T(i);
    }
    for (var i = n * C; i < (n + 1u) * C; i++) {
      dz[i] = ((targets - 1.0) * Y(i) - softmaxError(i, n * C, C)) / f32(N);
      sum += T(i) * (Z(m) - Z(i) - logarithm(Y(m)));
    }`,
};

/** u.shape: N, C. Undefined if the pair of loss and activation has no WGSL code. */
export function outputProgram(loss: LossId, activation: ActivationId): Program | undefined {
  const { fused }: Loss = losses[loss];
  const row = fused?.activation === activation ? logits : chained(loss, activation);
  if (!row) return undefined;
  return {
    key: `output: ${loss}, ${activation}`,
    bindings: [
      { name: 'Y', type: 'f32', access: 'read' },
      { name: 'T', type: 'f32', access: 'read' },
      ...row.bindings,
      { name: 'dz', type: 'f32', access: 'read_write' },
      { name: 'loss', type: 'f32', access: 'read_write' },
    ],
    code: `${row.functions}
fn sample(n: u32) -> f32 {
  let N = u.shape.x; let C = u.shape.y;
  var sum = 0.0;
  ${row.code}
  return sum;
}`,
    main: 'output',
  };
}

/** dz_K and the reported loss; undefined if the pair has no WGSL code. */
export function outputDelta(
  loss: LossId,
  activation: ActivationId,
  { y, z }: Output,
  target: Tensor2D,
): { readonly dz: Tensor2D; readonly loss: Scalar } | undefined {
  const program = outputProgram(loss, activation);
  if (!program) return undefined;
  const result = { dz: newTensor<Tensor2D>(y.shape), loss: newTensor<Scalar>([]) };
  const tensors = [y, target, ...(z ? [z] : []), result.dz, result.loss];
  record(program, { tensors, shape: y.shape, workgroups: [1, 1] });
  return result;
}
