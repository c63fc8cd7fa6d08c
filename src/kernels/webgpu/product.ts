/**
 * Tiled matrix products: a workgroup of 16 × 16 threads computes 32 × 32 outputs through workgroup memory. Operations on
 * the left matrix's entries and on the results are fused into the program.
 */
import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { ActivationId } from '../../core/blocks/activation';
import type { Delta, Layer } from '../../core/blocks/block';
import { codes, IS_NAN, linear, SOFTMAX_ERROR } from './formulas';
import { type Binding, newTensor, type Program, record } from './record';

export const TILE = 32;

const read = (name: string, type: Binding['type'] = 'f32'): Binding => ({ name, type, access: 'read' });

/** How a matrix's entries are loaded. */
export interface Loaded {
  readonly name: string;
  readonly bindings: readonly Binding[];
  /** Body of `left(i, k, K)` or `right(k, j, K, N)`; K is what is summed over. */
  readonly code: string;
  /** Functions that `code` calls. */
  readonly functions?: string;
}

/** The right matrix. */
export interface Right extends Loaded {
  /** Neighbouring threads load neighbours in k, not in j: for a matrix that is transposed. */
  readonly alongK?: boolean;
}

/** The operation on each result before it is written. */
export interface Finish {
  readonly name: string;
  readonly bindings: readonly Binding[];
  /** Body of `finish(sum, i, j)`. */
  readonly code: string;
  /** Where result (i, j) is written, row-major by default; only then a program may compute an entry by itself. */
  readonly place?: string;
}

const asItIs: Loaded = { name: 'matrix', bindings: [read('A')], code: 'return A(i * K + k);' };
const nothing: Finish = { name: 'sum', bindings: [], code: 'return sum;' };
const plain: Right = { name: 'plain', bindings: [read('B')], code: 'return B(k * N + j);' };
const transposedRight: Right = {
  name: 'transposed',
  bindings: [read('B')],
  code: 'return B(j * K + k);',
  alongK: true,
};

/** dh ⊙ f'(z); undefined if f has no WGSL code. */
function pulled(activation: ActivationId): Loaded | undefined {
  const code = codes[activation];
  if (!code) return undefined;
  return {
    name: `pulled ${code.name}`,
    bindings: [read('A'), read('H')],
    code: 'let h = H(i * K + k); return A(i * K + k) * slope(h);',
    functions: `fn slope(h: f32) -> f32 { ${code.slope} }`,
  };
}

/**
 * Compares the bits as integers that sort like the floats: an adapter may flush denormal operands or differences to 0,
 * and leaves the sign of NaN undefined.
 */
const SIGN = `let a = order(T(i * K + k)); let b = order(Y(i * K + k));
  if (isNaN(Y(i * K + k))) { return Y(i * K + k); }
  return select(select(0.0, -1.0, a < b), 1.0, a > b);`;
const SIGN_FUNCTIONS = `${IS_NAN}
fn order(x: f32) -> i32 { let bits = bitcast<i32>(x); return select(bits, -(bits & 0x7fffffff), bits < 0); }`;

/** y* − y, or its sign. */
function error(sign: boolean, ofSoftmax: boolean): Loaded {
  const bindings = [read('T'), read('Y')];
  const name = `${sign ? 'sign of error' : 'error'}${ofSoftmax ? ' of softmax' : ''}`;
  // A softmax's errors are 0 or far above the denormal range.
  const softmaxCode = `let e = softmaxError(i * K + k, i * K, K); return ${sign ? 'select(sign(e), e, isNaN(e))' : 'e'};`;
  if (ofSoftmax) return { name, bindings, code: softmaxCode, functions: `${IS_NAN}\n${SOFTMAX_ERROR}` };
  if (sign) return { name, bindings, code: SIGN, functions: SIGN_FUNCTIONS };
  return { name, bindings, code: 'return T(i * K + k) - Y(i * K + k);' };
}

/** The rows of A at the indices `places`. */
const rowsOf: Loaded = {
  name: 'rows',
  bindings: [read('A'), read('places', 'i32')],
  code: 'return A(u32(places(i)) * K + k);',
};

/** f(sum + b) */
export const activated = ({ name, apply }: typeof linear, bias = 'b(j)'): Finish => ({
  name,
  bindings: [read('b')],
  code: `let z = sum + ${bias}; return select(f(z), z, isNaN(z)); }
${IS_NAN}
fn f(z: f32) -> f32 { ${apply}`,
});

/** u.shape: M, N, K of left [M, K] and right [K, N]. */
export function productProgram(left: Loaded, right: Right, finish: Finish): Program {
  const [k, j, cell] = right.alongK ? ['x', 'y', 'rights[x][y]'] : ['y', 'x', 'rights[y][x]'];
  const functions = `${left.functions ?? ''}
${right.functions ?? ''}
fn left(i: u32, k: u32, K: u32) -> f32 { ${left.code} }
fn right(k: u32, j: u32, K: u32, N: u32) -> f32 { ${right.code} }
fn finish(sum: f32, i: u32, j: u32) -> f32 { ${finish.code} }`;
  const entry: NonNullable<Program['entry']> = ([, N = 0, K = 0]) => ({
    code: `${functions}
fn entry(at: u32) -> f32 {
  let i = at / ${N}u; let j = at % ${N}u;
  var sum = 0.0;
  for (var k = 0u; k < ${K}u; k++) { sum += left(i, k, ${K}u) * right(k, j, ${K}u, ${N}u); }
  return finish(sum, i, j);
}`,
    terms: K,
  });
  return {
    key: `product: ${left.name}, ${right.name}, ${finish.name}`,
    bindings: [
      ...left.bindings,
      ...right.bindings,
      ...finish.bindings,
      { name: 'result', type: 'f32', access: 'read_write' },
    ],
    code: `
${functions}
fn tile(group: vec3<u32>, own: vec3<u32>) {
  let M = u.shape.x; let N = u.shape.y; let K = u.shape.z;
  let firstRow = group.y * 32u; let firstColumn = group.x * 32u;
  var sums = vec4<f32>();
  for (var start = 0u; start < K; start += 32u) {
    for (var part = 0u; part < 4u; part++) {
      let y = own.y + (part / 2u) * 16u; let x = own.x + (part % 2u) * 16u;
      var l = 0.0; var r = 0.0;
      if (firstRow + y < M && start + x < K) { l = left(firstRow + y, start + x, K); }
      lefts[y][x] = l;
      let k = start + ${k}; let j = firstColumn + ${j};
      if (k < K && j < N) { r = right(k, j, K, N); }
      ${cell} = r;
    }
    workgroupBarrier();
    for (var k = 0u; k < 32u; k++) {
      let l = vec2<f32>(lefts[own.y][k], lefts[own.y + 16u][k]);
      let r = vec2<f32>(rights[k][own.x], rights[k][own.x + 16u]);
      sums += l.xxyy * r.xyxy;
    }
    workgroupBarrier();
  }
  for (var part = 0u; part < 4u; part++) {
    let i = firstRow + own.y + (part / 2u) * 16u; let j = firstColumn + own.x + (part % 2u) * 16u;
    if (i < M && j < N) { result[${finish.place ?? 'i * N + j'}] = finish(sums[part], i, j); }
  }
}`,
    main: 'tiles',
    ...(finish.place === undefined && { entry }),
  };
}

/** @param shape of the result, by default [M, N] */
export function multiply(
  program: Program,
  inputs: readonly Tensor[],
  [M, N, K]: readonly [number, number, number],
  shape: [number, number] = [M, N],
): Tensor2D {
  const result = newTensor<Tensor2D>(shape);
  const workgroups = [Math.ceil(N / TILE), Math.ceil(M / TILE)] as const;
  record(program, { tensors: [...inputs, result], shape: [M, N, K], workgroups });
  return result;
}

/** Computes f(h W + b), or z = h W + b if f has no WGSL code. */
export const forwardProgram = (activation: ActivationId): Program =>
  productProgram(asItIs, plain, activated(codes[activation] ?? linear));

export function forward({ activation, parameters }: Layer, h: Tensor2D): Tensor2D {
  const { W, b } = parameters as { W: Tensor2D; b: Tensor1D };
  const [M, K] = h.shape;
  return multiply(forwardProgram(activation), [h, W, b], [M, W.shape[1], K]);
}

/** @param through the activation that dh is pulled back through; must be in `codes` */
export function vjpProgram(through: ActivationId | undefined, transposed: boolean): Program {
  const left = through ? pulled(through) : asItIs;
  if (!left) throw new Error('This activation is pulled back before it is multiplied.');
  return productProgram(left, transposed ? transposedRight : plain, nothing);
}

/** dz M, or dz Mᵀ. */
export function vjp(activation: ActivationId, delta: Delta, M: Tensor2D, transposed: boolean): Tensor2D {
  const [through, inputs] = 'dz' in delta ? [undefined, [delta.dz]] : [activation, [delta.dh, delta.h]];
  const [samples, K] = (inputs[0] as Tensor2D).shape;
  return multiply(
    vjpProgram(through, transposed),
    [...inputs, M],
    [samples, M.shape[transposed ? 0 : 1] as number, K],
  );
}

export const errorProgram = (sign: boolean, ofSoftmax: boolean): Program =>
  productProgram(error(sign, ofSoftmax), plain, nothing);

/** (y* − y) B, or sign(y* − y) B. */
export function errorProduct(
  y: Tensor2D,
  target: Tensor2D,
  B: Tensor2D,
  sign: boolean,
  ofSoftmax: boolean,
): Tensor2D {
  const [M, K] = y.shape;
  return multiply(errorProgram(sign, ofSoftmax), [target, y, B], [M, B.shape[1], K]);
}

export const rowsProgram: Program = productProgram(rowsOf, plain, nothing);

/** rows[places] B */
export function rowsProduct(rows: Tensor2D, places: Tensor1D, B: Tensor2D): Tensor2D {
  const [K, N] = B.shape;
  return multiply(rowsProgram, [rows, places, B], [places.shape[0], N, K]);
}
