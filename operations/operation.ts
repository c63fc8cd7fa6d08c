/** An operation on one class of arguments: what double precision gives, and how far each backend may be from it. */
import { type Tensor, tidy } from '@tensorflow/tfjs-core';
import type { Kernels } from '../src/core/kernels';
import type { automaticIds } from '../src/core/run/backends';

/**
 * How far a result may be from double precision rounded once: so many units in the last place, of which `perUnit` come
 * for each unit of the argument's size; so much; or such a part of `Case.scale`. `flushes`: denormal arguments and results
 * may count as 0. Zero has no sign here, and NaN is NaN. What WGSL leaves open may be anything; no formula relies on it.
 */
export type Bound =
  | { readonly ulps: number; readonly perUnit?: number; readonly flushes?: true }
  | { readonly absolute: number; readonly flushes?: true }
  | { readonly relative: number; readonly flushes?: true }
  | 'open';

/** TensorFlow.js's backends. */
export type TableBackend = (typeof automaticIds)[number];
export type Bounds = Readonly<Record<TableBackend, Bound>>;

export interface Case {
  /** In the notation of formulas. */
  readonly operation: string;
  /** Describes the arguments. */
  readonly on: string;
  /** With the backend's kernels, as training has it; runs inside tidy. */
  readonly compute: (kernels: Kernels) => Tensor;
  /** In double precision. */
  readonly exact: ArrayLike<number>;
  /** The exact result with denormals flushed to 0. */
  readonly flushed?: ArrayLike<number>;
  /** What `relative` is a part of: the sum of the sizes of what is added, say. */
  readonly scale?: ArrayLike<number>;
  /** The arguments of whose size `perUnit` speaks. */
  readonly argument?: ArrayLike<number>;
  readonly bounds: Bounds;
  readonly remark?: string;
}

export const exactly: Bound = { ulps: 0 };
export const flushing: Bound = { ulps: 0, flushes: true };
export const everywhere = (bound: Bound): Bounds => ({ cpu: bound, wasm: bound, webgpu: bound });

/** Index of a single-precision number in the ordered list of all of them. */
function place(value: number): number {
  const bits = new Int32Array(Float32Array.of(value).buffer)[0] as number;
  return bits < 0 ? -(bits & 0x7fffffff) : bits;
}

const ulpsApart = (a: number, b: number): number => Math.abs(place(a) - place(b));

/** 0 if both are NaN, infinite if only one is. */
function apart(found: number, exact: number, measure: (found: number, exact: number) => number): number {
  if (Number.isNaN(found) || Number.isNaN(exact))
    return Object.is(found, exact) ? 0 : Number.POSITIVE_INFINITY;
  return found === exact ? 0 : measure(found, exact);
}

/** How entry `i` is measured, in the bound's own units, and what is allowed. */
function ruler(
  one: Case,
  bound: Exclude<Bound, 'open'>,
  i: number,
): { measure: (a: number, b: number) => number; allowed: number } {
  if ('absolute' in bound) return { measure: (a, b) => Math.abs(a - b), allowed: bound.absolute };
  if ('relative' in bound) {
    const scale = Math.abs((one.scale ?? one.exact)[i] as number);
    return { measure: (a, b) => Math.abs(a - b) / scale, allowed: bound.relative };
  }
  const { ulps, perUnit = 0 } = bound;
  const size = perUnit === 0 ? 0 : Math.abs((one.argument?.[i] as number) ?? 0);
  return { measure: ulpsApart, allowed: ulps + perUnit * size };
}

function distance(one: Case, bound: Bound, found: number, i: number): { is: number; allowed: number } {
  if (bound === 'open') return { is: 0, allowed: 0 };
  const { measure, allowed } = ruler(one, bound, i);
  const is = apart(found, one.exact[i] as number, measure);
  if (!bound.flushes || one.flushed === undefined) return { is, allowed };
  return { is: Math.min(is, apart(found, one.flushed[i] as number, measure)), allowed };
}

export interface Finding {
  readonly operation: string;
  readonly on: string;
  /** The largest distance, in the bound's own units. */
  readonly worst: number;
  /** Entries that are farther from double precision than allowed. */
  readonly violations: readonly string[];
}

const MOST_TOLD = 5;

/** Computes a case on the current backend. */
export async function check(one: Case, backend: TableBackend, kernels: Kernels): Promise<Finding> {
  const bound = one.bounds[backend];
  const result = tidy(() => one.compute(kernels));
  const values = await result.data();
  result.dispose();
  const violations: string[] = [];
  if (values.length !== one.exact.length)
    violations.push(`${values.length} results in place of ${one.exact.length}`);
  let worst = 0;
  for (let i = 0; i < one.exact.length; i++) {
    const { is, allowed } = distance(one, bound, values[i] as number, i);
    worst = Math.max(worst, is);
    if (!(is <= allowed))
      violations.push(`[${i}] ${values[i]} in place of ${one.exact[i]} (${is} apart, ${allowed} allowed)`);
  }
  const told = violations.slice(0, MOST_TOLD);
  return { operation: one.operation, on: one.on, worst, violations: told };
}
