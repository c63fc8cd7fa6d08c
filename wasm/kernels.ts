/**
 * AssemblyScript: SIMD routines of a step, on the memory of TensorFlow.js's wasm backend. Compiled by
 * `npm run kernels`, without static data or allocation, because the backend owns the memory.
 * Pointers are byte addresses of float32 arrays unless noted; sizes count elements.
 */

import { at } from './lanes';

export { biasActivate, pullBack } from './activations';
export { convolutionGradient, convolutionVjp, convolutionWorkspace, convolve } from './convolution';
export { denseLearn, denseLearnWorkspace } from './dense';
export { gemm, gemmWorkspace, takeRows } from './gemm';
export { learnFrom } from './optimizers';
export { pooled, unpooled } from './pooling';
export { mark, replay, share } from './program';
export { replayShared, serve } from './team';
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

/** Row n of `to` [M, N] = scales[places[n]] times row labels[n] of B [C, N]; places and labels are int32, and there are S scales. */
export function scaleRows(
  M: i32, N: i32, C: i32, B: usize, labels: usize, S: i32, scales: usize, places: usize, to: usize,
): void {
  scaleRowsOf(M, N, N, B, labels, scales, places, to);
}

/** The same for N columns of B and of `to`, whose rows are `ld` apart. */
export function scaleRowsOf(
  M: i32, N: i32, ld: i32, B: usize, labels: usize, scales: usize, places: usize, to: usize,
): void {
  const whole = N & ~3;
  for (let n = 0; n < M; n++) {
    const scale = load<f32>(at(scales, load<i32>(at(places, n))));
    const four = f32x4.splat(scale);
    const from = at(B, load<i32>(at(labels, n)) * ld);
    const out = at(to, n * ld);
    let j = 0;
    for (; j < whole; j += 4) v128.store(at(out, j), f32x4.mul(v128.load(at(from, j)), four));
    for (; j < N; j++) store<f32>(at(out, j), load<f32>(at(from, j)) * scale);
  }
}

/** to = a + scale b, all [M, N]; `to` may be one of them. */
export function addScaled(M: i32, N: i32, a: usize, scale: f32, b: usize, to: usize): void {
  addScaledOf(M * N, a, scale, b, to);
}

export function addScaledOf(size: i32, a: usize, scale: f32, b: usize, to: usize): void {
  const four = f32x4.splat(scale);
  const whole = size & ~3;
  let i = 0;
  for (; i < whole; i += 4)
    v128.store(at(to, i), f32x4.add(v128.load(at(a, i)), f32x4.mul(four, v128.load(at(b, i)))));
  for (; i < size; i++) store<f32>(at(to, i), load<f32>(at(a, i)) + scale * load<f32>(at(b, i)));
}

/** Sums of N columns of A, whose M rows are `lda` apart, in single precision. */
export function columnSumsOf(M: i32, N: i32, lda: i32, A: usize, to: usize): void {
  const whole = N & ~3;
  let j = 0;
  for (; j < whole; j += 4) {
    let sum = f32x4.splat(0);
    for (let i = 0; i < M; i++) sum = f32x4.add(sum, v128.load(at(A, i * lda + j)));
    v128.store(at(to, j), sum);
  }
  for (; j < N; j++) {
    let sum: f32 = 0;
    for (let i = 0; i < M; i++) sum += load<f32>(at(A, i * lda + j));
    store<f32>(at(to, j), sum);
  }
}

/** Column sums of A [M, N], in single precision. */
export function columnSums(M: i32, N: i32, A: usize, to: usize): void {
  columnSumsOf(M, N, N, A, to);
}

/** As `columnSumsOf`, in double precision, rounded once. */
export function columnSumsInDoubleOf(M: i32, N: i32, lda: i32, A: usize, to: usize): void {
  const even = N & ~1;
  for (let j = 0; j < even; j += 2) {
    let sums = f64x2.splat(0);
    for (let i = 0; i < M; i++)
      sums = f64x2.add(sums, f64x2.promote_low_f32x4(v128.load64_zero(at(A, i * lda + j))));
    v128.store64_lane(at(to, j), f32x4.demote_f64x2_zero(sums), 0);
  }
  if (even == N) return;
  let sum: f64 = 0;
  for (let i = 0; i < M; i++) sum += <f64>load<f32>(at(A, i * lda + even));
  store<f32>(at(to, even), <f32>sum);
}

/** Column sums of A [M, N], in double precision, rounded once. */
export function columnSumsInDouble(M: i32, N: i32, A: usize, to: usize): void {
  columnSumsInDoubleOf(M, N, N, A, to);
}
