/**
 * Elementwise log, tanh and sigmoid on WebGPU. TensorFlow.js's kernels depend on the adapter for arguments on which WGSL
 * leaves the result undefined: on one adapter log 0 is −88, log NaN is 89 and the sigmoid of NaN is 0. Losses and
 * measures of a diverged or saturated network must be the same on every backend.
 */
import {
  Log,
  registerKernel,
  Sigmoid,
  Tanh,
  type TensorInfo,
  unregisterKernel,
  util,
} from '@tensorflow/tfjs-core';
import { codes, IS_NAN } from './formulas';
import { newInfo, type Program, record } from './record';

const THREADS = 256;
const MOST_GROUPS = 4096;

/**
 * Distinguishes cases by the argument's bits. −∞ and NaN, which WGSL has no literals for, are in `u.numbers`. A denormal
 * is an integer times 2^-149, and 149 log 2 = 103.278929903.
 */
const LOG = `let bits = bitcast<u32>(z); let size = bits & 0x7fffffffu;
  if (size == 0u) { return u.numbers[0].x; }
  if (bits != size) { return u.numbers[0].y; }
  if (size == 0x7f800000u) { return z; }
  if (size < 0x00800000u) { return log(f32(size)) - 103.278929903; }
  return log(z);`;

/** u.shape: number of elements. @param apply body of f(z), z not NaN */
const programOf = (name: string, apply: string): Program => ({
  key: `each: ${name}`,
  bindings: [
    { name: 'Z', type: 'f32', access: 'read' },
    { name: 'result', type: 'f32', access: 'read_write' },
  ],
  code: `${IS_NAN}
fn f(z: f32) -> f32 { ${apply} }
@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) own: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
  for (var i = own.x; i < u.shape.x; i += groups.x * ${THREADS}u) {
    let z = Z(i);
    if (isNaN(z)) { result[i] = z; } else { result[i] = f(z); }
  }
}`,
  main: 'own',
});

const functions: Readonly<Record<string, string | undefined>> = {
  [Log]: LOG,
  [Tanh]: codes.tanh?.apply,
  [Sigmoid]: codes.sigmoid?.apply,
};

/** Call once per realm, after the WebGPU backend is ready. */
export function registerWebgpuFunctions(): void {
  for (const [kernelName, apply = ''] of Object.entries(functions)) {
    const program = programOf(kernelName, apply);
    unregisterKernel(kernelName, 'webgpu');
    registerKernel({
      kernelName,
      backendName: 'webgpu',
      kernelFunc: ({ inputs }) => {
        const x = inputs.x as TensorInfo;
        const size = util.sizeFromShape(x.shape);
        const result = newInfo(x.shape);
        const groups = Math.min(Math.ceil(size / THREADS), MOST_GROUPS);
        const numbers = () => [Number.NEGATIVE_INFINITY, Number.NaN];
        record(program, { tensors: [x, result], shape: [size], numbers, workgroups: [groups, 1] });
        return result;
      },
    });
  }
}
