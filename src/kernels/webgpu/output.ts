/** What is done at the output, one sample to a thread: its rows are short. */
import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core';
import type { ActivationId } from '../../core/activation';
import { activations } from '../../core/activation';
import { type LossId, losses } from '../../core/loss';
import { codeOf, IS_NAN, lossCodeOf, lossFunctions } from './formulas';
import { newTensor, type Program, record } from './record';

const THREADS = 64;

/** z becomes softmax(z), row by row. u.shape: N, C. */
export const softmaxProgram: Program = {
  key: 'softmax',
  bindings: [{ name: 'Z', type: 'f32', access: 'read_write' }],
  code: `${IS_NAN}
@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) own: vec3<u32>) {
  let n = own.x; let C = u.shape.y;
  if (n >= u.shape.x) { return; }
  var largest = Z[n * C];
  for (var c = 1u; c < C; c++) { largest = max(largest, Z[n * C + c]); }
  var sum = 0.0;
  for (var c = 0u; c < C; c++) {
    let d = Z[n * C + c] - largest;
    let e = select(exp(d), d, isNaN(d));
    Z[n * C + c] = e;
    sum += e;
  }
  for (var c = 0u; c < C; c++) { Z[n * C + c] /= sum; }
}`,
};

/** In place. */
export function softmaxRows(z: Tensor2D): void {
  const workgroups = [Math.ceil(z.shape[0] / THREADS), 1] as const;
  record(softmaxProgram, { tensors: [z], shape: z.shape, workgroups });
}

/** dz_n from dL/dy of a sample's outputs, as the activation's pull-back has it. */
const pullBacks = (activation: ActivationId): string => {
  if (activation !== 'softmax')
    return `for (var c = 0u; c < C; c++) {
      let i = n * C + c;
      dz[i] = gradient(Y[i], T[i], N, C) * slope(Y[i]);
    }`;
  return `var mixed = 0.0;
    for (var c = 0u; c < C; c++) { let i = n * C + c; mixed += gradient(Y[i], T[i], N, C) * Y[i]; }
    for (var c = 0u; c < C; c++) { let i = n * C + c; dz[i] = Y[i] * (gradient(Y[i], T[i], N, C) - mixed); }`;
};

/** One workgroup, for the loss is one number. u.shape: N, C. */
const OUTPUT_THREADS = 256;

/** Undefined where the pair is not known here. */
export function outputProgram(loss: LossId, activation: ActivationId): Program | undefined {
  const code = lossCodeOf(losses[loss]);
  const slope = activation === 'softmax' ? '' : codeOf(activations[activation])?.slope;
  if (!code || slope === undefined) return undefined;
  return {
    key: `output: ${code.name}, ${activation}`,
    bindings: [
      { name: 'Y', type: 'f32', access: 'read' },
      { name: 'T', type: 'f32', access: 'read' },
      { name: 'dz', type: 'f32', access: 'read_write' },
      { name: 'loss', type: 'f32', access: 'read_write' },
    ],
    code: `${lossFunctions(code)}
${slope && `fn slope(h: f32) -> f32 { ${slope} }`}
var<workgroup> sums: array<f32, ${OUTPUT_THREADS}>;
@compute @workgroup_size(${OUTPUT_THREADS})
fn main(@builtin(local_invocation_index) own: u32) {
  let N = u.shape.x; let C = u.shape.y;
  var sum = 0.0;
  for (var n = own; n < N; n += ${OUTPUT_THREADS}u) {
    for (var c = 0u; c < C; c++) { sum += reported(Y[n * C + c], T[n * C + c]); }
    ${pullBacks(activation)}
  }
  sums[own] = sum;
  workgroupBarrier();
  for (var width = ${OUTPUT_THREADS / 2}u; width > 0u; width /= 2u) {
    if (own < width) { sums[own] += sums[own + width]; }
    workgroupBarrier();
  }
  if (own == 0u) { loss[0] = sums[0] / f32(N); }
}`,
  };
}

/** dz_K and the reported loss; undefined where the pair is not known here. */
export function outputDelta(
  loss: LossId,
  activation: ActivationId,
  y: Tensor2D,
  target: Tensor2D,
): { readonly dz: Tensor2D; readonly loss: Scalar } | undefined {
  const program = outputProgram(loss, activation);
  if (!program) return undefined;
  const result = { dz: newTensor<Tensor2D>(y.shape), loss: newTensor<Scalar>([]) };
  const tensors = [y, target, result.dz, result.loss];
  record(program, { tensors, shape: y.shape, workgroups: [1, 1] });
  return result;
}
