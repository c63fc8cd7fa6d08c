/**
 * AssemblyScript: SIMD routines of the dense block's step, on the memory of TensorFlow.js's wasm backend. Compiled by
 * `npm run kernels`, without static data or allocation, because the backend owns the memory.
 * Pointers are byte addresses of float32 arrays unless noted; sizes count elements.
 */

import { at } from './lanes';

export { adam, momentum, nesterov, rmsprop, sgd } from './optimizers';
export { countEntries, listColumns, listRows, sparseGradient, sparseLearn, sparseProduct } from './sparse';

// Size of a block of C: 10 accumulators, 2 operands and a product fit 16 registers.
let ROWS: i32 = 5;
const COLUMNS: i32 = 8;

/** 4 for engines that spill registers with 5. The results do not depend on it. */
export function takeRows(rows: i32): void {
  ROWS = rows;
}

/** Packs A into panels of ROWS rows, ordered by k and padded with zero rows. A's element (i, k) is at i·rs + k·ks. */
function packA(M: i32, K: i32, A: usize, rs: i32, ks: i32, to: usize): void {
  let out = to;
  for (let i = 0; i < M; i += ROWS) {
    const rows = min(ROWS, M - i);
    for (let k = 0; k < K; k++) {
      let from = at(A, i * rs + k * ks);
      for (let r = 0; r < rows; r++) {
        store<f32>(out, load<f32>(from));
        from = at(from, rs);
        out += 4;
      }
      for (let r = rows; r < ROWS; r++) {
        store<f32>(out, 0);
        out += 4;
      }
    }
  }
}

/** Packs COLUMNS columns of B from column j, ordered by k and padded with zeros. Element (k, j) is at k·bk + j·bj. */
function packB(K: i32, columns: i32, B: usize, bk: i32, bj: i32, to: usize): void {
  let out = to;
  if (columns == COLUMNS && bj == 1) {
    let from = B;
    const next = (<usize>bk) << 2;
    for (let k = 0; k < K; k++) {
      v128.store(out, v128.load(from));
      v128.store(out, v128.load(from, 16), 16);
      from += next;
      out += 32;
    }
    return;
  }
  for (let k = 0; k < K; k++) {
    let from = at(B, k * bk);
    for (let j = 0; j < columns; j++) {
      store<f32>(out, load<f32>(from));
      from = at(from, bj);
      out += 4;
    }
    for (let j = columns; j < COLUMNS; j++) {
      store<f32>(out, 0);
      out += 4;
    }
  }
}

function storeRow(C: usize, low: v128, high: v128, columns: i32): void {
  if (columns == COLUMNS) {
    v128.store(C, low);
    v128.store(C, high, 16);
    return;
  }
  if (columns > 0) store<f32>(C, f32x4.extract_lane(low, 0));
  if (columns > 1) store<f32>(C, f32x4.extract_lane(low, 1), 4);
  if (columns > 2) store<f32>(C, f32x4.extract_lane(low, 2), 8);
  if (columns > 3) store<f32>(C, f32x4.extract_lane(low, 3), 12);
  if (columns > 4) store<f32>(C, f32x4.extract_lane(high, 0), 16);
  if (columns > 5) store<f32>(C, f32x4.extract_lane(high, 1), 20);
  if (columns > 6) store<f32>(C, f32x4.extract_lane(high, 2), 24);
}

/** One block of C from packed panels; sums run over k in order, so that results do not depend on the blocking. */
function block5(K: i32, a: usize, b: usize, C: usize, ldc: i32, rows: i32, columns: i32): void {
  let c00 = f32x4.splat(0), c01 = c00, c10 = c00, c11 = c00, c20 = c00;
  let c21 = c00, c30 = c00, c31 = c00, c40 = c00, c41 = c00;
  for (let k = 0; k < K; k++) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let x = v128.load32_splat(a);
    c00 = f32x4.add(c00, f32x4.mul(x, b0));
    c01 = f32x4.add(c01, f32x4.mul(x, b1));
    x = v128.load32_splat(a, 4);
    c10 = f32x4.add(c10, f32x4.mul(x, b0));
    c11 = f32x4.add(c11, f32x4.mul(x, b1));
    x = v128.load32_splat(a, 8);
    c20 = f32x4.add(c20, f32x4.mul(x, b0));
    c21 = f32x4.add(c21, f32x4.mul(x, b1));
    x = v128.load32_splat(a, 12);
    c30 = f32x4.add(c30, f32x4.mul(x, b0));
    c31 = f32x4.add(c31, f32x4.mul(x, b1));
    x = v128.load32_splat(a, 16);
    c40 = f32x4.add(c40, f32x4.mul(x, b0));
    c41 = f32x4.add(c41, f32x4.mul(x, b1));
    a += 20;
    b += 32;
  }
  const next = (<usize>ldc) << 2;
  storeRow(C, c00, c01, columns);
  if (rows > 1) storeRow(C + next, c10, c11, columns);
  if (rows > 2) storeRow(C + 2 * next, c20, c21, columns);
  if (rows > 3) storeRow(C + 3 * next, c30, c31, columns);
  if (rows > 4) storeRow(C + 4 * next, c40, c41, columns);
}

/** The same for a block of four rows. */
function block4(K: i32, a: usize, b: usize, C: usize, ldc: i32, rows: i32, columns: i32): void {
  let c00 = f32x4.splat(0), c01 = c00, c10 = c00, c11 = c00;
  let c20 = c00, c21 = c00, c30 = c00, c31 = c00;
  const end = a + (<usize>K) * 16;
  while (a < end) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let x = v128.load32_splat(a);
    c00 = f32x4.add(c00, f32x4.mul(x, b0));
    c01 = f32x4.add(c01, f32x4.mul(x, b1));
    x = v128.load32_splat(a, 4);
    c10 = f32x4.add(c10, f32x4.mul(x, b0));
    c11 = f32x4.add(c11, f32x4.mul(x, b1));
    x = v128.load32_splat(a, 8);
    c20 = f32x4.add(c20, f32x4.mul(x, b0));
    c21 = f32x4.add(c21, f32x4.mul(x, b1));
    x = v128.load32_splat(a, 12);
    c30 = f32x4.add(c30, f32x4.mul(x, b0));
    c31 = f32x4.add(c31, f32x4.mul(x, b1));
    a += 16;
    b += 32;
  }
  const next = (<usize>ldc) << 2;
  storeRow(C, c00, c01, columns);
  if (rows > 1) storeRow(C + next, c10, c11, columns);
  if (rows > 2) storeRow(C + 2 * next, c20, c21, columns);
  if (rows > 3) storeRow(C + 3 * next, c30, c31, columns);
}

/** Elements of workspace that `gemm` needs. */
export function gemmWorkspace(M: i32, K: i32): i32 {
  return ((M + ROWS - 1) / ROWS) * ROWS * K + K * COLUMNS;
}

/** C [M, N] = A·B; A's element (i, k) is at i·rs + k·ks, B's (k, j) at k·bk + j·bj, C's rows are ldc apart. */
export function gemm(
  M: i32, N: i32, K: i32,
  A: usize, rs: i32, ks: i32,
  B: usize, bk: i32, bj: i32,
  C: usize, ldc: i32, workspace: usize,
): void {
  const panels = (M + ROWS - 1) / ROWS;
  const packedB = at(workspace, panels * ROWS * K);
  packA(M, K, A, rs, ks, workspace);
  for (let j = 0; j < N; j += COLUMNS) {
    const columns = min(COLUMNS, N - j);
    packB(K, columns, at(B, j * bj), bk, bj, packedB);
    let a = workspace;
    for (let i = 0; i < M; i += ROWS) {
      const c = at(C, i * ldc + j);
      if (ROWS == 5) block5(K, a, packedB, c, ldc, min(5, M - i), columns);
      else block4(K, a, packedB, c, ldc, min(4, M - i), columns);
      a = at(a, ROWS * K);
    }
  }
}

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
