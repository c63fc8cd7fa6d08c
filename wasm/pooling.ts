/** AssemblyScript: max pooling of maps [height, width], row-major. Rows and columns that fill no window are left out. */
import { at } from './lanes';

/** The larger of two numbers; the first where they are equal, and NaN where one is. */
// @ts-ignore: decorator
@inline
function larger(a: f32, b: f32): f32 {
  return b > a || b != b ? b : a;
}

/** The same for four numbers. */
// @ts-ignore: decorator
@inline
function larger4(a: v128, b: v128): v128 {
  return v128.bitselect(b, a, v128.or(f32x4.gt(b, a), f32x4.ne(b, b)));
}

/** The even, and the odd ones of eight numbers. */
// @ts-ignore: decorator
@inline
function even(low: v128, high: v128): v128 {
  return v128.shuffle<f32>(low, high, 0, 2, 4, 6);
}

// @ts-ignore: decorator
@inline
function odd(low: v128, high: v128): v128 {
  return v128.shuffle<f32>(low, high, 1, 3, 5, 7);
}

/** Whether four windows are taken at once: the last ones of a row overlap those before, and give the same twice. */
// @ts-ignore: decorator
@inline
function inFours(pool: i32, columns: i32): bool {
  return pool == 2 && columns >= 4;
}

/** The maximum of a window of pool × pool. */
function largest(from: usize, line: usize, pool: i32): f32 {
  let most = load<f32>(from);
  let row = from;
  for (let y = 0; y < pool; y++) {
    for (let x = 0; x < pool; x++) most = larger(most, load<f32>(at(row, x)));
    row += line;
  }
  return most;
}

/** The maxima of each window of pool × pool. */
export function pooled(maps: i32, height: i32, width: i32, pool: i32, h: usize, to: usize): void {
  const rows = height / pool, columns = width / pool;
  const line = (<usize>width) << 2;
  const byFour = inFours(pool, columns);
  let out = to;
  for (let map = 0; map < maps; map++) {
    for (let y = 0; y < rows; y++) {
      const from = at(h, (map * height + y * pool) * width);
      for (let next = 0; byFour && next < columns; next += 4) {
        const x = min(next, columns - 4);
        const upper = at(from, 2 * x);
        const lower = upper + line;
        const a = v128.load(upper), b = v128.load(upper, 16);
        const c = v128.load(lower), d = v128.load(lower, 16);
        const first = larger4(even(a, b), odd(a, b));
        v128.store(at(out, x), larger4(larger4(first, even(c, d)), odd(c, d)));
      }
      for (let x = 0; !byFour && x < columns; x++)
        store<f32>(at(out, x), largest(at(from, x * pool), line, pool));
      out = at(out, columns);
    }
  }
}

/** A window's delta goes to the first of its numbers that is `most`. */
function give(from: usize, line: usize, pool: i32, most: f32, delta: f32, to: usize): void {
  for (let y = 0; y < pool; y++) {
    const row = <usize>y * line;
    for (let x = 0; x < pool; x++) {
      if (load<f32>(at(from + row, x)) != most) continue;
      store<f32>(at(to + row, x), delta);
      return;
    }
  }
}

/** The same for four windows of 2 × 2, of which all numbers are written. */
// @ts-ignore: decorator
@inline
function give4(from: usize, line: usize, most: v128, delta: v128, to: usize): void {
  const a = v128.load(from), b = v128.load(from, 16);
  const c = v128.load(from + line), d = v128.load(from + line, 16);
  const first = f32x4.eq(even(a, b), most);
  let given = first;
  const second = v128.andnot(f32x4.eq(odd(a, b), most), given);
  given = v128.or(given, second);
  const third = v128.andnot(f32x4.eq(even(c, d), most), given);
  given = v128.or(given, third);
  const fourth = v128.andnot(f32x4.eq(odd(c, d), most), given);
  const p = v128.and(first, delta), q = v128.and(second, delta);
  const r = v128.and(third, delta), s = v128.and(fourth, delta);
  v128.store(to, v128.shuffle<f32>(p, q, 0, 4, 1, 5));
  v128.store(to, v128.shuffle<f32>(p, q, 2, 6, 3, 7), 16);
  v128.store(to + line, v128.shuffle<f32>(r, s, 0, 4, 1, 5));
  v128.store(to + line, v128.shuffle<f32>(r, s, 2, 6, 3, 7), 16);
}

/** The derivative of `pooled`, to all numbers of the maps. @param most what `pooled` gave @param delta of that */
export function unpooled(
  maps: i32, height: i32, width: i32, pool: i32, h: usize, most: usize, delta: usize, to: usize,
): void {
  const rows = height / pool, columns = width / pool;
  const line = (<usize>width) << 2;
  const byFour = inFours(pool, columns);
  // Elsewhere only the maxima are written.
  if (!byFour || columns * pool != width || rows * pool != height) memory.fill(to, 0, <usize>(maps * height) * line);
  let place = 0;
  for (let map = 0; map < maps; map++) {
    for (let y = 0; y < rows; y++) {
      const row = (map * height + y * pool) * width;
      for (let next = 0; byFour && next < columns; next += 4) {
        const x = min(next, columns - 4);
        const m = v128.load(at(most, place + x)), d = v128.load(at(delta, place + x));
        give4(at(h, row + 2 * x), line, m, d, at(to, row + 2 * x));
      }
      for (let x = 0; !byFour && x < columns; x++) {
        const m = load<f32>(at(most, place + x)), d = load<f32>(at(delta, place + x));
        give(at(h, row + x * pool), line, pool, m, d, at(to, row + x * pool));
      }
      place += columns;
    }
  }
}
