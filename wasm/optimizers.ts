/**
 * AssemblyScript: the optimizers' in-place updates of parameters p and their state m and v by gradients g. Each has its
 * optimizer's id, takes its `factors` in order (src/core/optimizers), and rounds after each operation as its `update` does.
 */
import { at, first, storeFirst } from './lanes';

// @ts-ignore: decorator
@inline
function sgd4(count: i32, p: usize, g: usize, rate: v128): void {
  storeFirst(count, p, f32x4.sub(first(count, p), f32x4.mul(first(count, g), rate)));
}

export function sgd(size: i32, p: usize, g: usize, rate: f32): void {
  const R = f32x4.splat(rate);
  const whole = size & ~3;
  for (let i = 0; i < whole; i += 4) sgd4(4, at(p, i), at(g, i), R);
  if (whole < size) sgd4(size - whole, at(p, whole), at(g, whole), R);
}

// @ts-ignore: decorator
@inline
function momentum4(count: i32, p: usize, g: usize, v: usize, rate: v128, mu: v128): void {
  const velocity = f32x4.add(f32x4.mul(first(count, v), mu), first(count, g));
  storeFirst(count, v, velocity);
  storeFirst(count, p, f32x4.sub(first(count, p), f32x4.mul(velocity, rate)));
}

export function momentum(size: i32, p: usize, g: usize, v: usize, rate: f32, mu: f32): void {
  const R = f32x4.splat(rate), U = f32x4.splat(mu);
  const whole = size & ~3;
  for (let i = 0; i < whole; i += 4) momentum4(4, at(p, i), at(g, i), at(v, i), R, U);
  if (whole < size) momentum4(size - whole, at(p, whole), at(g, whole), at(v, whole), R, U);
}

// @ts-ignore: decorator
@inline
function nesterov4(count: i32, p: usize, g: usize, v: usize, rate: v128, mu: v128): void {
  const gradient = first(count, g);
  const velocity = f32x4.add(f32x4.mul(first(count, v), mu), gradient);
  storeFirst(count, v, velocity);
  const step = f32x4.mul(f32x4.add(gradient, f32x4.mul(velocity, mu)), rate);
  storeFirst(count, p, f32x4.sub(first(count, p), step));
}

export function nesterov(size: i32, p: usize, g: usize, v: usize, rate: f32, mu: f32): void {
  const R = f32x4.splat(rate), U = f32x4.splat(mu);
  const whole = size & ~3;
  for (let i = 0; i < whole; i += 4) nesterov4(4, at(p, i), at(g, i), at(v, i), R, U);
  if (whole < size) nesterov4(size - whole, at(p, whole), at(g, whole), at(v, whole), R, U);
}

// @ts-ignore: decorator
@inline
function rmsprop4(count: i32, p: usize, g: usize, v: usize, rate: v128, decay: v128, rest: v128, epsilon: v128): void {
  const gradient = first(count, g);
  const square = f32x4.add(f32x4.mul(first(count, v), decay), f32x4.mul(f32x4.mul(gradient, gradient), rest));
  storeFirst(count, v, square);
  const step = f32x4.div(f32x4.mul(gradient, rate), f32x4.add(f32x4.sqrt(square), epsilon));
  storeFirst(count, p, f32x4.sub(first(count, p), step));
}

export function rmsprop(
  size: i32, p: usize, g: usize, v: usize, rate: f32, decay: f32, rest: f32, epsilon: f32,
): void {
  const R = f32x4.splat(rate), D = f32x4.splat(decay), S = f32x4.splat(rest), E = f32x4.splat(epsilon);
  const whole = size & ~3;
  for (let i = 0; i < whole; i += 4) rmsprop4(4, at(p, i), at(g, i), at(v, i), R, D, S, E);
  if (whole < size) rmsprop4(size - whole, at(p, whole), at(g, whole), at(v, whole), R, D, S, E);
}

// @ts-ignore: decorator
@inline
function adam4(
  count: i32, p: usize, g: usize, m: usize, v: usize,
  beta1: v128, beta2: v128, rest1: v128, rest2: v128, epsilon: v128, rate: v128, root: v128,
): void {
  const gradient = first(count, g);
  const mean = f32x4.add(f32x4.mul(beta1, first(count, m)), f32x4.mul(rest1, gradient));
  const square = f32x4.add(f32x4.mul(beta2, first(count, v)), f32x4.mul(rest2, f32x4.mul(gradient, gradient)));
  storeFirst(count, m, mean);
  storeFirst(count, v, square);
  const step = f32x4.div(f32x4.mul(rate, mean), f32x4.add(f32x4.mul(f32x4.sqrt(square), root), epsilon));
  storeFirst(count, p, f32x4.sub(first(count, p), step));
}

export function adam(
  size: i32, p: usize, g: usize, m: usize, v: usize,
  beta1: f32, beta2: f32, rest1: f32, rest2: f32, epsilon: f32, rate: f32, root: f32,
): void {
  const B1 = f32x4.splat(beta1), B2 = f32x4.splat(beta2);
  const R1 = f32x4.splat(rest1), R2 = f32x4.splat(rest2);
  const E = f32x4.splat(epsilon), S = f32x4.splat(rate), T = f32x4.splat(root);
  const whole = size & ~3;
  for (let i = 0; i < whole; i += 4) adam4(4, at(p, i), at(g, i), at(m, i), at(v, i), B1, B2, R1, R2, E, S, T);
  if (whole < size)
    adam4(size - whole, at(p, whole), at(g, whole), at(m, whole), at(v, whole), B1, B2, R1, R2, E, S, T);
}
