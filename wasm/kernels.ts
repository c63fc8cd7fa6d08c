/**
 * AssemblyScript: SIMD routines of the dense block's step, on the memory of TensorFlow.js's wasm backend. Compiled by
 * `npm run kernels`, without static data or allocation, because the backend owns the memory.
 * Pointers are byte addresses of float32 arrays unless noted; sizes count elements.
 */

import { at } from './lanes';

export { denseLearn, denseLearnWorkspace } from './dense';
export { gemm, gemmWorkspace, takeRows } from './gemm';
export { learnFrom } from './optimizers';
export { replay } from './program';
export { countEntries, listColumns, listRows, sparseGradient, sparseLearn, sparseProduct } from './sparse';

/** to = (byte − mean) · scale for `size` bytes, in double precision, rounded once. */
export function standardise(size: i32, bytes: usize, to: usize, mean: f64, scale: f64): void {
  const M = f64x2.splat(mean), S = f64x2.splat(scale);
  const whole = size & ~3;
  let i = 0;
  for (; i < whole; i += 4) {
    const four = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(bytes + i)));
    const low = f64x2.mul(f64x2.sub(f64x2.convert_low_i32x4_u(four), M), S);
    const upper = v128.shuffle<i32>(four, four, 2, 3, 2, 3);
    const high = f64x2.mul(f64x2.sub(f64x2.convert_low_i32x4_u(upper), M), S);
    v128.store(at(to, i), v128.shuffle<f32>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 1, 4, 5));
  }
  for (; i < size; i++) store<f32>(at(to, i), <f32>((<f64>load<u8>(bytes + i) - mean) * scale));
}

// Codes of the activations; src/kernels/wasm/kernels.ts has the same.
const LINEAR: i32 = 0;
const TANH: i32 = 1;
const RELU: i32 = 2;

/**
 * tanh as a quotient of polynomials on ±7.9, beyond which it is ±1 in float32; the error is at most 3 ULP.
 * The coefficients are of a minimax fit that several mathematical libraries use.
 */
function tanh4(z: v128): v128 {
  const bound = f32x4.splat(7.90531110763549805);
  const x = f32x4.min(f32x4.max(z, f32x4.neg(bound)), bound);
  const s = f32x4.mul(x, x);
  let p = f32x4.splat(-2.76076847742355e-16);
  p = f32x4.add(f32x4.mul(p, s), f32x4.splat(2.00018790482477e-13));
  p = f32x4.add(f32x4.mul(p, s), f32x4.splat(-8.60467152213735e-11));
  p = f32x4.add(f32x4.mul(p, s), f32x4.splat(5.12229709037114e-8));
  p = f32x4.add(f32x4.mul(p, s), f32x4.splat(1.48572235717979e-5));
  p = f32x4.add(f32x4.mul(p, s), f32x4.splat(6.37261928875436e-4));
  p = f32x4.add(f32x4.mul(p, s), f32x4.splat(4.89352455891786e-3));
  let q = f32x4.splat(1.19825839466702e-6);
  q = f32x4.add(f32x4.mul(q, s), f32x4.splat(1.18534705686654e-4));
  q = f32x4.add(f32x4.mul(q, s), f32x4.splat(2.26843463243900e-3));
  q = f32x4.add(f32x4.mul(q, s), f32x4.splat(4.89352518554385e-3));
  return f32x4.div(f32x4.mul(x, p), q);
}

function activate4(z: v128, kind: i32): v128 {
  if (kind == TANH) return tanh4(z);
  if (kind == RELU) return f32x4.max(z, f32x4.splat(0));
  return z;
}

/** Z [M, N] = f(Z + b) in place, row by row. */
export function biasActivate(M: i32, N: i32, Z: usize, bias: usize, kind: i32): void {
  const whole = N & ~3;
  for (let i = 0; i < M; i++) {
    const row = at(Z, i * N);
    let j = 0;
    for (; j < whole; j += 4) {
      const o = (<usize>j) << 2;
      v128.store(row + o, activate4(f32x4.add(v128.load(row + o), v128.load(bias + o)), kind));
    }
    for (; j < N; j++) {
      const o = (<usize>j) << 2;
      const z = f32x4.splat(load<f32>(row + o) + load<f32>(bias + o));
      store<f32>(row + o, f32x4.extract_lane(activate4(z, kind), 0));
    }
  }
}

function pull4(dh: v128, h: v128, kind: i32): v128 {
  const one = f32x4.splat(1);
  if (kind == TANH) return f32x4.mul(dh, f32x4.sub(one, f32x4.mul(h, h)));
  // If h is NaN all bits are set, which is also NaN.
  if (kind == RELU) return v128.or(v128.and(dh, f32x4.gt(h, f32x4.splat(0))), f32x4.ne(h, h));
  return dh;
}

/** dz = dh ⊙ f'(z), from h = f(z). */
export function pullBack(size: i32, dh: usize, h: usize, dz: usize, kind: i32): void {
  const whole = size & ~3;
  let i = 0;
  for (; i < whole; i += 4) {
    const o = (<usize>i) << 2;
    v128.store(dz + o, pull4(v128.load(dh + o), v128.load(h + o), kind));
  }
  for (; i < size; i++) {
    const o = (<usize>i) << 2;
    const value = pull4(f32x4.splat(load<f32>(dh + o)), f32x4.splat(load<f32>(h + o)), kind);
    store<f32>(dz + o, f32x4.extract_lane(value, 0));
  }
}

/** Row n of `to` = scales[places[n]] times row labels[n] of B; places and labels are int32. */
export function scaleRows(
  M: i32, N: i32, B: usize, labels: usize, scales: usize, places: usize, to: usize,
): void {
  const whole = N & ~3;
  for (let n = 0; n < M; n++) {
    const scale = load<f32>(at(scales, load<i32>(at(places, n))));
    const four = f32x4.splat(scale);
    const from = at(B, load<i32>(at(labels, n)) * N);
    const out = at(to, n * N);
    let j = 0;
    for (; j < whole; j += 4) v128.store(at(out, j), f32x4.mul(v128.load(at(from, j)), four));
    for (; j < N; j++) store<f32>(at(out, j), load<f32>(at(from, j)) * scale);
  }
}

/** Column sums of A [M, N], in single precision. */
export function columnSums(M: i32, N: i32, A: usize, to: usize): void {
  const whole = N & ~3;
  let j = 0;
  for (; j < whole; j += 4) {
    let sum = f32x4.splat(0);
    for (let i = 0; i < M; i++) sum = f32x4.add(sum, v128.load(at(A, i * N + j)));
    v128.store(at(to, j), sum);
  }
  for (; j < N; j++) {
    let sum: f32 = 0;
    for (let i = 0; i < M; i++) sum += load<f32>(at(A, i * N + j));
    store<f32>(at(to, j), sum);
  }
}

/** Column sums of A [M, N], in double precision, rounded once. */
export function columnSumsInDouble(M: i32, N: i32, A: usize, to: usize): void {
  const even = N & ~1;
  for (let j = 0; j < even; j += 2) {
    let sums = f64x2.splat(0);
    for (let i = 0; i < M; i++)
      sums = f64x2.add(sums, f64x2.promote_low_f32x4(v128.load64_zero(at(A, i * N + j))));
    v128.store64_lane(at(to, j), f32x4.demote_f64x2_zero(sums), 0);
  }
  if (even == N) return;
  let sum: f64 = 0;
  for (let i = 0; i < M; i++) sum += <f64>load<f32>(at(A, i * N + even));
  store<f32>(at(to, even), <f32>sum);
}
