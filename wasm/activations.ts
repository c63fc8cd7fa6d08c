/** AssemblyScript: the activations, and deltas pulled back through them. */
import { at, first, storeFirst } from './lanes';

// Codes of the activations; src/kernels/wasm/activation.ts has the same.
const LINEAR: i32 = 0;
const TANH: i32 = 1;
const RELU: i32 = 2;

/**
 * tanh as a quotient of polynomials on ±7.9, beyond which it is ±1 in float32; the error is at most 3 ULP.
 * The coefficients are of a minimax fit that several mathematical libraries use.
 */
// @ts-ignore: decorator
@inline
function tanh4(z: v128): v128 {
  const bound = f32x4.splat(7.90531110763549805);
  // In this order NaN stays, in one instruction each.
  const x = f32x4.pmin(f32x4.pmax(z, f32x4.neg(bound)), bound);
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

// @ts-ignore: decorator
@inline
function activate4(z: v128, kind: i32): v128 {
  if (kind == TANH) return tanh4(z);
  if (kind == RELU) return f32x4.max(z, f32x4.splat(0));
  return z;
}

/** z = f(z + b) for four numbers at an address. */
// @ts-ignore: decorator
@inline
function addAndActivate(count: i32, z: usize, b: v128, kind: i32): void {
  storeFirst(count, z, activate4(f32x4.add(first(count, z), b), kind));
}

// @ts-ignore: decorator
@inline
function biasRow(N: i32, row: usize, bias: usize, kind: i32): void {
  const whole = N & ~3;
  for (let j = 0; j < whole; j += 4) addAndActivate(4, at(row, j), v128.load(at(bias, j)), kind);
  if (whole < N) addAndActivate(N - whole, at(row, whole), first(N - whole, at(bias, whole)), kind);
}

/** Z [M, N] = f(Z + b) in place, row by row. */
export function biasActivate(M: i32, N: i32, Z: usize, bias: usize, kind: i32): void {
  biasActivateOf(M, N, N, Z, bias, kind);
}

/** The same for N columns of Z, whose rows are `ld` apart. */
export function biasActivateOf(M: i32, N: i32, ld: i32, Z: usize, bias: usize, kind: i32): void {
  for (let i = 0; i < M; i++) {
    const row = at(Z, i * ld);
    // A loop for each f: what it is made of then stays in registers.
    if (kind == TANH) biasRow(N, row, bias, TANH);
    else if (kind == RELU) biasRow(N, row, bias, RELU);
    else biasRow(N, row, bias, LINEAR);
  }
}

// @ts-ignore: decorator
@inline
function mapRow(N: i32, row: usize, b: v128, kind: i32): void {
  const whole = N & ~3;
  for (let j = 0; j < whole; j += 4) addAndActivate(4, at(row, j), b, kind);
  if (whole < N) addAndActivate(N - whole, at(row, whole), b, kind);
}

/** The same with a number of b for each row. */
export function biasActivateRows(M: i32, N: i32, Z: usize, bias: usize, kind: i32): void {
  for (let i = 0; i < M; i++) {
    const row = at(Z, i * N);
    const b = v128.load32_splat(at(bias, i));
    if (kind == TANH) mapRow(N, row, b, TANH);
    else if (kind == RELU) mapRow(N, row, b, RELU);
    else mapRow(N, row, b, LINEAR);
  }
}

function pull4(dh: v128, h: v128, kind: i32): v128 {
  const one = f32x4.splat(1);
  if (kind == TANH) return f32x4.mul(dh, f32x4.sub(one, f32x4.mul(h, h)));
  // If h is NaN all bits are set, which is also NaN.
  if (kind == RELU) return v128.or(v128.and(dh, f32x4.gt(h, f32x4.splat(0))), f32x4.ne(h, h));
  return dh;
}

/** dz = dh ⊙ f'(z), from h = f(z), all [M, N]. */
export function pullBack(M: i32, N: i32, dh: usize, h: usize, dz: usize, kind: i32): void {
  pulled(M * N, dh, h, dz, kind);
}

/** The same for N columns, in rows that are `ld` apart. */
export function pullBackOf(M: i32, N: i32, ld: i32, dh: usize, h: usize, dz: usize, kind: i32): void {
  for (let i = 0; i < M; i++) {
    const o = i * ld;
    pulled(N, at(dh, o), at(h, o), at(dz, o), kind);
  }
}

function pulled(size: i32, dh: usize, h: usize, dz: usize, kind: i32): void {
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
