/**
 * The tensor methods in which this folder's formulas are written. They are attached to tensors here,
 * once, so that a rule's file imports tensors as types only and reads like the paper, and registries
 * can be read without loading TensorFlow.js.
 */
import {
  abs,
  add,
  div,
  log,
  logSoftmax,
  matMul,
  max,
  maximum,
  mul,
  neg,
  type Rank,
  relu,
  sigmoid,
  softmax,
  sqrt,
  square,
  step,
  sub,
  sum,
  Tensor,
  type Tensor2D,
  tanh,
  transpose,
} from '@tensorflow/tfjs-core';

type Operand = Tensor | number;

declare module '@tensorflow/tfjs-core/dist/tensor' {
  // The parameter repeats the class's own declaration, as merging demands.
  interface Tensor<R extends Rank = Rank> {
    add(b: Operand): Tensor<R>;
    sub(b: Operand): Tensor<R>;
    mul(b: Operand): Tensor<R>;
    div(b: Operand): Tensor<R>;
    /** Where this is NaN it stays NaN; TensorFlow.js's wasm backend loses a NaN of the other operand, so that is a number. */
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
    matMul(b: Tensor2D): Tensor2D;
    /** This times bᵀ. */
    matMulTransposed(b: Tensor2D): Tensor2D;
    /** thisᵀ times b. */
    transposedMatMul(b: Tensor2D): Tensor2D;
    sum(): Scalar;
    sum(axis: 0): Tensor1D;
    sum(axis: 1, keepDims: true): Tensor2D;
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

/** From steps: TensorFlow.js's own sign is 0 up to 1e-7 on wasm, and of NaN 0. */
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
  matMul(this: Tensor2D, b: Tensor2D) {
    return matMul(this, b);
  },
  matMulTransposed(this: Tensor2D, b: Tensor2D) {
    return matMul(this, b, false, true);
  },
  transposedMatMul(this: Tensor2D, b: Tensor2D) {
    return matMul(this, b, true);
  },
  sum(this: Tensor, axis?: number, keepDims?: boolean) {
    return sum(this, axis, keepDims);
  },
});
