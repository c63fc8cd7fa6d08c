/**
 * AssemblyScript: a recorded step, done again in one call. A program is a list of calls, each its code, then its arguments in
 * the function's order, 4 bytes each. What an optimizer's factors are, and what its flags, is read from where the last of
 * them points, because both change from step to step.
 *
 * A call can be done by several threads (wasm/team.ts), each a share of its rows, columns, elements or samples. No sum is
 * shared, so that bits do not depend on the number of threads.
 */
import { biasActivate, pullBack } from './activations';
import { COLUMNS, gemm, ROWS } from './gemm';
import { image, imageLength, imageWork } from './imageCalls';
import { addScaled, columnSumsInDoubleOf, columnSumsOf, scaleRows } from './kernels';
import { at, begin, float, int } from './lanes';
import { learn, learnLength, learnWork } from './learnCalls';
import { listColumns, sparseGradientRows, sparseProductColumns, WIDE } from './sparse';

// Codes; `calls` of src/kernels/wasm/tape/program.ts has the same order.
const GEMM: i32 = 0;
const BIAS_ACTIVATE: i32 = 1;
const PULL_BACK: i32 = 2;
const SCALE_ROWS: i32 = 3;
const COLUMN_SUMS: i32 = 4;
const COLUMN_SUMS_IN_DOUBLE: i32 = 5;
const LIST_COLUMNS: i32 = 6;
const SPARSE_PRODUCT: i32 = 7;
const SPARSE_GRADIENT: i32 = 8;
export const LEARN_FROM: i32 = 9;
export const DENSE_LEARN: i32 = 10;
export const SPARSE_LEARN: i32 = 11;
export const CONVOLVE: i32 = 12;
export const CONVOLUTION_VJP: i32 = 13;
export const CONVOLUTION_GRADIENT: i32 = 14;
export const POOLED: i32 = 15;
export const UNPOOLED: i32 = 16;
const ADD_SCALED: i32 = 17;

/** Elements of one cache line: threads that write side by side do not share one. */
const LINE: i32 = 16;

/** Words of a call. */
function length(c: usize): i32 {
  switch (int(c, 0)) {
    case GEMM:
      return 13;
    case BIAS_ACTIVATE:
    case PULL_BACK:
    case ADD_SCALED:
      return 6;
    case SCALE_ROWS:
    case LIST_COLUMNS:
      return 8;
    case COLUMN_SUMS:
    case COLUMN_SUMS_IN_DOUBLE:
      return 5;
    case SPARSE_PRODUCT:
      return 10;
    case SPARSE_GRADIENT:
      return 9;
    case LEARN_FROM:
    case DENSE_LEARN:
    case SPARSE_LEARN:
      return learnLength(int(c, 0));
    default:
      return imageLength(int(c, 0));
  }
}

/** The address of the next call. */
// @ts-ignore: decorator
@inline
export function after(c: usize): usize {
  return at(c, length(c));
}

/** Of a list's rows, the share of numbers that are entries, for `work`: MNIST's 19 %. */
const ENTRIES: f32 = 0.2;

/**
 * What a call takes, roughly, as multiplications with additions; 0 where only one thread can do it. It follows from the call's
 * own words, because threads decide by it while others still compute what the call reads.
 */
export function work(c: usize): f32 {
  const first = <f32>int(c, 1), size = first * <f32>int(c, 2);
  switch (int(c, 0)) {
    case GEMM:
      return size * <f32>int(c, 3);
    case BIAS_ACTIVATE:
      return 16 * size;
    case PULL_BACK:
    case ADD_SCALED:
      return 8 * first;
    case SCALE_ROWS:
    case COLUMN_SUMS:
    case COLUMN_SUMS_IN_DOUBLE:
      return 4 * size;
    case LIST_COLUMNS:
      return 0;
    case SPARSE_PRODUCT:
      return ENTRIES * size * <f32>int(c, 3);
    case SPARSE_GRADIENT:
      return 4 * size;
    case LEARN_FROM:
    case DENSE_LEARN:
    case SPARSE_LEARN:
      return learnWork(c);
    default:
      return imageWork(c);
  }
}

/** Whole panels of C's columns; of a narrow C its rows, so that A is not packed by every thread for little. */
function product(c: usize, r: i32, T: i32, own: usize): void {
  const M = int(c, 1), N = int(c, 2);
  const rs = int(c, 5), bj = int(c, 9), ldc = int(c, 11);
  const workspace = T == 1 ? int(c, 12) : own;
  const byColumns = N >= 2 * COLUMNS * T || N >= M;
  const i0 = byColumns ? 0 : begin(M, ROWS, r, T), i1 = byColumns ? M : begin(M, ROWS, r + 1, T);
  const j0 = byColumns ? begin(N, COLUMNS, r, T) : 0, j1 = byColumns ? begin(N, COLUMNS, r + 1, T) : N;
  if (i0 == i1 || j0 == j1) return;
  gemm(
    i1 - i0, j1 - j0, int(c, 3), at(int(c, 4), i0 * rs), rs, int(c, 6),
    at(int(c, 7), j0 * bj), int(c, 8), bj, at(int(c, 10), i0 * ldc + j0), ldc, workspace,
  );
}

/** Sums of some of the columns. */
function sums(c: usize, r: i32, T: i32): void {
  const M = int(c, 1), N = int(c, 2);
  const j = begin(N, LINE, r, T), count = begin(N, LINE, r + 1, T) - j;
  const A = at(int(c, 3), j), to = at(int(c, 4), j);
  if (int(c, 0) == COLUMN_SUMS) columnSumsOf(M, count, N, A, to);
  else columnSumsInDoubleOf(M, count, N, A, to);
}

/** Calls of one operation for each element. */
function elements(c: usize, r: i32, T: i32): void {
  const size = int(c, 1);
  const i = begin(size, LINE, r, T), count = begin(size, LINE, r + 1, T) - i;
  if (int(c, 0) == PULL_BACK) pullBack(count, at(int(c, 2), i), at(int(c, 3), i), at(int(c, 4), i), int(c, 5));
  else addScaled(count, at(int(c, 2), i), float(c, 3), at(int(c, 4), i), at(int(c, 5), i));
}

/** Calls of one operation for each row. */
function rows(c: usize, r: i32, T: i32): void {
  const M = int(c, 1), N = int(c, 2);
  const i = begin(M, 1, r, T), count = begin(M, 1, r + 1, T) - i;
  if (int(c, 0) == BIAS_ACTIVATE) biasActivate(count, N, at(int(c, 3), i * N), int(c, 4), int(c, 5));
  else scaleRows(count, N, int(c, 3), at(int(c, 4), i), int(c, 5), at(int(c, 6), i), at(int(c, 7), i * N));
}

/** Calls on lists of entries; `listColumns` is one thread's. */
function sparse(c: usize, r: i32, T: i32, own: usize): void {
  if (int(c, 0) == SPARSE_PRODUCT) {
    const N = int(c, 2);
    sparseProductColumns(
      begin(N, WIDE, r, T), begin(N, WIDE, r + 1, T), int(c, 1), N, int(c, 3), int(c, 4), int(c, 5), float(c, 6),
      int(c, 7), int(c, 8), T == 1 ? int(c, 9) : own,
    );
    return;
  }
  const K = int(c, 2), base = T == 1 ? int(c, 7) : own;
  sparseGradientRows(
    begin(K, 1, r, T), begin(K, 1, r + 1, T), base,
    int(c, 1), int(c, 3), int(c, 4), float(c, 5), int(c, 6), int(c, 7), int(c, 8),
  );
}

/**
 * Does the share of thread r of T of a call.
 * @param own the thread's workspace, of the size of the call's, which is used where T is 1
 */
export function share(c: usize, r: i32, T: i32, own: usize): void {
  switch (int(c, 0)) {
    case GEMM:
      product(c, r, T, own);
      return;
    case BIAS_ACTIVATE:
    case SCALE_ROWS:
      rows(c, r, T);
      return;
    case PULL_BACK:
    case ADD_SCALED:
      elements(c, r, T);
      return;
    case COLUMN_SUMS:
    case COLUMN_SUMS_IN_DOUBLE:
      sums(c, r, T);
      return;
    case LIST_COLUMNS:
      listColumns(int(c, 1), int(c, 2), int(c, 3), int(c, 4), int(c, 5), int(c, 6), int(c, 7));
      return;
    case SPARSE_PRODUCT:
    case SPARSE_GRADIENT:
      sparse(c, r, T, own);
      return;
    case LEARN_FROM:
    case DENSE_LEARN:
    case SPARSE_LEARN:
      learn(c, r, T, own);
      return;
    default:
      image(c, r, T, own);
  }
}

/** Does the calls from `from` to `end`, in order. */
export function replay(from: usize, end: usize): void {
  for (let call = from; call < end; call = after(call)) share(call, 0, 1, 0);
}
