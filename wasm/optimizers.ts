/**
 * AssemblyScript: the optimizers' in-place updates of parameters p and their state m and v by gradients g. Each has its
 * optimizer's id, takes its `factors` in order (src/core/optimizers), and rounds after each operation as its `update` does.
 *
 * What is too small to move a parameter becomes 0, because processors take a hundred times as long for denormal numbers,
 * in which vanished gradients, their squares and the state of saturated units end. `flags` say what is flushed: gradients
 * (GRADIENT), the state that is stored (STATE).
 */
import { at, first, flush, storeFirst } from './lanes';

/** The gradients are flushed here; a kernel that computes them may have done so. */
export const GRADIENT: i32 = 1;
export const STATE: i32 = 2;

/** 2⁻¹⁰⁰: products with numbers of common size are not denormal. */
const TINY: f32 = 7.888609052210118e-31;
/** 2⁻⁵⁷: nor is a square, multiplied by 1 − β₂. */
const ROOT: f32 = 6.938893903907228e-18;
/** 2⁻²⁶: beside ε, a gradient that is smaller by this changes a step by less than rounding does. */
const BESIDE: f32 = 1.4901161193847656e-8;

/** What a gradient must reach, for an optimizer that squares it. */
// @ts-ignore: decorator
@inline
function leastSquared(epsilon: f32): f32 {
  return min(ROOT, epsilon * BESIDE);
}

// Places of the optimizers in `steps` of src/kernels/wasm/kernels.ts.
const ADAM: i32 = 0;
const SGD: i32 = 1;
const MOMENTUM: i32 = 2;
const NESTEROV: i32 = 3;
const RMSPROP: i32 = 4;

/** What a gradient must reach not to be flushed. The factors are the optimizer's, in order. */
export function leastGradient(kind: i32, d: f32, e: f32): f32 {
  if (kind == ADAM) return leastSquared(e);
  return kind == RMSPROP ? leastSquared(d) : TINY;
}

/** One optimizer's update, by its place. Unused addresses and factors are ignored. */
export function learnFrom(
  kind: i32, size: i32, p: usize, g: usize, m: usize, v: usize,
  a: f32, b: f32, c: f32, d: f32, e: f32, f: f32, h: f32, flags: i32,
): void {
  if (kind == ADAM) adam(size, p, g, m, v, a, b, c, d, e, f, h, flags);
  else if (kind == SGD) sgd(size, p, g, a, flags);
  else if (kind == MOMENTUM) momentum(size, p, g, m, a, b, flags);
  else if (kind == NESTEROV) nesterov(size, p, g, m, a, b, flags);
  else rmsprop(size, p, g, m, a, b, c, d, flags);
}

// @ts-ignore: decorator
@inline
function given(count: i32, g: usize, least: v128, flags: i32): v128 {
  const gradient = first(count, g);
  return flags & GRADIENT ? flush(gradient, least) : gradient;
}

// @ts-ignore: decorator
@inline
function kept(count: i32, to: usize, state: v128, least: v128, flags: i32): v128 {
  const value = flags & STATE ? flush(state, least) : state;
  storeFirst(count, to, value);
  return value;
}

// @ts-ignore: decorator
@inline
function sgd4(count: i32, p: usize, g: usize, rate: v128, tiny: v128, flags: i32): void {
  storeFirst(count, p, f32x4.sub(first(count, p), f32x4.mul(given(count, g, tiny, flags), rate)));
}

// @ts-ignore: decorator
@inline
function sgdBy(size: i32, p: usize, g: usize, rate: f32, flags: i32): void {
  const R = f32x4.splat(rate), T = f32x4.splat(TINY);
  const whole = size & ~3;
  for (let i = 0; i < whole; i += 4) sgd4(4, at(p, i), at(g, i), R, T, flags);
  if (whole < size) sgd4(size - whole, at(p, whole), at(g, whole), R, T, flags);
}

function sgd(size: i32, p: usize, g: usize, rate: f32, flags: i32): void {
  if (flags) sgdBy(size, p, g, rate, GRADIENT);
  else sgdBy(size, p, g, rate, 0);
}

// @ts-ignore: decorator
@inline
function momentum4(count: i32, p: usize, g: usize, v: usize, rate: v128, mu: v128, tiny: v128, flags: i32): void {
  const gradient = given(count, g, tiny, flags);
  const velocity = kept(count, v, f32x4.add(f32x4.mul(first(count, v), mu), gradient), tiny, flags);
  storeFirst(count, p, f32x4.sub(first(count, p), f32x4.mul(velocity, rate)));
}

// @ts-ignore: decorator
@inline
function momentumBy(size: i32, p: usize, g: usize, v: usize, rate: f32, mu: f32, flags: i32): void {
  const R = f32x4.splat(rate), U = f32x4.splat(mu), T = f32x4.splat(TINY);
  const whole = size & ~3;
  for (let i = 0; i < whole; i += 4) momentum4(4, at(p, i), at(g, i), at(v, i), R, U, T, flags);
  if (whole < size) momentum4(size - whole, at(p, whole), at(g, whole), at(v, whole), R, U, T, flags);
}

function momentum(size: i32, p: usize, g: usize, v: usize, rate: f32, mu: f32, flags: i32): void {
  if (flags) momentumBy(size, p, g, v, rate, mu, flags);
  else momentumBy(size, p, g, v, rate, mu, 0);
}

// @ts-ignore: decorator
@inline
function nesterov4(count: i32, p: usize, g: usize, v: usize, rate: v128, mu: v128, tiny: v128, flags: i32): void {
  const gradient = given(count, g, tiny, flags);
  const velocity = kept(count, v, f32x4.add(f32x4.mul(first(count, v), mu), gradient), tiny, flags);
  const step = f32x4.mul(f32x4.add(gradient, f32x4.mul(velocity, mu)), rate);
  storeFirst(count, p, f32x4.sub(first(count, p), step));
}

// @ts-ignore: decorator
@inline
function nesterovBy(size: i32, p: usize, g: usize, v: usize, rate: f32, mu: f32, flags: i32): void {
  const R = f32x4.splat(rate), U = f32x4.splat(mu), T = f32x4.splat(TINY);
  const whole = size & ~3;
  for (let i = 0; i < whole; i += 4) nesterov4(4, at(p, i), at(g, i), at(v, i), R, U, T, flags);
  if (whole < size) nesterov4(size - whole, at(p, whole), at(g, whole), at(v, whole), R, U, T, flags);
}

function nesterov(size: i32, p: usize, g: usize, v: usize, rate: f32, mu: f32, flags: i32): void {
  if (flags) nesterovBy(size, p, g, v, rate, mu, flags);
  else nesterovBy(size, p, g, v, rate, mu, 0);
}

/** decay · v + rest · g², stored as v. */
// @ts-ignore: decorator
@inline
function square4(count: i32, gradient: v128, v: usize, decay: v128, rest: v128, least: v128, flags: i32): v128 {
  const square = f32x4.add(f32x4.mul(decay, first(count, v)), f32x4.mul(rest, f32x4.mul(gradient, gradient)));
  return kept(count, v, square, f32x4.mul(least, least), flags);
}

// @ts-ignore: decorator
@inline
function rmsprop4(
  count: i32, p: usize, g: usize, v: usize, rate: v128, decay: v128, rest: v128, epsilon: v128, least: v128,
  flags: i32,
): void {
  const gradient = given(count, g, least, flags);
  const square = square4(count, gradient, v, decay, rest, least, flags);
  const step = f32x4.div(f32x4.mul(gradient, rate), f32x4.add(f32x4.sqrt(square), epsilon));
  storeFirst(count, p, f32x4.sub(first(count, p), step));
}

// @ts-ignore: decorator
@inline
function rmspropBy(
  size: i32, p: usize, g: usize, v: usize, rate: f32, decay: f32, rest: f32, epsilon: f32, flags: i32,
): void {
  const R = f32x4.splat(rate), D = f32x4.splat(decay), S = f32x4.splat(rest), E = f32x4.splat(epsilon);
  const L = f32x4.splat(leastSquared(epsilon));
  const whole = size & ~3;
  for (let i = 0; i < whole; i += 4) rmsprop4(4, at(p, i), at(g, i), at(v, i), R, D, S, E, L, flags);
  if (whole < size) rmsprop4(size - whole, at(p, whole), at(g, whole), at(v, whole), R, D, S, E, L, flags);
}

function rmsprop(
  size: i32, p: usize, g: usize, v: usize, rate: f32, decay: f32, rest: f32, epsilon: f32, flags: i32,
): void {
  if (flags) rmspropBy(size, p, g, v, rate, decay, rest, epsilon, flags);
  else rmspropBy(size, p, g, v, rate, decay, rest, epsilon, 0);
}

// @ts-ignore: decorator
@inline
function adam4(
  count: i32, p: usize, g: usize, m: usize, v: usize,
  beta1: v128, beta2: v128, rest1: v128, rest2: v128, epsilon: v128, rate: v128, root: v128, least: v128,
  flags: i32,
): void {
  const gradient = given(count, g, least, flags);
  const sum = f32x4.add(f32x4.mul(beta1, first(count, m)), f32x4.mul(rest1, gradient));
  const mean = kept(count, m, sum, f32x4.splat(TINY), flags);
  const square = square4(count, gradient, v, beta2, rest2, least, flags);
  const step = f32x4.div(f32x4.mul(rate, mean), f32x4.add(f32x4.mul(f32x4.sqrt(square), root), epsilon));
  storeFirst(count, p, f32x4.sub(first(count, p), step));
}

// @ts-ignore: decorator
@inline
function adamBy(
  size: i32, p: usize, g: usize, m: usize, v: usize,
  beta1: f32, beta2: f32, rest1: f32, rest2: f32, epsilon: f32, rate: f32, root: f32, flags: i32,
): void {
  const B1 = f32x4.splat(beta1), B2 = f32x4.splat(beta2);
  const R1 = f32x4.splat(rest1), R2 = f32x4.splat(rest2);
  const E = f32x4.splat(epsilon), S = f32x4.splat(rate), T = f32x4.splat(root);
  const L = f32x4.splat(leastSquared(epsilon));
  const whole = size & ~3;
  for (let i = 0; i < whole; i += 4)
    adam4(4, at(p, i), at(g, i), at(m, i), at(v, i), B1, B2, R1, R2, E, S, T, L, flags);
  if (whole < size)
    adam4(size - whole, at(p, whole), at(g, whole), at(m, whole), at(v, whole), B1, B2, R1, R2, E, S, T, L, flags);
}

function adam(
  size: i32, p: usize, g: usize, m: usize, v: usize,
  beta1: f32, beta2: f32, rest1: f32, rest2: f32, epsilon: f32, rate: f32, root: f32, flags: i32,
): void {
  if (flags) adamBy(size, p, g, m, v, beta1, beta2, rest1, rest2, epsilon, rate, root, flags);
  else adamBy(size, p, g, m, v, beta1, beta2, rest1, rest2, epsilon, rate, root, 0);
}
