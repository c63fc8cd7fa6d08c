/**
 * Convolutions as tiled products whose right matrix is never stored: an entry of a window is read from the image where the
 * product needs it. Sizes are written into the programs, so that a device's compiler divides by constants.
 */
import { concat, slice, type Tensor, type Tensor1D, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import type { ActivationId } from '../../../core/blocks/activation';
import type { Delta, Layer, Place, Transposed } from '../../../core/blocks/block';
import { mostWorkgroups } from '../backend';
import { codes, linear } from '../formulas';
import { activated, type Loaded, multiply, productProgram, type Right, TILE } from '../product';
import type { Program } from '../program';
import { type Binding, newTensor, record } from '../record';
import { overEntries, sizeOfGrid } from './entries';

const read = (name: string): Binding => ({ name, type: 'f32', access: 'read' });

interface Sizes {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly maps: number;
  readonly rows: number;
  readonly columns: number;
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
}

function sizesOf({ input, output, options }: Place): Sizes {
  const [channels = 1, height = 1, width = 1] = input.shape;
  const [maps = 1, rows = 1, columns = 1] = output.shape;
  const { kernel = 1, stride = 1, padding = 0 } = options;
  return { channels, height, width, maps, rows, columns, kernel, stride, padding };
}

const nameOf = (sizes: Sizes): string => Object.values(sizes).join(' ');
const fanInOf = ({ channels, kernel }: Sizes): number => channels * kernel * kernel;

/** `windowEntry(k, at)`: entry k of the window `at`, counted over the samples; 0 in the padding. Reads `X`. */
const windowCode = ({ channels, height, width, rows, columns, kernel, stride, padding }: Sizes): string => `
fn windowEntry(k: u32, at: u32) -> f32 {
  let n = at / ${rows * columns}u; let window = at % ${rows * columns}u;
  let y = i32(window / ${columns}u * ${stride}u + k % ${kernel * kernel}u / ${kernel}u) - ${padding};
  let x = i32(window % ${columns}u * ${stride}u + k % ${kernel}u) - ${padding};
  if (y < 0 || y >= ${height} || x < 0 || x >= ${width}) { return 0.0; }
  return X(((n * ${channels}u + k / ${kernel * kernel}u) * ${height}u + u32(y)) * ${width}u + u32(x));
}`;

/** `delta(i)`: dz, or dh ⊙ f'(z). Reads `D`, and `H`. @param through must be in `codes` */
function deltaCode(through: ActivationId | undefined): Pick<Loaded, 'name' | 'bindings' | 'code'> {
  const slope = through && codes[through];
  if (through && !slope) throw new Error('This activation is pulled back before its layer learns.');
  if (!slope) return { name: 'dz', bindings: [read('D')], code: 'fn delta(i: u32) -> f32 { return D(i); }' };
  return {
    name: `pulled ${slope.name}`,
    bindings: [read('D'), read('H')],
    code: `fn slope(h: f32) -> f32 { ${slope.slope} }
fn delta(i: u32) -> f32 { return D(i) * slope(H(i)); }`,
  };
}

/** z[n, map, window] = Σ_k W[k, map] windowEntry(k, n, window), a product with as many rows as maps. */
function forwardProgram(sizes: Sizes, activation: ActivationId): Program {
  const { maps, rows, columns } = sizes;
  const windows = rows * columns;
  const filters: Loaded = {
    name: `filters ${maps}`,
    bindings: [read('A')],
    code: `return A(k * ${maps}u + i);`,
  };
  const patches: Right = {
    name: `patches ${nameOf(sizes)}`,
    bindings: [read('X')],
    code: 'return windowEntry(k, j);',
    functions: windowCode(sizes),
  };
  return productProgram(filters, patches, {
    ...activated(codes[activation] ?? linear, 'b(i)'),
    place: `(j / ${windows}u * ${maps}u + i) * ${windows}u + j % ${windows}u`,
  });
}

/** dh[n, channel, pixel]: what the windows that contain the pixel give it. */
function vjpProgram(sizes: Sizes, through: ActivationId | undefined, transposed: boolean): Program {
  const { channels, height, width, maps, rows, columns, kernel, stride, padding } = sizes;
  const [area, pixels] = [kernel * kernel, height * width];
  const matrix: Loaded = {
    name: `${transposed ? 'transposed filters' : 'filters'} back`,
    bindings: [read('A')],
    code: transposed
      ? `return A(k / ${area}u * ${fanInOf(sizes)}u + i * ${area}u + k % ${area}u);`
      : `return A((i * ${area}u + k % ${area}u) * ${maps}u + k / ${area}u);`,
  };
  const delta = deltaCode(through);
  const spread: Right = {
    name: `${delta.name} of ${nameOf(sizes)}`,
    bindings: delta.bindings,
    code: 'return spread(k, j);',
    functions: `${delta.code}
fn spread(k: u32, at: u32) -> f32 {
  let n = at / ${pixels}u; let pixel = at % ${pixels}u;
  let y = i32(pixel / ${width}u + ${padding}u) - i32(k % ${area}u / ${kernel}u);
  let x = i32(pixel % ${width}u + ${padding}u) - i32(k % ${kernel}u);
  if (y < 0 || x < 0 || y % ${stride} != 0 || x % ${stride} != 0) { return 0.0; }
  let row = u32(y) / ${stride}u; let column = u32(x) / ${stride}u;
  if (row >= ${rows}u || column >= ${columns}u) { return 0.0; }
  return delta(((n * ${maps}u + k / ${area}u) * ${rows}u + row) * ${columns}u + column);
}`,
  };
  return productProgram(matrix, spread, {
    ...{ name: 'sum', bindings: [], code: 'return sum;' },
    place: `(j / ${pixels}u * ${channels}u + i) * ${pixels}u + j % ${pixels}u`,
  });
}

/**
 * dW = X dzᵀ and the sum of dz, in parts: all windows of all samples are summed over, and there are few entries of W. So
 * each part of the windows has workgroups of its own. u.shape: rows and columns of W, windows of all samples; u.numbers:
 * parts.
 */
function partsProgram(sizes: Sizes, through: ActivationId | undefined): Program {
  const { maps, rows, columns } = sizes;
  const [fanIn, windows] = [fanInOf(sizes), rows * columns];
  const delta = deltaCode(through);
  return {
    key: `gradients in parts: ${delta.name} of ${nameOf(sizes)}`,
    bindings: [
      ...[read('X'), ...delta.bindings],
      ...['dW', 'db'].map((name): Binding => ({ name, type: 'f32', access: 'read_write' })),
    ],
    code: `${delta.code}
${windowCode(sizes)}
fn tile(group: vec3<u32>, own: vec3<u32>) {
  let all = u.shape.z; let parts = u32(u.numbers[0].x);
  let part = group.x / ${Math.ceil(maps / TILE)}u;
  let firstColumn = group.x % ${Math.ceil(maps / TILE)}u * 32u; let firstRow = group.y * 32u;
  let each = (all + parts * 32u - 1u) / (parts * 32u) * 32u;
  let end = min(all, (part + 1u) * each);
  var sums = vec4<f32>(); var forBias = vec2<f32>();
  for (var start = part * each; start < end; start += 32u) {
    for (var quarter = 0u; quarter < 4u; quarter++) {
      let y = own.y + (quarter / 2u) * 16u; let x = own.x + (quarter % 2u) * 16u;
      let at = start + x;
      var input = 0.0; var d = 0.0;
      if (at < end && firstRow + y < ${fanIn}u) { input = windowEntry(firstRow + y, at); }
      if (at < end && firstColumn + y < ${maps}u) {
        d = delta((at / ${windows}u * ${maps}u + firstColumn + y) * ${windows}u + at % ${windows}u);
      }
      lefts[x][y] = input; rights[x][y] = d;
    }
    workgroupBarrier();
    for (var k = 0u; k < 32u; k++) {
      let l = vec2<f32>(lefts[k][own.y], lefts[k][own.y + 16u]);
      let r = vec2<f32>(rights[k][own.x], rights[k][own.x + 16u]);
      sums += l.xxyy * r.xyxy;
      forBias += r;
    }
    workgroupBarrier();
  }
  for (var quarter = 0u; quarter < 4u; quarter++) {
    let i = firstRow + own.y + (quarter / 2u) * 16u; let j = firstColumn + own.x + (quarter % 2u) * 16u;
    if (i < ${fanIn}u && j < ${maps}u) { dW[(part * ${fanIn}u + i) * ${maps}u + j] = sums[quarter]; }
    if (i == 0u && j < ${maps}u) { db[part * ${maps}u + j] = forBias[quarter % 2u]; }
  }
}`,
    main: 'tiles',
  };
}

/** Of a parameter's parts. u.shape: threads, entries, parts. */
const sumProgram: Program = {
  key: 'sum of parts',
  bindings: [read('P'), { name: 'result', type: 'f32', access: 'read_write' }],
  code: overEntries(`var sum = 0.0;
    for (var part = 0u; part < u.shape.z; part++) { sum += P(part * u.shape.y + i); }
    result[i] = sum;`),
  main: 'samples',
  entry: ([, size = 0, parts = 0]) => ({
    code: `fn entry(i: u32) -> f32 {
  var sum = 0.0;
  for (var part = 0u; part < ${parts}u; part++) { sum += P(part * ${size}u + i); }
  return sum;
}`,
    terms: parts,
  }),
};

function summed<T extends Tensor>(parts: Tensor, count: number, shape: T['shape']): T {
  const result = newTensor<T>(shape);
  const { threads, workgroups } = sizeOfGrid(result.size);
  record(sumProgram, { tensors: [parts, result], shape: [threads, result.size, count], workgroups });
  parts.dispose();
  return result;
}

/** Workgroups that keep a device busy; more parts take memory and are summed again. */
const ENOUGH = 512;
/** Windows of a part at least. */
const LEAST = 512;

/**
 * Computes for some samples at a time what one dispatch cannot compute for all: columns of tiles are limited.
 * @param columns of a sample
 */
function inPieces(
  inputs: readonly Tensor2D[],
  columns: number,
  compute: (inputs: readonly Tensor2D[]) => Tensor2D,
): Tensor2D {
  const [samples = 0] = inputs[0]?.shape ?? [];
  const most = Math.max(1, Math.floor((TILE * mostWorkgroups()) / columns));
  if (samples <= most) return compute(inputs);
  const starts = Array.from({ length: Math.ceil(samples / most) }, (_, i) => i * most);
  return tidy(() =>
    concat(
      starts.map((from) =>
        compute(inputs.map((one) => slice(one, [from, 0], [Math.min(most, samples - from), one.shape[1]]))),
      ),
    ),
  );
}

/** Computes f(W * h + b), or z = W * h + b if f has no WGSL code. @param h [N, channels · height · width] */
export function forward({ activation, place, parameters }: Layer, h: Tensor2D): Tensor2D {
  const { W, b } = parameters as { W: Tensor2D; b: Tensor1D };
  const sizes = sizesOf(place);
  const windows = sizes.rows * sizes.columns;
  return inPieces([h], windows, ([some]) => {
    const { shape } = some as Tensor2D;
    return multiply(
      forwardProgram(sizes, activation),
      [W, some as Tensor2D, b],
      [sizes.maps, shape[0] * windows, fanInOf(sizes)],
      [shape[0], place.output.size],
    );
  });
}

/** Of delta: what the layer's h or z is, and through what it is pulled back. */
const given = (activation: ActivationId, delta: Delta) =>
  'dz' in delta
    ? { through: undefined, tensors: [delta.dz] as const }
    : { through: activation, tensors: [delta.dh, delta.h] as const };

/** @param delta its f has WGSL code, or it is dz @returns dh [N, channels · height · width] */
export function vjp({ activation, place }: Layer, delta: Delta, W: Tensor2D | Transposed): Tensor2D {
  const sizes = sizesOf(place);
  const { through, tensors } = given(activation, delta);
  const [matrix, transposed] = 'transposeOf' in W ? [W.transposeOf, true] : [W, false];
  const pixels = sizes.height * sizes.width;
  return inPieces(tensors, pixels, (some) => {
    const [samples = 0] = some[0]?.shape ?? [];
    return multiply(
      vjpProgram(sizes, through, transposed),
      [matrix, ...some],
      [sizes.channels, samples * pixels, sizes.maps * sizes.kernel * sizes.kernel],
      [samples, place.input.size],
    );
  });
}

/** @param delta its f has WGSL code, or it is dz */
export function gradients({ activation, place }: Layer, h: Tensor2D, delta: Delta) {
  const sizes = sizesOf(place);
  const [fanIn, { maps }] = [fanInOf(sizes), sizes];
  const { through, tensors } = given(activation, delta);
  const all = h.shape[0] * sizes.rows * sizes.columns;
  const [across, down] = [Math.ceil(maps / TILE), Math.ceil(fanIn / TILE)];
  const count = Math.max(1, Math.min(Math.ceil(ENOUGH / (across * down)), Math.ceil(all / LEAST)));
  const [dW, db] = [newTensor([count, fanIn, maps]), newTensor([count, maps])];
  record(partsProgram(sizes, through), {
    tensors: [h, ...tensors, dW, db],
    shape: [fanIn, maps, all],
    numbers: () => [count],
    workgroups: [across * count, down],
  });
  return {
    W: summed<Tensor2D>(dW, count, [fanIn, maps]),
    b: summed<Tensor1D>(db, count, [maps]),
  };
}
