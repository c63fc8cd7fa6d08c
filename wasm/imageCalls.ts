/** AssemblyScript: a program's calls on images and feature maps, and each thread's share of them: samples, maps or rows of dW. */
import { convolutionGradientOf, convolutionVjp, convolve, FILTER_ROWS, windowsOf } from './convolution';
import { COLUMNS } from './gemm';
import { at, begin, code, int } from './lanes';
import { pooled, unpooled } from './pooling';
import { CONVOLUTION_GRADIENT, CONVOLUTION_VJP, CONVOLVE, POOLED, UNPOOLED } from './program';

/** Words of the call. */
export function imageLength(routine: i32): i32 {
  if (routine == CONVOLVE) return 15;
  if (routine == CONVOLUTION_VJP) return 17;
  if (routine == CONVOLUTION_GRADIENT) return 16;
  if (routine == POOLED) return 7;
  if (routine != UNPOOLED) unreachable();
  return 9;
}

/** Windows of a convolution's sample. */
// @ts-ignore: decorator
@inline
function windows(c: usize): i32 {
  return windowsOf(int(c, 3), int(c, 4), int(c, 5), int(c, 6), int(c, 7));
}

/** Some of the samples. */
function samples(c: usize, r: i32, T: i32, own: usize): void {
  const n = begin(int(c, 1), 1, r, T), count = begin(int(c, 1), 1, r + 1, T) - n;
  if (count == 0) return;
  const from = n * int(c, 2) * int(c, 3) * int(c, 4), to = n * int(c, 8) * windows(c);
  if (code(c) == CONVOLVE) {
    convolve(
      count, int(c, 2), int(c, 3), int(c, 4), int(c, 5), int(c, 6), int(c, 7), int(c, 8),
      at(int(c, 9), from), int(c, 10), int(c, 11), at(int(c, 12), to), int(c, 13), T == 1 ? int(c, 14) : own,
    );
    return;
  }
  const h = <usize>int(c, 10);
  convolutionVjp(
    count, int(c, 2), int(c, 3), int(c, 4), int(c, 5), int(c, 6), int(c, 7), int(c, 8),
    at(int(c, 9), to), h == 0 ? h : at(h, to), int(c, 11), int(c, 12), int(c, 13), int(c, 14),
    at(int(c, 15), from), T == 1 ? int(c, 16) : own,
  );
}

/** Some of the filters; where there are few, some of their rows. */
function filters(c: usize, r: i32, T: i32, own: usize): void {
  const maps = int(c, 8), fanIn = int(c, 2) * int(c, 5) * int(c, 5);
  const byMaps = maps >= COLUMNS * T || maps >= fanIn;
  const j0 = byMaps ? begin(maps, COLUMNS, r, T) : 0, j1 = byMaps ? begin(maps, COLUMNS, r + 1, T) : maps;
  const k0 = byMaps ? 0 : begin(fanIn, FILTER_ROWS, r, T), k1 = byMaps ? fanIn : begin(fanIn, FILTER_ROWS, r + 1, T);
  if (j0 == j1 || k0 == k1) return;
  convolutionGradientOf(
    j0, j1, k0, k1, int(c, 1), int(c, 2), int(c, 3), int(c, 4), int(c, 5), int(c, 6), int(c, 7), maps,
    int(c, 9), int(c, 10), int(c, 11), int(c, 12), int(c, 13), int(c, 14), T == 1 ? int(c, 15) : own,
  );
}

/** Some of the maps. */
function pool(c: usize, r: i32, T: i32): void {
  const height = int(c, 2), width = int(c, 3), side = int(c, 4);
  const map = begin(int(c, 1), 1, r, T), count = begin(int(c, 1), 1, r + 1, T) - map;
  const o = map * height * width, p = map * (height / side) * (width / side);
  if (code(c) == POOLED) pooled(count, height, width, side, at(int(c, 5), o), at(int(c, 6), p));
  else unpooled(count, height, width, side, at(int(c, 5), o), at(int(c, 6), p), at(int(c, 7), p), at(int(c, 8), o));
}

/** See `share` in wasm/program.ts. */
export function image(c: usize, r: i32, T: i32, own: usize): void {
  const routine = code(c);
  if (routine == CONVOLVE || routine == CONVOLUTION_VJP) samples(c, r, T, own);
  else if (routine == CONVOLUTION_GRADIENT) filters(c, r, T, own);
  else {
    if (routine != POOLED && routine != UNPOOLED) unreachable();
    pool(c, r, T);
  }
}
