/** AssemblyScript: a program's calls that take an optimizer's factors, and each thread's share of them: rows of W. */
import { denseLearnRows } from './dense';
import { ROWS } from './gemm';
import { at, begin, float, int } from './lanes';
import { learnFrom } from './optimizers';
import { DENSE_LEARN, LEARN_FROM } from './program';
import { sparseLearnRows } from './sparse';

/** What an optimizer's step of one number takes, as multiplications with additions; see `work` in wasm/program.ts. */
const STEP: i32 = 10;
/** Elements of one cache line. */
const LINE: i32 = 16;

/** Words of the call. */
export function learnLength(code: i32): i32 {
  if (code == LEARN_FROM) return 9;
  return code == DENSE_LEARN ? 13 : 15;
}

/** See `work` in wasm/program.ts. */
export function learnWork(c: usize): f32 {
  const code = int(c, 0);
  if (code == LEARN_FROM) return <f32>(STEP) * <f32>int(c, 2);
  if (code == DENSE_LEARN) return <f32>int(c, 2) * <f32>int(c, 3) * <f32>(int(c, 1) + STEP);
  return <f32>int(c, 1) * <f32>int(c, 2) * <f32>STEP;
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
  const i = begin(size, LINE, r, T), count = begin(size, LINE, r + 1, T) - i;
  learnFrom(
    int(c, 1), count, at(int(c, 3), i), at(int(c, 4), i), at(int(c, 5), i), at(int(c, 6), i),
    float(f, 0), float(f, 1), float(f, 2), float(f, 3), float(f, 4), float(f, 5), float(f, 6), flags(c, 7),
  );
}

function denseRows(c: usize, r: i32, T: i32, own: usize): void {
  const K = int(c, 3), f = <usize>int(c, 11);
  const k0 = begin(K, ROWS, r, T), k1 = begin(K, ROWS, r + 1, T);
  if (k0 == k1) return;
  denseLearnRows(
    k0, k1, int(c, 1), int(c, 2), K, int(c, 4), int(c, 5), int(c, 6), int(c, 7), int(c, 8), int(c, 9),
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
  const code = int(c, 0);
  if (code == LEARN_FROM) elements(c, r, T);
  else if (code == DENSE_LEARN) denseRows(c, r, T, own);
  else sparseRows(c, r, T, own);
}
