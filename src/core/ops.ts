/**
 * The tensor methods used in this folder's formulas, attached to tensors once, so that a rule's file imports tensors as
 * types only and reads like the paper, and registries can be read without loading TensorFlow.js.
 */
import {
  abs,
  add,
  concat,
  div,
  eye,
  log,
  logSoftmax,
  matMul,
  max,
  maximum,
  mul,
  neg,
  type Rank,
  relu,
  reshape,
  sigmoid,
  slice,
  softmax,
  sqrt,
  square,
  step,
  sub,
  sum,
  Tensor,
  type Tensor2D,
  type Tensor3D,
  tanh,
  tidy,
  transpose,
} from '@tensorflow/tfjs-core';
import { exchanged, folded, patches, pooled, unpooled } from './blocks/images';
import { byHead, inMatrices, inRows, ofTokens, third } from './blocks/transformer/heads';
import type { Windows } from './blocks/windows';

type Operand = Tensor | number;
type Matrices = Tensor2D | Tensor3D;
type Pieces = Tensor2D | Readonly<Record<string, Tensor>>;

declare module '@tensorflow/tfjs-core/dist/tensor' {
  // Declaration merging requires the same type parameter as the class.
  interface Tensor<R extends Rank = Rank> {
    add(b: Operand): Tensor<R>;
    sub(b: Operand): Tensor<R>;
    mul(b: Operand): Tensor<R>;
    div(b: Operand): Tensor<R>;
    /** NaN stays NaN. The other operand is a number, because TensorFlow.js's wasm backend loses its NaN. */
    maximum(b: number): Tensor<R>;
    neg(): Tensor<R>;
    abs(): Tensor<R>;
    /** −1, 0 or 1; NaN stays NaN. */
    sign(): Tensor<R>;
    max(): Scalar;
    log(): Tensor<R>;
    sqrt(): Tensor<R>;
    square(): Tensor<R>;
    step(): Tensor<R>;
    relu(): Tensor<R>;
    tanh(): Tensor<R>;
    sigmoid(): Tensor<R>;
    softmax(): Tensor<R>;
    logSoftmax(): Tensor<R>;
    transpose(): Tensor<R>;
    /** Of matrices, or of as many pairs of them as there are: [n, ·, ·]. */
    matMul<M extends Matrices>(b: M): M;
    /** this · bᵀ */
    matMulTransposed<M extends Matrices>(b: M): M;
    /** thisᵀ · b */
    transposedMatMul<M extends Matrices>(b: M): M;
    sum(): Scalar;
    sum(axis: 0): Tensor1D;
    sum(axis: 1, keepDims: true): Tensor2D;
    /** W + I, for a square W. */
    plusIdentity(): Tensor2D;
    /** [n] as a column, [n, 1]. */
    asColumn(): Tensor2D;
    /** [n, 1] as [n]. */
    flat(): Tensor1D;
    /** Some rows. */
    rows(from: number, count: number): Tensor2D;
    /** What `act` gives for at most so many rows after the others; its other tensors are freed each time. */
    inPieces<T extends Pieces>(most: number, act: (some: Tensor2D, from: number) => T): T[];
    /** These rows, or matrices, then those of the others. */
    above<M extends Matrices>(this: M, others: readonly M[]): M;
    /** See blocks/images.ts, as all that follow. */
    exchanged(b: number): Tensor2D;
    patches(windows: Windows): Tensor2D;
    folded(windows: Windows): Tensor2D;
    pooled(shape: readonly number[], pool: number): Tensor2D;
    unpooled(shape: readonly number[], pool: number, most: Tensor2D, delta: Tensor2D): Tensor2D;
    /** See blocks/transformer/heads.ts, as all that follow. */
    byHead(heads: number, tokens: number): Tensor3D;
    ofTokens(heads: number): Tensor2D;
    third(i: 0 | 1 | 2): Tensor3D;
    inRows(columns: number): Tensor2D;
    inMatrices(rows: number): Tensor3D;
  }
}

const binary = { add, sub, mul, div, maximum };
for (const [name, op] of Object.entries(binary)) {
  Object.assign(Tensor.prototype, {
    [name](this: Tensor, b: Operand) {
      return op(this, b);
    },
  });
}

/** From step functions: TensorFlow.js's sign is 0 up to 1e-7 on wasm, and 0 for NaN. */
const sign = (t: Tensor): Tensor => sub(step(t), step(neg(t)));

const unary = {
  abs,
  sign,
  max,
  neg,
  log,
  sqrt,
  square,
  step,
  relu,
  tanh,
  sigmoid,
  softmax,
  logSoftmax,
  transpose,
};
for (const [name, op] of Object.entries(unary)) {
  Object.assign(Tensor.prototype, {
    [name](this: Tensor) {
      return (op as (t: Tensor) => Tensor)(this);
    },
  });
}

Object.assign(Tensor.prototype, {
  matMul(this: Matrices, b: Matrices) {
    return matMul(this, b);
  },
  matMulTransposed(this: Matrices, b: Matrices) {
    return matMul(this, b, false, true);
  },
  transposedMatMul(this: Matrices, b: Matrices) {
    return matMul(this, b, true);
  },
  sum(this: Tensor, axis?: number, keepDims?: boolean) {
    return sum(this, axis, keepDims);
  },
  plusIdentity(this: Tensor2D) {
    return add(this, eye(this.shape[0]));
  },
  asColumn(this: Tensor) {
    return reshape(this, [this.size, 1]);
  },
  flat(this: Tensor) {
    return reshape(this, [this.size]);
  },
  rows(this: Tensor2D, from: number, count: number) {
    return slice(this, [from, 0], [count, this.shape[1]]);
  },
  inPieces(this: Tensor2D, most: number, act: (some: Tensor2D, from: number) => Pieces) {
    const [rows] = this.shape;
    return Array.from({ length: Math.ceil(rows / most) }, (_, i) =>
      tidy(() => act(slice(this, [i * most, 0], [Math.min(most, rows - i * most), this.shape[1]]), i * most)),
    );
  },
  above(this: Tensor, others: readonly Tensor[]) {
    return concat([this, ...others], 0);
  },
  exchanged(this: Tensor2D, b: number) {
    return exchanged(this, b);
  },
  patches(this: Tensor2D, windows: Windows) {
    return patches(this, windows);
  },
  folded(this: Tensor2D, windows: Windows) {
    return folded(this, windows);
  },
  pooled(this: Tensor2D, shape: readonly number[], pool: number) {
    return pooled(this, shape, pool);
  },
  unpooled(this: Tensor2D, shape: readonly number[], pool: number, most: Tensor2D, delta: Tensor2D) {
    return unpooled(this, shape, pool, most, delta);
  },
  byHead(this: Tensor2D, heads: number, tokens: number) {
    return byHead(this, heads, tokens);
  },
  ofTokens(this: Tensor3D, heads: number) {
    return ofTokens(this, heads);
  },
  third(this: Tensor3D, i: 0 | 1 | 2) {
    return third(this, i);
  },
  inRows(this: Tensor, columns: number) {
    return inRows(this, columns);
  },
  inMatrices(this: Tensor2D, rows: number) {
    return inMatrices(this, rows);
  },
});
