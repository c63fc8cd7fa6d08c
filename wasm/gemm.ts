/** AssemblyScript: the product of two matrices, each plain or transposed, in packed panels. */
import { at, first, flush, madd } from './lanes';

// Size of a block of C: 10 accumulators, 2 operands and a product fit 16 registers.
export let ROWS: i32 = 5;
export const COLUMNS: i32 = 8;

/** 4 for engines that spill registers with 5. The results do not depend on it. */
export function takeRows(rows: i32): void {
  ROWS = rows;
}

/** Four numbers of each of four rows, `stride` bytes apart, as four columns of four at `to`, `next` bytes apart. */
// @ts-ignore: decorator
@inline
function transpose4(from: usize, stride: usize, to: usize, next: usize): void {
  const r0 = v128.load(from), r1 = v128.load(from + stride);
  const r2 = v128.load(from + 2 * stride), r3 = v128.load(from + 3 * stride);
  const low01 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5), high01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
  const low23 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5), high23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5));
  v128.store(to + next, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7));
  v128.store(to + 2 * next, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5));
  v128.store(to + 3 * next, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7));
}

/** Packs `rows` rows of A, ordered by k and padded with zeros to ROWS. Element (r, k) is at r·rs + k·ks. */
export function packRows(rows: i32, K: i32, A: usize, rs: i32, ks: i32, to: usize): void {
  const next = (<usize>ROWS) << 2;
  let out = to;
  let k = 0;
  if (rows == ROWS && rs == 1) {
    // A transposed: the rows lie side by side.
    let from = A;
    for (; k < K; k++) {
      v128.store(out, v128.load(from));
      if (ROWS == 5) store<f32>(out, load<f32>(from, 16), 16);
      from = at(from, ks);
      out += next;
    }
    return;
  }
  if (rows == ROWS && ks == 1) {
    const stride = (<usize>rs) << 2;
    for (; k + 4 <= K; k += 4) {
      const from = at(A, k);
      transpose4(from, stride, out, next);
      if (ROWS == 5) {
        const last = v128.load(from + 4 * stride);
        v128.store_lane<f32>(out, last, 0, 16);
        v128.store_lane<f32>(out, last, 1, 36);
        v128.store_lane<f32>(out, last, 2, 56);
        v128.store_lane<f32>(out, last, 3, 76);
      }
      out += 4 * next;
    }
  }
  for (; k < K; k++) {
    let from = at(A, k * ks);
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

/** Packs COLUMNS columns of B from column j, ordered by k and padded with zeros. Element (k, j) is at k·bk + j·bj. */
export function packColumns(K: i32, columns: i32, B: usize, bk: i32, bj: i32, to: usize): void {
  let out = to;
  let k = 0;
  if (columns == COLUMNS && bj == 1) {
    let from = B;
    const next = (<usize>bk) << 2;
    for (; k < K; k++) {
      v128.store(out, v128.load(from));
      v128.store(out, v128.load(from, 16), 16);
      from += next;
      out += 32;
    }
    return;
  }
  if (columns == COLUMNS && bk == 1) {
    // B transposed.
    const stride = (<usize>bj) << 2;
    for (; k + 4 <= K; k += 4) {
      transpose4(at(B, k), stride, out, 32);
      transpose4(at(B, k) + 4 * stride, stride, out + 16, 32);
      out += 128;
    }
  }
  for (; k < K; k++) {
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

/** Four numbers of a row of C that has `columns`, padded with zeros; zeros where the row is missing. */
// @ts-ignore: decorator
@inline
function loadFour(there: bool, columns: i32, C: usize): v128 {
  return there && columns > 0 ? first(columns, C) : f32x4.splat(0);
}

/**
 * One block of C from packed panels; sums run over k in order, so that results do not depend on the blocking.
 * @param more the sums go on from what is in C
 */
// @ts-ignore: decorator
@inline
function block5(
  K: i32, a: usize, b: usize, C: usize, ldc: i32, rows: i32, columns: i32, more: bool, flushed: bool, least: f32,
): void {
  let c00 = f32x4.splat(0), c01 = c00, c10 = c00, c11 = c00, c20 = c00;
  let c21 = c00, c30 = c00, c31 = c00, c40 = c00, c41 = c00;
  if (more) {
    c00 = loadFour(true, columns, C);
    c01 = loadFour(true, columns - 4, C + 16);
    c10 = loadFour(rows > 1, columns, at(C, ldc));
    c11 = loadFour(rows > 1, columns - 4, at(C, ldc + 4));
    c20 = loadFour(rows > 2, columns, at(C, 2 * ldc));
    c21 = loadFour(rows > 2, columns - 4, at(C, 2 * ldc + 4));
    c30 = loadFour(rows > 3, columns, at(C, 3 * ldc));
    c31 = loadFour(rows > 3, columns - 4, at(C, 3 * ldc + 4));
    c40 = loadFour(rows > 4, columns, at(C, 4 * ldc));
    c41 = loadFour(rows > 4, columns - 4, at(C, 4 * ldc + 4));
  }
  for (let k = 0; k < K; k++) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let x = v128.load32_splat(a);
    c00 = madd(c00, x, b0);
    c01 = madd(c01, x, b1);
    x = v128.load32_splat(a, 4);
    c10 = madd(c10, x, b0);
    c11 = madd(c11, x, b1);
    x = v128.load32_splat(a, 8);
    c20 = madd(c20, x, b0);
    c21 = madd(c21, x, b1);
    x = v128.load32_splat(a, 12);
    c30 = madd(c30, x, b0);
    c31 = madd(c31, x, b1);
    x = v128.load32_splat(a, 16);
    c40 = madd(c40, x, b0);
    c41 = madd(c41, x, b1);
    a += 20;
    b += 32;
  }
  if (flushed) {
    const L = f32x4.splat(least);
    c00 = flush(c00, L);
    c01 = flush(c01, L);
    c10 = flush(c10, L);
    c11 = flush(c11, L);
    c20 = flush(c20, L);
    c21 = flush(c21, L);
    c30 = flush(c30, L);
    c31 = flush(c31, L);
    c40 = flush(c40, L);
    c41 = flush(c41, L);
  }
  const next = (<usize>ldc) << 2;
  storeRow(C, c00, c01, columns);
  if (rows > 1) storeRow(C + next, c10, c11, columns);
  if (rows > 2) storeRow(C + 2 * next, c20, c21, columns);
  if (rows > 3) storeRow(C + 3 * next, c30, c31, columns);
  if (rows > 4) storeRow(C + 4 * next, c40, c41, columns);
}

/** The same for a block of four rows. */
// @ts-ignore: decorator
@inline
function block4(
  K: i32, a: usize, b: usize, C: usize, ldc: i32, rows: i32, columns: i32, more: bool, flushed: bool, least: f32,
): void {
  let c00 = f32x4.splat(0), c01 = c00, c10 = c00, c11 = c00;
  let c20 = c00, c21 = c00, c30 = c00, c31 = c00;
  if (more) {
    c00 = loadFour(true, columns, C);
    c01 = loadFour(true, columns - 4, C + 16);
    c10 = loadFour(rows > 1, columns, at(C, ldc));
    c11 = loadFour(rows > 1, columns - 4, at(C, ldc + 4));
    c20 = loadFour(rows > 2, columns, at(C, 2 * ldc));
    c21 = loadFour(rows > 2, columns - 4, at(C, 2 * ldc + 4));
    c30 = loadFour(rows > 3, columns, at(C, 3 * ldc));
    c31 = loadFour(rows > 3, columns - 4, at(C, 3 * ldc + 4));
  }
  const end = a + (<usize>K) * 16;
  while (a < end) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let x = v128.load32_splat(a);
    c00 = madd(c00, x, b0);
    c01 = madd(c01, x, b1);
    x = v128.load32_splat(a, 4);
    c10 = madd(c10, x, b0);
    c11 = madd(c11, x, b1);
    x = v128.load32_splat(a, 8);
    c20 = madd(c20, x, b0);
    c21 = madd(c21, x, b1);
    x = v128.load32_splat(a, 12);
    c30 = madd(c30, x, b0);
    c31 = madd(c31, x, b1);
    a += 16;
    b += 32;
  }
  if (flushed) {
    const L = f32x4.splat(least);
    c00 = flush(c00, L);
    c01 = flush(c01, L);
    c10 = flush(c10, L);
    c11 = flush(c11, L);
    c20 = flush(c20, L);
    c21 = flush(c21, L);
    c30 = flush(c30, L);
    c31 = flush(c31, L);
  }
  const next = (<usize>ldc) << 2;
  storeRow(C, c00, c01, columns);
  if (rows > 1) storeRow(C + next, c10, c11, columns);
  if (rows > 2) storeRow(C + 2 * next, c20, c21, columns);
  if (rows > 3) storeRow(C + 3 * next, c30, c31, columns);
}

/** At most ROWS × COLUMNS of C, from packed panels. @param more adds to what is there */
export function block(
  K: i32, a: usize, b: usize, C: usize, ldc: i32, rows: i32, columns: i32, more: bool,
): void {
  if (ROWS == 5) block5(K, a, b, C, ldc, rows, columns, more, false, 0);
  else block4(K, a, b, C, ldc, rows, columns, more, false, 0);
}

/** The same from nothing; what is smaller than `least` becomes 0. */
export function flushedBlock(
  K: i32, a: usize, b: usize, C: usize, ldc: i32, rows: i32, columns: i32, least: f32,
): void {
  if (ROWS == 5) block5(K, a, b, C, ldc, rows, columns, false, true, least);
  else block4(K, a, b, C, ldc, rows, columns, false, true, least);
}

/** So much of k at once: a panel of B then stays in the nearest cache, and A's in the next. */
const DEPTH: i32 = 1024;

/** Elements of workspace that `gemm` needs. */
export function gemmWorkspace(M: i32, K: i32): i32 {
  const depth = min(K, DEPTH);
  return ((M + ROWS - 1) / ROWS) * ROWS * depth + depth * COLUMNS;
}

/** C [M, N] = A·B, or C + A·B with `more`, for at most DEPTH of k. */
function gemmPart(
  M: i32, N: i32, K: i32,
  A: usize, rs: i32, ks: i32,
  B: usize, bk: i32, bj: i32,
  C: usize, ldc: i32, workspace: usize, more: bool,
): void {
  const panels = (M + ROWS - 1) / ROWS;
  const packedB = at(workspace, panels * ROWS * K);
  for (let i = 0; i < M; i += ROWS)
    packRows(min(ROWS, M - i), K, at(A, i * rs), rs, ks, at(workspace, i * K));
  for (let j = 0; j < N; j += COLUMNS) {
    const columns = min(COLUMNS, N - j);
    packColumns(K, columns, at(B, j * bj), bk, bj, packedB);
    let a = workspace;
    for (let i = 0; i < M; i += ROWS) {
      block(K, a, packedB, at(C, i * ldc + j), ldc, min(ROWS, M - i), columns, more);
      a = at(a, ROWS * K);
    }
  }
}

/** C [M, N] = A·B; A's element (i, k) is at i·rs + k·ks, B's (k, j) at k·bk + j·bj, C's rows are ldc apart. */
export function gemm(
  M: i32, N: i32, K: i32,
  A: usize, rs: i32, ks: i32,
  B: usize, bk: i32, bj: i32,
  C: usize, ldc: i32, workspace: usize,
): void {
  gemmPart(M, N, min(K, DEPTH), A, rs, ks, B, bk, bj, C, ldc, workspace, false);
  for (let k = DEPTH; k < K; k += DEPTH)
    gemmPart(
      M, N, min(K - k, DEPTH), at(A, k * ks), rs, ks, at(B, k * bk), bk, bj, C, ldc, workspace, true,
    );
}
