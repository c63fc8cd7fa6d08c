/**
 * AssemblyScript: a recorded step, done again in one call. A program is a list of calls, each its code, then its arguments in
 * the function's order, 4 bytes each. What an optimizer's factors are, and what its flags, is read from where the last of
 * them points, because both change from step to step.
 *
 * A call can be done by several threads (wasm/team.ts), each a share of its rows, columns, elements or samples. No sum is
 * shared, so that bits do not depend on the number of threads. Who does what is written into the call's first word, above
 * its code: see the flags, which src/kernels/wasm/threads/arrange.ts sets.
 */
import { biasActivateOf, pullBackOf } from './activations';
import { COLUMNS, gemm, ROWS } from './gemm';
import { image, imageLength } from './imageCalls';
import { addScaledOf, columnSumsInDoubleOf, columnSumsOf, scaleRowsOf } from './kernels';
import { at, begin, code, float, int } from './lanes';
import { learn, learnLength } from './learnCalls';
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
const MARK: i32 = 18;

/** Does something in JavaScript that a recorded step does at this place, by its number. */
// @ts-ignore: decorator
@external('env', 'mark')
declare function onMark(id: i32): void;

export function mark(id: i32): void {
  onMark(id);
}

/** All threads meet before the call. */
const MEETS: i32 = 1 << 8;
/** Each thread does its share of it; otherwise it is the leader's. */
const SHARED: i32 = 1 << 9;
/** The share is the thread's columns: the same ones of every matrix of that width. */
const OWN: i32 = 1 << 10;

export function meets(c: usize): bool {
  return (int(c, 0) & MEETS) != 0;
}
export function isShared(c: usize): bool {
  return (int(c, 0) & SHARED) != 0;
}
export function ownsColumns(c: usize): bool {
  return (int(c, 0) & OWN) != 0;
}

/** Words of a call. */
function length(c: usize): i32 {
  switch (code(c)) {
    case GEMM:
      return 13;
    case BIAS_ACTIVATE:
      return 6;
    case PULL_BACK:
    case ADD_SCALED:
      return 7;
    case SCALE_ROWS:
      return 10;
    case LIST_COLUMNS:
      return 8;
    case MARK:
      return 2;
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
      return learnLength(code(c));
    default:
      return imageLength(code(c));
  }
}

/** The address of the next call. */
// @ts-ignore: decorator
@inline
export function after(c: usize): usize {
  return at(c, length(c));
}

/** Whole panels of C's columns; of a narrow C its rows, so that A is not packed by every thread for little. */
function product(c: usize, r: i32, T: i32, own: usize): void {
  const M = int(c, 1), N = int(c, 2);
  const rs = int(c, 5), bj = int(c, 9), ldc = int(c, 11);
  const workspace = T == 1 ? int(c, 12) : own;
  const byColumns = ownsColumns(c) || N >= M;
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
  const j = begin(N, COLUMNS, r, T), count = begin(N, COLUMNS, r + 1, T) - j;
  const A = at(int(c, 3), j), to = at(int(c, 4), j);
  if (code(c) == COLUMN_SUMS) columnSumsOf(M, count, N, A, to);
  else columnSumsInDoubleOf(M, count, N, A, to);
}

/** Calls of one operation for each number of a matrix: some of its columns, or of its rows. */
function numbers(c: usize, r: i32, T: i32): void {
  const M = int(c, 1), N = int(c, 2);
  const byColumns = ownsColumns(c);
  const i = byColumns ? 0 : begin(M, 1, r, T), rows = (byColumns ? M : begin(M, 1, r + 1, T)) - i;
  const j = byColumns ? begin(N, COLUMNS, r, T) : 0, columns = (byColumns ? begin(N, COLUMNS, r + 1, T) : N) - j;
  const o = i * N + j;
  if (columns == N) rowsOf(c, i, rows, o);
  else columnsOf(c, j, columns);
}

/** Whole rows from row i, element o. */
function rowsOf(c: usize, i: i32, rows: i32, o: i32): void {
  const N = int(c, 2);
  switch (code(c)) {
    case BIAS_ACTIVATE:
      biasActivateOf(rows, N, N, at(int(c, 3), o), int(c, 4), int(c, 5));
      return;
    case PULL_BACK:
      pullBackOf(1, rows * N, 0, at(int(c, 3), o), at(int(c, 4), o), at(int(c, 5), o), int(c, 6));
      return;
    case ADD_SCALED:
      addScaledOf(rows * N, at(int(c, 3), o), float(c, 4), at(int(c, 5), o), at(int(c, 6), o));
      return;
    default:
      scaleRowsOf(rows, N, N, int(c, 4), at(int(c, 5), i), int(c, 7), at(int(c, 8), i), at(int(c, 9), o));
  }
}

/** Some columns of all rows. */
function columnsOf(c: usize, j: i32, columns: i32): void {
  const M = int(c, 1), N = int(c, 2);
  switch (code(c)) {
    case BIAS_ACTIVATE:
      biasActivateOf(M, columns, N, at(int(c, 3), j), at(int(c, 4), j), int(c, 5));
      return;
    case PULL_BACK:
      pullBackOf(M, columns, N, at(int(c, 3), j), at(int(c, 4), j), at(int(c, 5), j), int(c, 6));
      return;
    case ADD_SCALED:
      for (let o = j; o < M * N; o += N)
        addScaledOf(columns, at(int(c, 3), o), float(c, 4), at(int(c, 5), o), at(int(c, 6), o));
      return;
    default:
      scaleRowsOf(M, columns, N, at(int(c, 4), j), int(c, 5), int(c, 7), int(c, 8), at(int(c, 9), j));
  }
}

/** Calls on lists of entries; `listColumns` is one thread's. */
function sparse(c: usize, r: i32, T: i32, own: usize): void {
  if (code(c) == SPARSE_PRODUCT) {
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
  switch (code(c)) {
    case GEMM:
      product(c, r, T, own);
      return;
    case BIAS_ACTIVATE:
    case PULL_BACK:
    case SCALE_ROWS:
    case ADD_SCALED:
      numbers(c, r, T);
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
    case MARK:
      onMark(int(c, 1));
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
