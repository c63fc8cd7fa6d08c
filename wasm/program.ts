/**
 * AssemblyScript: a recorded step, done again in one call. A program is a list of calls, each its code, then its arguments in
 * the function's order, 4 bytes each. What an optimizer's factors are, and what its flags, is read from where the last of
 * them points, because both change from step to step.
 */
import { biasActivate, pullBack } from './activations';
import { convolutionGradient, convolutionVjp, convolve } from './convolution';
import { denseLearn } from './dense';
import { gemm } from './gemm';
import { addScaled, columnSums, columnSumsInDouble, scaleRows } from './kernels';
import { at } from './lanes';
import { learnFrom } from './optimizers';
import { pooled, unpooled } from './pooling';
import { listColumns, sparseGradient, sparseLearn, sparseProduct } from './sparse';

// Codes; `calls` of src/kernels/wasm/tape/program.ts has the same order.
const GEMM: i32 = 0;
const BIAS_ACTIVATE: i32 = 1;
const PULL_BACK: i32 = 2;
const SCALE_ROWS: i32 = 3;
const COLUMN_SUMS: i32 = 4;
const COLUMN_SUMS_IN_DOUBLE: i32 = 5;
const LIST_COLUMNS: i32 = 6;
const SPARSE_PRODUCT: i32 = 7;
const SPARSE_GRADIENT: i32 = 8;
const LEARN_FROM: i32 = 9;
const DENSE_LEARN: i32 = 10;
const SPARSE_LEARN: i32 = 11;
const CONVOLVE: i32 = 12;
const CONVOLUTION_VJP: i32 = 13;
const CONVOLUTION_GRADIENT: i32 = 14;
const POOLED: i32 = 15;
const UNPOOLED: i32 = 16;
const ADD_SCALED: i32 = 17;

/** Argument k, from 1. */
// @ts-ignore: decorator
@inline
function int(call: usize, k: i32): i32 {
  return load<i32>(at(call, k));
}

// @ts-ignore: decorator
@inline
function float(call: usize, k: i32): f32 {
  return load<f32>(at(call, k));
}

/** Argument k of a learning call says which flags are its own; k + 1 points to seven factors and the step's flags. */
// @ts-ignore: decorator
@inline
function flags(call: usize, k: i32): i32 {
  return int(call, k) | int(<usize>int(call, k + 1), 7);
}

/** Does one call. @returns the address of the next */
function step(c: usize): usize {
  switch (int(c, 0)) {
    case GEMM:
      gemm(
        int(c, 1), int(c, 2), int(c, 3), int(c, 4), int(c, 5), int(c, 6),
        int(c, 7), int(c, 8), int(c, 9), int(c, 10), int(c, 11), int(c, 12),
      );
      return at(c, 13);
    case BIAS_ACTIVATE:
      biasActivate(int(c, 1), int(c, 2), int(c, 3), int(c, 4), int(c, 5));
      return at(c, 6);
    case PULL_BACK:
      pullBack(int(c, 1), int(c, 2), int(c, 3), int(c, 4), int(c, 5));
      return at(c, 6);
    case SCALE_ROWS:
      scaleRows(int(c, 1), int(c, 2), int(c, 3), int(c, 4), int(c, 5), int(c, 6), int(c, 7));
      return at(c, 8);
    case COLUMN_SUMS:
      columnSums(int(c, 1), int(c, 2), int(c, 3), int(c, 4));
      return at(c, 5);
    case COLUMN_SUMS_IN_DOUBLE:
      columnSumsInDouble(int(c, 1), int(c, 2), int(c, 3), int(c, 4));
      return at(c, 5);
    case LIST_COLUMNS:
      listColumns(int(c, 1), int(c, 2), int(c, 3), int(c, 4), int(c, 5), int(c, 6), int(c, 7));
      return at(c, 8);
    case SPARSE_PRODUCT:
      sparseProduct(
        int(c, 1), int(c, 2), int(c, 3), int(c, 4), int(c, 5), float(c, 6), int(c, 7), int(c, 8), int(c, 9),
      );
      return at(c, 10);
    case SPARSE_GRADIENT:
      sparseGradient(int(c, 1), int(c, 2), int(c, 3), int(c, 4), float(c, 5), int(c, 6), int(c, 7), int(c, 8));
      return at(c, 9);
    case LEARN_FROM:
    case DENSE_LEARN:
    case SPARSE_LEARN:
      return learn(c);
    default:
      return image(c);
  }
}

/** The same for calls that take factors. */
function learn(c: usize): usize {
  const code = int(c, 0);
  if (code == LEARN_FROM) {
    const f = <usize>int(c, 8);
    learnFrom(
      int(c, 1), int(c, 2), int(c, 3), int(c, 4), int(c, 5), int(c, 6),
      float(f, 0), float(f, 1), float(f, 2), float(f, 3), float(f, 4), float(f, 5), float(f, 6), flags(c, 7),
    );
    return at(c, 9);
  }
  if (code == DENSE_LEARN) {
    const f = <usize>int(c, 11);
    denseLearn(
      int(c, 1), int(c, 2), int(c, 3), int(c, 4), int(c, 5), int(c, 6), int(c, 7), int(c, 8), int(c, 9),
      float(f, 0), float(f, 1), float(f, 2), float(f, 3), float(f, 4), float(f, 5), float(f, 6), flags(c, 10),
      int(c, 12),
    );
    return at(c, 13);
  }
  const f = <usize>int(c, 14);
  sparseLearn(
    int(c, 1), int(c, 2), int(c, 3), int(c, 4), float(c, 5), int(c, 6), int(c, 7), int(c, 8),
    int(c, 9), int(c, 10), int(c, 11), int(c, 12),
    float(f, 0), float(f, 1), float(f, 2), float(f, 3), float(f, 4), float(f, 5), float(f, 6), flags(c, 13),
  );
  return at(c, 15);
}

/** The same for calls on images and feature maps. */
function image(c: usize): usize {
  switch (int(c, 0)) {
    case CONVOLVE:
      convolve(
        int(c, 1), int(c, 2), int(c, 3), int(c, 4), int(c, 5), int(c, 6), int(c, 7), int(c, 8),
        int(c, 9), int(c, 10), int(c, 11), int(c, 12), int(c, 13), int(c, 14),
      );
      return at(c, 15);
    case CONVOLUTION_VJP:
      convolutionVjp(
        int(c, 1), int(c, 2), int(c, 3), int(c, 4), int(c, 5), int(c, 6), int(c, 7), int(c, 8),
        int(c, 9), int(c, 10), int(c, 11), int(c, 12), int(c, 13), int(c, 14), int(c, 15), int(c, 16),
      );
      return at(c, 17);
    case CONVOLUTION_GRADIENT:
      convolutionGradient(
        int(c, 1), int(c, 2), int(c, 3), int(c, 4), int(c, 5), int(c, 6), int(c, 7), int(c, 8),
        int(c, 9), int(c, 10), int(c, 11), int(c, 12), int(c, 13), int(c, 14), int(c, 15),
      );
      return at(c, 16);
    case POOLED:
      pooled(int(c, 1), int(c, 2), int(c, 3), int(c, 4), int(c, 5), int(c, 6));
      return at(c, 7);
    case UNPOOLED:
      unpooled(int(c, 1), int(c, 2), int(c, 3), int(c, 4), int(c, 5), int(c, 6), int(c, 7), int(c, 8));
      return at(c, 9);
    default:
      if (int(c, 0) != ADD_SCALED) unreachable();
      addScaled(int(c, 1), int(c, 2), float(c, 3), int(c, 4), int(c, 5));
      return at(c, 6);
  }
}

/** Does the calls from `from` to `end`, in order. */
export function replay(from: usize, end: usize): void {
  for (let call = from; call < end; ) call = step(call);
}
