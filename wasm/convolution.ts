/**
 * AssemblyScript: the convolution block. A sample at a time, so that what lies between is small and stays in the cache. With
 * the sample's windows as columns, X [fan-in, windows]: z = Wᵀ X + b, dX = W dz, dW = X dzᵀ summed over samples. X is never
 * stored: its row (c, y, x) is the padded image from an offset on, at each window's place.
 */
import { biasActivateRows, pullBack } from './activations';
import { block, COLUMNS, packColumns, packRows, ROWS } from './gemm';
import { at, first, madd, storeFirst } from './lanes';

// The shapes of the call that is under way; sizes are of the padded image.
let CHANNELS: i32 = 0;
let HEIGHT: i32 = 0;
let WIDTH: i32 = 0;
let KERNEL: i32 = 0;
let STRIDE: i32 = 0;
let PADDING: i32 = 0;
/** Windows along the sides, and all. */
let HIGH: i32 = 0;
let WIDE: i32 = 0;
let WINDOWS: i32 = 0;
/** Rows of X. */
let FAN_IN: i32 = 0;

function shape(channels: i32, height: i32, width: i32, kernel: i32, stride: i32, padding: i32): void {
  CHANNELS = channels;
  HEIGHT = height + 2 * padding;
  WIDTH = width + 2 * padding;
  KERNEL = kernel;
  STRIDE = stride;
  PADDING = padding;
  HIGH = (HEIGHT - kernel) / stride + 1;
  WIDE = (WIDTH - kernel) / stride + 1;
  WINDOWS = HIGH * WIDE;
  FAN_IN = channels * kernel * kernel;
}

/** Windows of a sample. */
export function windowsOf(height: i32, width: i32, kernel: i32, stride: i32, padding: i32): i32 {
  return ((height + 2 * padding - kernel) / stride + 1) * ((width + 2 * padding - kernel) / stride + 1);
}

// @ts-ignore: decorator
@inline
function wholes(count: i32, unit: i32): i32 {
  return ((count + unit - 1) / unit) * unit;
}

/** Elements of workspace that each routine needs at most. */
export function convolutionWorkspace(
  channels: i32, height: i32, width: i32, kernel: i32, stride: i32, padding: i32, maps: i32,
): i32 {
  shape(channels, height, width, kernel, stride, padding);
  const own = FAN_IN + CHANNELS * HEIGHT * WIDTH;
  const forward = (wholes(maps, ROWS) + COLUMNS) * FAN_IN;
  const dz = maps * WINDOWS;
  const vjp = dz + wholes(FAN_IN, ROWS) * maps + (wholes(WINDOWS, COLUMNS)) * maps + ROWS * KERNEL * KERNEL * WINDOWS;
  const gradient = dz + wholes(maps, COLUMNS) * WINDOWS;
  return own + max(forward, max(vjp, gradient));
}

/** Where each row of X begins in the padded image, in bytes: int32 [fan-in]. */
function layOffsets(to: usize): void {
  let out = to;
  for (let c = 0; c < CHANNELS; c++)
    for (let y = 0; y < KERNEL; y++)
      for (let x = 0; x < KERNEL; x++) {
        store<i32>(out, ((c * HEIGHT + y) * WIDTH + x) << 2);
        out += 4;
      }
}

function copy(count: i32, from: usize, to: usize): void {
  let i = 0;
  for (; i + 4 <= count; i += 4) v128.store(at(to, i), v128.load(at(from, i)));
  for (; i < count; i++) store<f32>(at(to, i), load<f32>(at(from, i)));
}

/** The sample in the middle of `to`, whose margins are 0 already; the sample itself where it has none. */
function padded(sample: usize, to: usize): usize {
  if (PADDING == 0) return sample;
  const height = HEIGHT - 2 * PADDING, width = WIDTH - 2 * PADDING;
  let from = sample;
  for (let c = 0; c < CHANNELS; c++)
    for (let y = 0; y < height; y++) {
      copy(width, from, at(to, (c * HEIGHT + y + PADDING) * WIDTH + PADDING));
      from = at(from, width);
    }
  return to;
}

/** The reverse of `padded`. */
function unpad(image: usize, sample: usize): void {
  const height = HEIGHT - 2 * PADDING, width = WIDTH - 2 * PADDING;
  let to = sample;
  for (let c = 0; c < CHANNELS; c++)
    for (let y = 0; y < height; y++) {
      copy(width, at(image, (c * HEIGHT + y + PADDING) * WIDTH + PADDING), to);
      to = at(to, width);
    }
}

/** Where window p begins. */
// @ts-ignore: decorator
@inline
function windowAt(image: usize, p: i32): usize {
  const y = p / WIDE;
  return at(image, (y * WIDTH + p - y * WIDE) * STRIDE);
}

/** Four columns of X from window p, at most to the last; its rows are `to` and COLUMNS numbers apart. */
function packFour(image: usize, offsets: usize, p: i32, to: usize): void {
  const a = windowAt(image, p);
  const end = at(offsets, FAN_IN);
  let out = to;
  if (STRIDE == 1 && p % WIDE + 4 <= WIDE) {
    for (let o = offsets; o < end; o += 4) {
      v128.store(out, v128.load(a + <usize>load<i32>(o)));
      out += COLUMNS << 2;
    }
    return;
  }
  const last = WINDOWS - 1;
  const b = windowAt(image, min(p + 1, last));
  const c = windowAt(image, min(p + 2, last));
  const d = windowAt(image, min(p + 3, last));
  for (let o = offsets; o < end; o += 4) {
    const offset = <usize>load<i32>(o);
    let four = v128.load32_zero(a + offset);
    four = v128.load_lane<f32>(b + offset, four, 1);
    four = v128.load_lane<f32>(c + offset, four, 2);
    v128.store(out, v128.load_lane<f32>(d + offset, four, 3));
    out += COLUMNS << 2;
  }
}

/**
 * to [S, maps · windows] = f(Wᵀ X + b) from h [S, n], with W [fan-in, maps].
 * @param kind code of f
 */
export function convolve(
  S: i32, channels: i32, height: i32, width: i32, kernel: i32, stride: i32, padding: i32, maps: i32,
  h: usize, W: usize, b: usize, to: usize, kind: i32, workspace: usize,
): void {
  shape(channels, height, width, kernel, stride, padding);
  const size = CHANNELS * HEIGHT * WIDTH;
  const image = at(workspace, FAN_IN);
  const filters = at(image, size);
  const panel = at(filters, wholes(maps, ROWS) * FAN_IN);
  layOffsets(workspace);
  if (padding > 0) memory.fill(image, 0, <usize>size << 2);
  for (let i = 0; i < maps; i += ROWS)
    packRows(min(ROWS, maps - i), FAN_IN, at(W, i), 1, maps, at(filters, i * FAN_IN));
  for (let n = 0; n < S; n++) {
    const from = padded(at(h, n * channels * height * width), image);
    const out = at(to, n * maps * WINDOWS);
    for (let p = 0; p < WINDOWS; p += COLUMNS) {
      const columns = min(COLUMNS, WINDOWS - p);
      packFour(from, workspace, p, panel);
      if (columns > 4) packFour(from, workspace, p + 4, panel + 16);
      for (let i = 0; i < maps; i += ROWS)
        block(
          FAN_IN, at(filters, i * FAN_IN), panel, at(out, i * WINDOWS + p), WINDOWS, min(ROWS, maps - i), columns,
          false,
        );
    }
    biasActivateRows(maps, WINDOWS, out, b, kind);
  }
}

/** dz of a sample, or of some of its maps. @param h its values; 0 where `dh` is dz @param to where dh ⊙ f'(h) goes */
function deltaAt(size: i32, dh: usize, h: usize, kind: i32, to: usize): usize {
  if (h == 0) return dh;
  pullBack(1, size, dh, h, to, kind);
  return to;
}

/** Adds a row of dX to the image from its offset on. */
function addRow(row: usize, image: usize): void {
  let from = row;
  for (let y = 0; y < HIGH; y++) {
    const line = at(image, y * STRIDE * WIDTH);
    let x = 0;
    if (STRIDE == 1)
      for (; x + 4 <= WIDE; x += 4) {
        const to = at(line, x);
        v128.store(to, f32x4.add(v128.load(to), v128.load(at(from, x))));
      }
    for (; x < WIDE; x++) {
      const to = at(line, x * STRIDE);
      store<f32>(to, load<f32>(to) + load<f32>(at(from, x)));
    }
    from = at(from, WIDE);
  }
}

/**
 * to [S, n]: dh of what was convolved. Each pixel's numbers are added in the order of W's rows.
 * @param dh of the outputs h [S, maps · windows], or dz where h is 0
 * @param W element (k, map) at k·rs + map·ks
 */
export function convolutionVjp(
  S: i32, channels: i32, height: i32, width: i32, kernel: i32, stride: i32, padding: i32, maps: i32,
  dh: usize, h: usize, kind: i32, W: usize, rs: i32, ks: i32, to: usize, workspace: usize,
): void {
  shape(channels, height, width, kernel, stride, padding);
  const size = CHANNELS * HEIGHT * WIDTH;
  const image = at(workspace, FAN_IN);
  const filters = at(image, size);
  const panels = at(filters, wholes(FAN_IN, ROWS) * maps);
  const product = at(panels, wholes(WINDOWS, COLUMNS) * maps);
  // As many rows of dX at once as are whole blocks, of whole channels.
  const area = kernel * kernel, most = ROWS * area;
  const delta = at(product, most * WINDOWS);
  layOffsets(workspace);
  for (let k = 0; k < FAN_IN; k += ROWS)
    packRows(min(ROWS, FAN_IN - k), maps, at(W, k * rs), rs, ks, at(filters, k * maps));
  for (let n = 0; n < S; n++) {
    const o = n * maps * WINDOWS;
    const dz = deltaAt(maps * WINDOWS, at(dh, o), h == 0 ? h : at(h, o), kind, delta);
    for (let p = 0; p < WINDOWS; p += COLUMNS)
      packColumns(maps, min(COLUMNS, WINDOWS - p), at(dz, p), WINDOWS, 1, at(panels, p * maps));
    const out = at(to, n * channels * height * width);
    const sums = padding == 0 ? out : image;
    memory.fill(sums, 0, <usize>size << 2);
    for (let k = 0; k < FAN_IN; k += most) {
      const rows = min(most, FAN_IN - k);
      for (let p = 0; p < WINDOWS; p += COLUMNS)
        for (let i = 0; i < rows; i += ROWS)
          block(
            maps, at(filters, (k + i) * maps), at(panels, p * maps), at(product, i * WINDOWS + p), WINDOWS,
            min(ROWS, rows - i), min(COLUMNS, WINDOWS - p), false,
          );
      for (let i = 0; i < rows; i++)
        addRow(at(product, i * WINDOWS), sums + <usize>load<i32>(at(workspace, k + i)));
    }
    if (padding > 0) unpad(image, out);
  }
}

/** Adds the sums of the rows of A [M, N]: four sums of every fourth number each, then these. */
function addRowSums(M: i32, N: i32, A: usize, to: usize): void {
  for (let i = 0; i < M; i++) {
    const row = at(A, i * N);
    let sum = f32x4.splat(0);
    for (let j = 0; j < N; j += 4) sum = f32x4.add(sum, first(N - j, at(row, j)));
    const low = f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1);
    const high = f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3);
    store<f32>(at(to, i), load<f32>(at(to, i)) + (low + high));
  }
}

/** Rows of dW that are computed at once. */
export const FILTER_ROWS: i32 = 4;

/** Adds eight numbers to a row of C, or the first of them. */
// @ts-ignore: decorator
@inline
function addEight(columns: i32, C: usize, low: v128, high: v128): void {
  storeFirst(columns, C, f32x4.add(first(columns, C), low));
  if (columns > 4) storeFirst(columns - 4, C + 16, f32x4.add(first(columns - 4, C + 16), high));
}

/** Adds FILTER_ROWS × COLUMNS of X dzᵀ, from a panel of dz; the sums run over the windows in order. */
function addBlock(
  image: usize, offsets: usize, rows: i32, panel: usize, C: usize, ldc: i32, columns: i32,
): void {
  const r0 = <usize>load<i32>(offsets);
  const r1 = rows > 1 ? <usize>load<i32>(offsets, 4) : r0;
  const r2 = rows > 2 ? <usize>load<i32>(offsets, 8) : r0;
  const r3 = rows > 3 ? <usize>load<i32>(offsets, 12) : r0;
  let c00 = f32x4.splat(0), c01 = c00, c10 = c00, c11 = c00;
  let c20 = c00, c21 = c00, c30 = c00, c31 = c00;
  const step = (<usize>STRIDE) << 2;
  const all = <usize>WIDE * step, line = <usize>WIDTH * step;
  const end = image + <usize>HIGH * line;
  let b = panel;
  for (let row = image; row < end; row += line)
    for (let a = row; a < row + all; a += step) {
      const b0 = v128.load(b);
      const b1 = v128.load(b, 16);
      let x = v128.load32_splat(a + r0);
      c00 = madd(c00, x, b0);
      c01 = madd(c01, x, b1);
      x = v128.load32_splat(a + r1);
      c10 = madd(c10, x, b0);
      c11 = madd(c11, x, b1);
      x = v128.load32_splat(a + r2);
      c20 = madd(c20, x, b0);
      c21 = madd(c21, x, b1);
      x = v128.load32_splat(a + r3);
      c30 = madd(c30, x, b0);
      c31 = madd(c31, x, b1);
      b += 32;
    }
  addEight(columns, C, c00, c01);
  if (rows > 1) addEight(columns, at(C, ldc), c10, c11);
  if (rows > 2) addEight(columns, at(C, 2 * ldc), c20, c21);
  if (rows > 3) addEight(columns, at(C, 3 * ldc), c30, c31);
}

/**
 * dW [fan-in, maps] and db [maps], summed over samples, of which each has its own sums.
 * @param dh of the outputs f [S, maps · windows], or dz where f is 0
 * @param h what was convolved, [S, n]
 */
export function convolutionGradient(
  S: i32, channels: i32, height: i32, width: i32, kernel: i32, stride: i32, padding: i32, maps: i32,
  h: usize, dh: usize, f: usize, kind: i32, dW: usize, db: usize, workspace: usize,
): void {
  const fanIn = channels * kernel * kernel;
  convolutionGradientOf(
    0, maps, 0, fanIn, S, channels, height, width, kernel, stride, padding, maps, h, dh, f, kind, dW, db, workspace,
  );
}

/** The same for maps j0 to j1 and rows k0 to k1 of dW: whole blocks, and all of one. db comes with row 0. */
export function convolutionGradientOf(
  j0: i32, j1: i32, k0: i32, k1: i32,
  S: i32, channels: i32, height: i32, width: i32, kernel: i32, stride: i32, padding: i32, maps: i32,
  h: usize, dh: usize, f: usize, kind: i32, dW: usize, db: usize, workspace: usize,
): void {
  shape(channels, height, width, kernel, stride, padding);
  const size = CHANNELS * HEIGHT * WIDTH;
  const image = at(workspace, FAN_IN);
  const panels = at(image, size);
  const delta = at(panels, wholes(maps, COLUMNS) * WINDOWS);
  const own = j1 - j0;
  layOffsets(workspace);
  if (padding > 0) memory.fill(image, 0, <usize>size << 2);
  for (let k = k0; k < k1; k++) memory.fill(at(dW, k * maps + j0), 0, <usize>own << 2);
  if (k0 == 0) memory.fill(at(db, j0), 0, <usize>own << 2);
  for (let n = 0; n < S; n++) {
    const from = padded(at(h, n * channels * height * width), image);
    const o = (n * maps + j0) * WINDOWS;
    const dz = deltaAt(own * WINDOWS, at(dh, o), f == 0 ? f : at(f, o), kind, delta);
    if (k0 == 0) addRowSums(own, WINDOWS, dz, at(db, j0));
    for (let j = 0; j < own; j += COLUMNS)
      packColumns(WINDOWS, min(COLUMNS, own - j), at(dz, j * WINDOWS), 1, WINDOWS, at(panels, j * WINDOWS));
    for (let j = 0; j < own; j += COLUMNS)
      for (let k = k0; k < k1; k += FILTER_ROWS)
        addBlock(
          from, at(workspace, k), min(FILTER_ROWS, k1 - k), at(panels, j * WINDOWS),
          at(dW, k * maps + j0 + j), maps, min(COLUMNS, own - j),
        );
  }
}
