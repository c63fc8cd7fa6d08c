/**
 * AssemblyScript: products with standardised bytes of which many are 0. x = x0 + v, where x0 is the standardised 0 and v
 * belongs to bytes that are not 0, so that X W = x0 · (column sums of W) + V W, and Xᵀ dz = x0 · (column sums of dz) + Vᵀ dz.
 *
 * A list of V has `starts`, int32, where each row's (or column's) entries begin, and where the last ones end; an entry is
 * 8 bytes: int32, where in bytes the row begins that v multiplies (of a panel of W's columns, or of dz), and v, float32. Sums begin with x0's part and run over a list's entries in order,
 * so that results do not depend on the blocking.
 */
import { at, first, flush, madd, storeFirst } from './lanes';
import { leastGradient, learnFrom } from './optimizers';

const ENTRY: usize = 8;

/** How many of the bytes are not 0. */
export function countEntries(size: i32, bytes: usize): i32 {
  let count = 0;
  const zero = i8x16.splat(0);
  const whole = size & ~15;
  let i = 0;
  for (; i < whole; i += 16) count += popcnt(i8x16.bitmask(i8x16.ne(v128.load(bytes + i), zero)));
  for (; i < size; i++) count += i32(load<u8>(bytes + i) != 0);
  return count;
}

// @ts-ignore: decorator
@inline
function storeEntry(out: usize, k: i32, byte: u8, values: usize): void {
  store<i32>(out, k << PLACE);
  store<f32>(out, load<f32>(at(values, <i32>byte)), 4);
}

/**
 * Lists the rows of M × K bytes: v = (byte − mean) · scale − x0, in double precision, rounded once.
 * @param values workspace for 256 numbers: v of each byte
 */
export function listRows(
  M: i32, K: i32, bytes: usize, mean: f64, scale: f64, x0: f32, starts: usize, entries: usize, values: usize,
): void {
  for (let byte = 0; byte < 256; byte++)
    store<f32>(at(values, byte), <f32>((<f64>byte - mean) * scale - <f64>x0));
  const zero = i8x16.splat(0);
  const whole = K & ~15;
  let out = entries;
  let from = bytes;
  for (let n = 0; n < M; n++) {
    store<i32>(at(starts, n), i32((out - entries) / ENTRY));
    let k = 0;
    for (; k < whole; k += 16) {
      // One bit for each of sixteen bytes that is not 0.
      let left = i8x16.bitmask(i8x16.ne(v128.load(from + k), zero));
      while (left != 0) {
        const next = k + ctz(left);
        storeEntry(out, next, load<u8>(from + next), values);
        out += ENTRY;
        left &= left - 1;
      }
    }
    for (; k < K; k++) {
      const byte = load<u8>(from + k);
      if (byte == 0) continue;
      storeEntry(out, k, byte, values);
      out += ENTRY;
    }
    from += K;
  }
  store<i32>(at(starts, M), i32((out - entries) / ENTRY));
}

/** The same entries by column, in the order of the rows, for dz [M, N]. */
export function listColumns(
  M: i32, K: i32, N: i32, starts: usize, entries: usize, columnStarts: usize, to: usize,
): void {
  memory.fill(columnStarts, 0, (<usize>K + 1) << 2);
  const count = load<i32>(at(starts, M));
  const end = entries + <usize>count * ENTRY;
  // Counts, one place later; then where each column begins; then, as columns fill, where the next entry goes.
  for (let e = entries; e < end; e += ENTRY) {
    const place = at(columnStarts, (load<i32>(e) >> PLACE) + 1);
    store<i32>(place, load<i32>(place) + 1);
  }
  for (let k = 0; k < K; k++)
    store<i32>(at(columnStarts, k + 1), load<i32>(at(columnStarts, k)) + load<i32>(at(columnStarts, k + 1)));
  for (let n = 0; n < M; n++) {
    const last = entries + <usize>load<i32>(at(starts, n + 1)) * ENTRY;
    for (let e = entries + <usize>load<i32>(at(starts, n)) * ENTRY; e < last; e += ENTRY) {
      const place = at(columnStarts, load<i32>(e) >> PLACE);
      const next = load<i32>(place);
      store<i32>(place, next + 1);
      const out = to + <usize>next * ENTRY;
      store<i32>(out, n * (N << 2));
      store<f32>(out, load<f32>(e, 4), 4);
    }
  }
  // Each column's start has moved to its end: back by one column.
  for (let k = K; k > 0; k--) store<i32>(at(columnStarts, k), load<i32>(at(columnStarts, k - 1)));
  store<i32>(columnStarts, 0);
}

/** Columns of W that are multiplied at once: their sums stay in registers. */
export const WIDE: i32 = 32;
/** A row of so many columns takes 2⁷ bytes. */
const PLACE: i32 = 7;

/** `columns` columns of W [K, N] from `from`, padded to WIDE with zeros, and x0 times their sums after them. */
function packColumns(K: i32, N: i32, columns: i32, from: usize, x0: f32, panel: usize): void {
  const sums = at(panel, K * WIDE);
  memory.fill(sums, 0, WIDE << 2);
  let out = panel;
  for (let k = 0; k < K; k++) {
    const row = at(from, k * N);
    for (let j = 0; j < WIDE; j += 4) {
      const four = j < columns ? first(columns - j, at(row, j)) : f32x4.splat(0);
      v128.store(out, four);
      const sum = at(sums, j);
      v128.store(sum, f32x4.add(v128.load(sum), four));
      out += 16;
    }
  }
  const X = f32x4.splat(x0);
  for (let j = 0; j < WIDE; j += 4) v128.store(at(sums, j), f32x4.mul(v128.load(at(sums, j)), X));
}

/** The same for WIDE columns, whose sums stay in registers. */
function packWide(K: i32, N: i32, from: usize, x0: f32, panel: usize): void {
  let c0 = f32x4.splat(0), c1 = c0, c2 = c0, c3 = c0, c4 = c0, c5 = c0, c6 = c0, c7 = c0;
  let out = panel;
  let row = from;
  for (let k = 0; k < K; k++) {
    let w = v128.load(row);
    c0 = f32x4.add(c0, w);
    v128.store(out, w);
    w = v128.load(row, 16);
    c1 = f32x4.add(c1, w);
    v128.store(out, w, 16);
    w = v128.load(row, 32);
    c2 = f32x4.add(c2, w);
    v128.store(out, w, 32);
    w = v128.load(row, 48);
    c3 = f32x4.add(c3, w);
    v128.store(out, w, 48);
    w = v128.load(row, 64);
    c4 = f32x4.add(c4, w);
    v128.store(out, w, 64);
    w = v128.load(row, 80);
    c5 = f32x4.add(c5, w);
    v128.store(out, w, 80);
    w = v128.load(row, 96);
    c6 = f32x4.add(c6, w);
    v128.store(out, w, 96);
    w = v128.load(row, 112);
    c7 = f32x4.add(c7, w);
    v128.store(out, w, 112);
    row = at(row, N);
    out += 128;
  }
  const X = f32x4.splat(x0);
  v128.store(out, f32x4.mul(c0, X));
  v128.store(out, f32x4.mul(c1, X), 16);
  v128.store(out, f32x4.mul(c2, X), 32);
  v128.store(out, f32x4.mul(c3, X), 48);
  v128.store(out, f32x4.mul(c4, X), 64);
  v128.store(out, f32x4.mul(c5, X), 80);
  v128.store(out, f32x4.mul(c6, X), 96);
  v128.store(out, f32x4.mul(c7, X), 112);
}

/** Where WIDE columns begin: at `next`, or so far before it that they end with the row. */
// @ts-ignore: decorator
@inline
function lastAt(N: i32, next: i32): i32 {
  return N >= WIDE ? min(next, N - WIDE) : next;
}

/** WIDE sums: those at `base`, plus v times its row of `rows` for each entry; to `to`. */
function sumEntries(
  e: usize, end: usize, base: usize, rows: usize, to: usize,
): void {
  let c0 = v128.load(base), c1 = v128.load(base, 16), c2 = v128.load(base, 32), c3 = v128.load(base, 48);
  let c4 = v128.load(base, 64), c5 = v128.load(base, 80), c6 = v128.load(base, 96), c7 = v128.load(base, 112);
  for (; e < end; e += ENTRY) {
    const row = rows + <usize>load<i32>(e);
    const v = v128.load32_splat(e, 4);
    c0 = madd(c0, v, v128.load(row));
    c1 = madd(c1, v, v128.load(row, 16));
    c2 = madd(c2, v, v128.load(row, 32));
    c3 = madd(c3, v, v128.load(row, 48));
    c4 = madd(c4, v, v128.load(row, 64));
    c5 = madd(c5, v, v128.load(row, 80));
    c6 = madd(c6, v, v128.load(row, 96));
    c7 = madd(c7, v, v128.load(row, 112));
  }
  v128.store(to, c0);
  v128.store(to, c1, 16);
  v128.store(to, c2, 32);
  v128.store(to, c3, 48);
  v128.store(to, c4, 64);
  v128.store(to, c5, 80);
  v128.store(to, c6, 96);
  v128.store(to, c7, 112);
}

/** Of WIDE numbers, those smaller than `least` become 0. */
function flushWide(to: usize, least: f32): void {
  const L = f32x4.splat(least);
  v128.store(to, flush(v128.load(to), L));
  v128.store(to, flush(v128.load(to, 16), L), 16);
  v128.store(to, flush(v128.load(to, 32), L), 32);
  v128.store(to, flush(v128.load(to, 48), L), 48);
  v128.store(to, flush(v128.load(to, 64), L), 64);
  v128.store(to, flush(v128.load(to, 80), L), 80);
  v128.store(to, flush(v128.load(to, 96), L), 96);
  v128.store(to, flush(v128.load(to, 112), L), 112);
}

/** Z [M, N] = X W from the rows' lists. @param panel workspace for (K + 2) · 32 numbers */
export function sparseProduct(
  M: i32, N: i32, K: i32, starts: usize, entries: usize, x0: f32, W: usize, Z: usize, panel: usize,
): void {
  sparseProductColumns(0, N, M, N, K, starts, entries, x0, W, Z, panel);
}

/** The same for the columns from j0, a multiple of WIDE, to j1. */
export function sparseProductColumns(
  j0: i32, j1: i32,
  M: i32, N: i32, K: i32, starts: usize, entries: usize, x0: f32, W: usize, Z: usize, panel: usize,
): void {
  const sums = at(panel, K * WIDE);
  const spare = at(sums, WIDE);
  for (let next = j0; next < j1; next += WIDE) {
    // The last columns overlap those before: the same sums are written twice.
    const j = lastAt(N, next);
    const columns = min(WIDE, N - j);
    if (columns == WIDE) packWide(K, N, at(W, j), x0, panel);
    else packColumns(K, N, columns, at(W, j), x0, panel);
    let e = entries;
    for (let n = 0; n < M; n++) {
      const end = entries + <usize>load<i32>(at(starts, n + 1)) * ENTRY;
      const out = at(Z, n * N + j);
      sumEntries(e, end, sums, panel, columns == WIDE ? out : spare);
      if (columns < WIDE)
        for (let c = 0; c < columns; c += 4) storeFirst(columns - c, at(out, c), v128.load(at(spare, c)));
      e = end;
    }
  }
}

/**
 * Row k of Xᵀ dz: the entries of column k, e to `end`; `base` has x0 · (column sums of dz).
 * @param least what is smaller becomes 0
 */
function gradientRow(N: i32, e: usize, end: usize, dz: usize, base: usize, to: usize, least: f32): void {
  if (N >= WIDE) {
    for (let next = 0; next < N; next += WIDE) {
      const j = lastAt(N, next);
      sumEntries(e, end, at(base, j), at(dz, j), at(to, j));
      flushWide(at(to, j), least);
    }
    return;
  }
  for (let j = 0; j < N; j += 4) {
    let sum = first(N - j, at(base, j));
    for (let one = e; one < end; one += ENTRY) {
      const row = at(dz, j) + <usize>load<i32>(one);
      sum = madd(sum, v128.load32_splat(one, 4), first(N - j, row));
    }
    storeFirst(N - j, at(to, j), flush(sum, f32x4.splat(least)));
  }
}

/** `sums`, the column sums of dz, times x0, to `base`, which may be the same. */
function scaleSums(N: i32, sums: usize, x0: f32, base: usize): void {
  for (let j = 0; j < N; j++) store<f32>(at(base, j), load<f32>(at(sums, j)) * x0);
}

/** Xᵀ dz [K, N] from the columns' lists. @param sums column sums of dz; overwritten */
export function sparseGradient(
  N: i32, K: i32, starts: usize, entries: usize, x0: f32, dz: usize, sums: usize, to: usize,
): void {
  sparseGradientRows(0, K, sums, N, starts, entries, x0, dz, sums, to);
}

/** The same for rows k0 to k1. @param base for N numbers: `sums` itself, or workspace */
export function sparseGradientRows(
  k0: i32, k1: i32, base: usize,
  N: i32, starts: usize, entries: usize, x0: f32, dz: usize, sums: usize, to: usize,
): void {
  scaleSums(N, sums, x0, base);
  let e = entries + <usize>load<i32>(at(starts, k0)) * ENTRY;
  for (let k = k0; k < k1; k++) {
    const end = entries + <usize>load<i32>(at(starts, k + 1)) * ENTRY;
    gradientRow(N, e, end, dz, base, at(to, k * N), 0);
    e = end;
  }
}

/**
 * W [K, N] and its state learn from Xᵀ dz, row by row, so that the gradient is never stored. A part of a row at a time,
 * so that dz stays in the nearest cache, is slower: W and its state are then read in pieces.
 * @param kind place of the optimizer in wasm/optimizers.ts
 * @param flags what its state flushes
 * @param sums column sums of dz; overwritten
 * @param row workspace for N numbers
 */
export function sparseLearn(
  N: i32, K: i32, starts: usize, entries: usize, x0: f32, dz: usize, sums: usize, row: usize,
  kind: i32, W: usize, m: usize, v: usize,
  a: f32, b: f32, c: f32, d: f32, e: f32, f: f32, g: f32, flags: i32,
): void {
  sparseLearnRows(0, K, sums, N, starts, entries, x0, dz, sums, row, kind, W, m, v, a, b, c, d, e, f, g, flags);
}

/** The same for rows k0 to k1 of W. @param base for N numbers: `sums` itself, or workspace */
export function sparseLearnRows(
  k0: i32, k1: i32, base: usize,
  N: i32, starts: usize, entries: usize, x0: f32, dz: usize, sums: usize, row: usize,
  kind: i32, W: usize, m: usize, v: usize,
  a: f32, b: f32, c: f32, d: f32, e: f32, f: f32, g: f32, flags: i32,
): void {
  scaleSums(N, sums, x0, base);
  const least = leastGradient(kind, d, e);
  let entry = entries + <usize>load<i32>(at(starts, k0)) * ENTRY;
  for (let k = k0; k < k1; k++) {
    const end = entries + <usize>load<i32>(at(starts, k + 1)) * ENTRY;
    gradientRow(N, entry, end, dz, base, row, least);
    const o = k * N;
    learnFrom(kind, N, at(W, o), row, at(m, o), at(v, o), a, b, c, d, e, f, g, flags);
    entry = end;
  }
}
