/**
 * Windows of images and feature maps in plain operations that every backend has: the parts of a convolution, and max pooling.
 * Rows are samples of [channels, height, width], row-major.
 */
import {
  add,
  cast,
  equal,
  keep,
  maximum,
  mul,
  pad,
  reshape,
  slice,
  stack,
  stridedSlice,
  sub,
  type Tensor,
  type Tensor2D,
  type Tensor4D,
  tidy,
  transpose,
} from '@tensorflow/tfjs-core';
import { type Windows, windowsAlong } from './windows';

type Shape = readonly number[];

/** Places in a window, row-major. */
const places = (side: number): [y: number, x: number][] =>
  Array.from({ length: side * side }, (_, i) => [Math.floor(i / side), i % side]);

/** Every `stride`-th number from (y, x) on, so many rows and columns: of [.., .., height, width]. */
function spaced(
  all: Tensor4D,
  stride: number,
  [y, x]: [number, number],
  rows: number,
  columns: number,
): Tensor4D {
  const [a, b] = all.shape;
  const end = [a, b, y + (rows - 1) * stride + 1, x + (columns - 1) * stride + 1];
  return stridedSlice(all, [0, 0, y, x], end, [1, 1, stride, stride]) as Tensor4D;
}

/** Each number first in a square of zeros. By matrices: TensorFlow.js' WebGPU backend cannot pad five dimensions. */
function dilated(some: Tensor4D, stride: number): Tensor4D {
  const [a, b, rows, columns] = some.shape;
  const width = columns * stride;
  const zerosAfter = (matrix: Tensor, zeros: number): Tensor =>
    pad(matrix as Tensor2D, [
      [0, 0],
      [0, zeros],
    ]);
  const inRows = zerosAfter(reshape(some, [some.size, 1]), stride - 1);
  const inColumns = zerosAfter(reshape(inRows, [a * b * rows, width]), (stride - 1) * width);
  return reshape(inColumns, [a, b, rows * stride, width]);
}

/** The adjoint of `spaced`: the numbers back in their places of [.., .., height, width], zeros elsewhere. */
function spread(
  some: Tensor4D,
  stride: number,
  [y, x]: [number, number],
  [height, width]: readonly [number, number],
): Tensor4D {
  const [a, b, rows, columns] = some.shape;
  const [most, wide] = [(rows - 1) * stride + 1, (columns - 1) * stride + 1];
  const apart = stride === 1 ? some : slice(dilated(some, stride), [0, 0, 0, 0], [a, b, most, wide]);
  return pad(apart, [
    [0, 0],
    [0, 0],
    [y, height - y - most],
    [x, width - x - wide],
  ]) as Tensor4D;
}

/** The sum of what `make` gives for each place, of which two exist at once. */
function sumOver(
  all: [y: number, x: number][],
  make: (place: [number, number], i: number) => Tensor4D,
): Tensor4D {
  let sum: Tensor4D | undefined;
  for (const [i, place] of all.entries()) {
    const before = sum;
    sum = tidy(() => (before ? add(before, make(place, i)) : make(place, i)));
    before?.dispose();
  }
  return sum as Tensor4D;
}

/** The windows of h [N, n] as columns: [channels · kernel², N · windows]. */
export function patches(h: Tensor2D, windows: Windows): Tensor2D {
  const { shape, kernel, stride, padding } = windows;
  const [channels = 1, height = 1, width = 1] = shape;
  const samples = h.shape[0];
  const byChannel = transpose(reshape(h, [samples, channels, height, width]), [1, 0, 2, 3]);
  const around: [number, number] = [padding, padding];
  const all = pad(byChannel, [[0, 0], [0, 0], around, around]) as Tensor4D;
  const [rows, columns] = [windowsAlong(height, windows), windowsAlong(width, windows)];
  const parts = places(kernel).map((place) => spaced(all, stride, place, rows, columns));
  return reshape(stack(parts, 1), [channels * kernel * kernel, samples * rows * columns]);
}

/** The adjoint of `patches`: numbers of windows that overlap are added, [N, n]. */
export function folded(columnsOfWindows: Tensor2D, windows: Windows): Tensor2D {
  const { shape, kernel, stride, padding } = windows;
  const [channels = 1, height = 1, width = 1] = shape;
  const [rows, columns] = [windowsAlong(height, windows), windowsAlong(width, windows)];
  const samples = columnsOfWindows.shape[1] / (rows * columns);
  const size: [number, number] = [height + 2 * padding, width + 2 * padding];
  const all = reshape(columnsOfWindows, [channels, kernel * kernel, samples * rows * columns]);
  const sum = sumOver(places(kernel), (place, i) => {
    const one = slice(all, [0, i, 0], [channels, 1, samples * rows * columns]);
    return spread(reshape(one, [channels, samples, rows, columns]), stride, place, size);
  });
  const image = slice(sum, [0, 0, padding, padding], [channels, samples, height, width]);
  return reshape(transpose(image, [1, 0, 2, 3]), [samples, channels * height * width]);
}

/** [a, b · c] as [b, a · c]: samples and channels change places. @param a of the result */
export function exchanged(rows: Tensor2D, b: number): Tensor2D {
  const [a, columns] = rows.shape;
  const c = columns / b;
  return reshape(transpose(reshape(rows, [a, b, c]), [1, 0, 2]), [b, a * c]);
}

const maps = (h: Tensor2D, [channels = 1, height = 1, width = 1]: Shape): Tensor4D =>
  reshape(h, [h.shape[0], channels, height, width]);

/** The largest number of each window of pool × pool, [N, n'] from h [N, n]. */
export function pooled(h: Tensor2D, shape: Shape, pool: number): Tensor2D {
  const all = maps(h, shape);
  const [rows, columns] = all.shape.slice(2).map((side) => Math.floor(side / pool)) as [number, number];
  const largest = places(pool)
    .map((place) => spaced(all, pool, place, rows, columns))
    .reduce((most, one) => maximum(most, one));
  return reshape(largest, [h.shape[0], largest.size / h.shape[0]]);
}

/**
 * The derivative of `pooled`: a window's delta goes to its maximum, to the first in row-major order where there are
 * several, as in PyTorch. @param most what `pooled` gave @param delta of that, [N, n'] @returns [N, n]
 */
export function unpooled(h: Tensor2D, shape: Shape, pool: number, most: Tensor2D, delta: Tensor2D): Tensor2D {
  const all = maps(h, shape);
  const [samples, channels, height, width] = all.shape;
  const [rows, columns] = [Math.floor(height / pool), Math.floor(width / pool)];
  const small: [number, number, number, number] = [samples, channels, rows, columns];
  const [largest, given] = [reshape(most, small), reshape(delta, small)];
  // What is left for later places: a window's delta goes to its first maximum.
  let left: Tensor = given;
  const sum = sumOver(places(pool), (place) => {
    const hits = cast(equal(spaced(all, pool, place, rows, columns), largest), 'float32');
    const own = mul(left, hits);
    const rest = keep(sub(left, own));
    if (left !== given) left.dispose();
    left = rest;
    return spread(own as Tensor4D, pool, place, [height, width]);
  });
  if (left !== given) left.dispose();
  return reshape(sum, h.shape);
}
