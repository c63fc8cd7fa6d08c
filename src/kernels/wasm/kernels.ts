/**
 * The dense block's step on the wasm backend: each operation is one call into the project's own module, without copies
 * of tensors. Weights and their state are updated in place, which is safe because no product caches them (matMul.ts).
 */
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { ActivationId } from '../../core/blocks/activation';
import type { Backward, Delta, Layer, Transposed } from '../../core/blocks/block';
import type { Kernels, Learn, Slot } from '../../core/kernels';
import { residualKernels } from '../residual';
import { applied, codes, LINEAR, newTensor, plainDz } from './activation';
import { byOptimizer, descend, descendBy, factorsOf, numbersOf, placesOf, type StepId } from './descent';
import { wasmConvolution } from './images/convolution';
import { wasmPooling } from './images/pooling';
import { registerWasmMatMul } from './matMul';
import { openWasmMemory, type StepFactors, wasmMemory } from './memory';
import { wasmOutputDelta, wasmSoftmaxError } from './output';
import { product, productWorkspace } from './product';
import { wasmMemoryProduct, wasmRemember, wasmWriteRows } from './rows';
import { registerWasmScaledRows, wasmScaledRows } from './scaledRows';
import {
  columnLists,
  columnListsSize,
  listedShare,
  type RowLists,
  rowLists,
  sparseProduct,
  wasmStandardise,
} from './sparse';
import { registerWasmSum, SHORT } from './sum';
import { recordForeignKernels } from './tape/foreign';
import { openTape } from './tape/tape';
import { wasmTransformer } from './transformer';

function forward(
  { activation, parameters }: Pick<Layer, 'activation' | 'parameters'>,
  h: Tensor2D,
): Tensor2D {
  const { W, b } = parameters as { W: Tensor2D; b: Tensor };
  const [M, K] = h.shape;
  const N = W.shape[1];
  const { assembly, pointer, workspace } = wasmMemory();
  const output = newTensor([M, N]);
  const Z = pointer(output);
  const rows = rowLists(h);
  if (rows) sparseProduct(rows, [M, N, K], pointer(W), Z);
  else {
    const work = workspace(productWorkspace(M, K));
    product(M, N, K, [pointer(h), K, 1], [pointer(W), N, 1], Z, work);
  }
  assembly.biasActivate(M, N, Z, pointer(b), codes[activation] ?? LINEAR);
  return applied(activation, output);
}

/** Address of dz: the given tensor's, or `place`, where dh ⊙ f'(z) is written. */
function dzAt(activation: ActivationId, delta: Delta, place: number): number {
  const { assembly, pointer } = wasmMemory();
  if ('dz' in delta) return pointer(delta.dz);
  const { dh, h } = delta;
  const [M, N] = dh.shape;
  assembly.pullBack(M, N, pointer(dh), pointer(h), place, codes[activation] as number);
  return place;
}

function vjp({ activation }: Layer, _h: Tensor2D, delta: Delta, through: Backward): Tensor2D {
  const { pointer, workspace } = wasmMemory();
  const W = through.W as Tensor2D | Transposed;
  const [matrix, lies] = 'transposeOf' in W ? [W.transposeOf, true] : [W, false];
  const [rows, columns] = matrix.shape;
  // dh = dz Wᵀ
  const [N, bk, bj] = lies ? [columns, columns, 1] : [rows, 1, columns];
  const plain = plainDz(activation, delta);
  const given = plain ? { dz: plain } : delta;
  const [samples, K] = ('dz' in given ? given.dz : given.dh).shape;
  const output = newTensor([samples, N]);
  const place = workspace(samples * K + productWorkspace(samples, K));
  const dz = dzAt(activation, given, place);
  const to = pointer(output);
  product(samples, N, K, [dz, K, 1], [pointer(matrix), bk, bj], to, place + 4 * samples * K);
  plain?.dispose();
  return output;
}

/** The routine for Σ dz with the precision of plain operations (sum.ts), so that both take the same step. */
const sumsOf = (samples: number) => (samples <= SHORT ? 'columnSums' : 'columnSumsInDouble');

/** W learns from rows that have lists. @param place byte address of workspace @param dz byte address, [M, N] */
function learnSparsely(
  id: StepId,
  slot: Slot,
  rows: RowLists,
  M: number,
  dz: number,
  place: number,
  f: StepFactors,
  flags: number,
): void {
  const { assembly } = wasmMemory();
  const [K, N] = slot.parameter.shape as [number, number];
  const [sums, row, starts] = [place, place + 4 * N, place + 8 * N];
  const entries = columnLists(rows, [M, N, K], starts);
  assembly.columnSums(M, N, dz, sums);
  const { x0 } = rows;
  const [kind, W, m, v] = placesOf(id, slot);
  const { sparseLearn: learn } = assembly;
  learn(
    N,
    K,
    starts,
    entries,
    x0,
    dz,
    sums,
    row,
    kind,
    W,
    m,
    v,
    f[0],
    f[1],
    f[2],
    f[3],
    f[4],
    f[5],
    f[6],
    flags,
  );
}

/** W learns from dense rows. @param place byte address of workspace @param h, dz byte addresses: [M, K], [M, N] */
function learnDensely(
  id: StepId,
  slot: Slot,
  M: number,
  h: number,
  dz: number,
  place: number,
  f: StepFactors,
  flags: number,
): void {
  const [K, N] = slot.parameter.shape as [number, number];
  const [kind, W, m, v] = placesOf(id, slot);
  const { denseLearn: learn } = wasmMemory().assembly;
  learn(M, N, K, h, dz, kind, W, m, v, f[0], f[1], f[2], f[3], f[4], f[5], f[6], flags, place);
}

/** Parameters learn while their gradients are computed, a few rows at a time. */
function learnBy(id: StepId): Learn {
  const factorsNow = factorsOf(id);
  return (layer, h, delta, context) => {
    const { assembly, pointer, workspace } = wasmMemory();
    const { W, b } = layer.slots as { W: Slot; b?: Slot };
    const plain = plainDz(layer.activation, delta);
    const given = plain ? { dz: plain } : delta;
    const [samples, N] = ('dz' in given ? given.dz : given.dh).shape;
    const K = h.shape[1];
    const rows = rowLists(h);
    const needed = rows ? 2 * N + columnListsSize(rows, K) : assembly.denseLearnWorkspace(samples, N);
    const place = workspace(samples * N + N + needed);
    const dz = dzAt(layer.activation, given, place);
    const sums = place + 4 * samples * N;
    const rest = sums + 4 * N;
    const { factors, flags } = numbersOf(factorsNow, context);
    if (rows) learnSparsely(id, W, rows, samples, dz, rest, factors, flags);
    else learnDensely(id, W, samples, pointer(h), dz, rest, factors, flags);
    if (b) {
      assembly[sumsOf(samples)](samples, N, dz, sums);
      descend(id, b, sums, factors, flags);
    }
    plain?.dispose();
  };
}

/** a + scale b */
function addScaled(a: Tensor2D, scale: number, b: Tensor2D): Tensor2D {
  const { assembly, pointer } = wasmMemory();
  const output = newTensor(a.shape);
  const [M, N] = a.shape;
  assembly.addScaled(M, N, pointer(a), scale, pointer(b), pointer(output));
  return output;
}

const dense = { forward, vjp, learn: byOptimizer(learnBy) };
const residual = residualKernels(dense, {
  sum: (a, b) => addScaled(a, 1, b),
  difference: (a, b) => addScaled(a, -1, b),
});

/** Call once per realm, after the backend is ready. @param code of the module: by default the one without fused multiply-add */
export function wasmKernels(code?: string): Kernels {
  // Patches `_malloc`, so it must run before the first tensor is allocated.
  openWasmMemory(code);
  recordForeignKernels();
  registerWasmMatMul();
  registerWasmScaledRows();
  registerWasmSum();
  return {
    heapBytes: () => wasmMemory().heapBytes(),
    openTape,
    view: (tensor) => {
      const { pointer, floats } = wasmMemory();
      const [place, { size }] = [pointer(tensor), tensor];
      return () => floats(place, size);
    },
    standardise: wasmStandardise,
    listed: listedShare,
    scaledRows: wasmScaledRows,
    blocks: { dense, convolution: wasmConvolution(), residual, transformer: wasmTransformer(forward) },
    pooling: wasmPooling,
    descend: byOptimizer(descendBy),
    softmaxError: wasmSoftmaxError,
    outputDelta: wasmOutputDelta,
    memoryProduct: wasmMemoryProduct,
    remember: wasmRemember,
    writeRows: wasmWriteRows,
  };
}
