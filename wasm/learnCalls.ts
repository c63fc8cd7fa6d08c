/** AssemblyScript: a program's calls that take an optimizer's factors, and each thread's share of them: rows of W. */
import { denseLearnOf } from './dense';
import { COLUMNS, ROWS } from './gemm';
import { at, begin, code, float, int } from './lanes';
import { learnFrom } from './optimizers';
import { DENSE_LEARN, LEARN_FROM, ownsColumns } from './program';
import { sparseLearnRows } from './sparse';

/** What an optimizer's step of one number takes, as multiplications with additions. */
const STEP: i32 = 10;

/** Words of the call. */
export function learnLength(routine: i32): i32 {
  if (routine == LEARN_FROM) return 9;
  return routine == DENSE_LEARN ? 13 : 15;
}

/** Argument k of a learning call says which flags are its own; k + 1 points to seven factors and the step's flags. */
// @ts-ignore: decorator
@inline
function flags(call: usize, k: i32): i32 {
  return int(call, k) | int(<usize>int(call, k + 1), 7);
}

/** The first row of thread r, so that all have as much to do: rows have different numbers of entries. */
function sparseBegin(K: i32, starts: usize, r: i32, T: i32): i32 {
  if (r == T) return K;
  const wanted = <i32>((<i64>(load<i32>(at(starts, K)) + STEP * K) * r) / T);
  let low = 0, high = K;
  while (low < high) {
    const k = (low + high) >> 1;
    if (load<i32>(at(starts, k)) + STEP * k < wanted) low = k + 1;
    else high = k;
  }
  return low;
}

function elements(c: usize, r: i32, T: i32): void {
  const size = int(c, 2), f = <usize>int(c, 8);
  const i = begin(size, COLUMNS, r, T), count = begin(size, COLUMNS, r + 1, T) - i;
  learnFrom(
    int(c, 1), count, at(int(c, 3), i), at(int(c, 4), i), at(int(c, 5), i), at(int(c, 6), i),
    float(f, 0), float(f, 1), float(f, 2), float(f, 3), float(f, 4), float(f, 5), float(f, 6), flags(c, 7),
  );
}

/** A thread's columns of W, or some of its rows. */
function dense(c: usize, r: i32, T: i32, own: usize): void {
  const N = int(c, 2), K = int(c, 3), f = <usize>int(c, 11);
  const byColumns = ownsColumns(c);
  const k0 = byColumns ? 0 : begin(K, ROWS, r, T), k1 = byColumns ? K : begin(K, ROWS, r + 1, T);
  const j0 = byColumns ? begin(N, COLUMNS, r, T) : 0, j1 = byColumns ? begin(N, COLUMNS, r + 1, T) : N;
  if (k0 == k1 || j0 == j1) return;
  denseLearnOf(
    k0, k1, j0, j1, int(c, 1), N, K, int(c, 4), int(c, 5), int(c, 6), int(c, 7), int(c, 8), int(c, 9),
    float(f, 0), float(f, 1), float(f, 2), float(f, 3), float(f, 4), float(f, 5), float(f, 6), flags(c, 10),
    T == 1 ? int(c, 12) : own,
  );
}

function sparseRows(c: usize, r: i32, T: i32, own: usize): void {
  const N = int(c, 1), K = int(c, 2), f = <usize>int(c, 14);
  // The sums are every thread's: each scales them in its own workspace.
  const base = T == 1 ? int(c, 7) : own, row = T == 1 ? int(c, 8) : at(own, N);
  sparseLearnRows(
    sparseBegin(K, int(c, 3), r, T), sparseBegin(K, int(c, 3), r + 1, T), base,
    N, int(c, 3), int(c, 4), float(c, 5), int(c, 6), int(c, 7), row,
    int(c, 9), int(c, 10), int(c, 11), int(c, 12),
    float(f, 0), float(f, 1), float(f, 2), float(f, 3), float(f, 4), float(f, 5), float(f, 6), flags(c, 13),
  );
}

/** See `share` in wasm/program.ts. */
export function learn(c: usize, r: i32, T: i32, own: usize): void {
  const routine = code(c);
  if (routine == LEARN_FROM) elements(c, r, T);
  else if (routine == DENSE_LEARN) dense(c, r, T, own);
  else sparseRows(c, r, T, own);
}
