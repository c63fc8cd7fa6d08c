/** AssemblyScript: addresses of float32 numbers, and the one to four of them at the end of an array. */

export function at(pointer: usize, index: i32): usize {
  return pointer + ((<usize>index) << 2);
}

/** Word k of a call, see wasm/program.ts. */
// @ts-ignore: decorator
@inline
export function int(call: usize, k: i32): i32 {
  return load<i32>(at(call, k));
}

// @ts-ignore: decorator
@inline
export function float(call: usize, k: i32): f32 {
  return load<f32>(at(call, k));
}

/** Which routine a call is of: flags lie above, see wasm/program.ts. */
// @ts-ignore: decorator
@inline
export function code(call: usize): i32 {
  return int(call, 0) & 255;
}

/** Where the share of thread r of T begins, of `count` things that are dealt out in whole units. */
export function begin(count: i32, unit: i32, r: i32, T: i32): i32 {
  if (T == 1) return r == 0 ? 0 : count;
  return min(count, (((count + unit - 1) / unit) * r / T) * unit);
}

/** The first `count` of four numbers, padded with zeros. */
// @ts-ignore: decorator
@inline
export function first(count: i32, from: usize): v128 {
  if (count > 3) return v128.load(from);
  let four = v128.load32_zero(from);
  if (count > 1) four = v128.load_lane<f32>(from, four, 1, 4);
  if (count > 2) four = v128.load_lane<f32>(from, four, 2, 8);
  return four;
}

// @ts-ignore: decorator
@inline
export function storeFirst(count: i32, to: usize, four: v128): void {
  if (count > 3) {
    v128.store(to, four);
    return;
  }
  v128.store_lane<f32>(to, four, 0);
  if (count > 1) v128.store_lane<f32>(to, four, 1, 4);
  if (count > 2) v128.store_lane<f32>(to, four, 2, 8);
}

/** Numbers of a magnitude below `least` become 0; NaN stays. */
// @ts-ignore: decorator
@inline
export function flush(x: v128, least: v128): v128 {
  return v128.andnot(x, f32x4.lt(f32x4.abs(x), least));
}

/** x · y + sum: fused, and so rounded once, where the module is compiled with relaxed SIMD. */
// @ts-ignore: decorator
@inline
export function madd(sum: v128, x: v128, y: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(x, y, sum);
  return f32x4.add(sum, f32x4.mul(x, y));
}
