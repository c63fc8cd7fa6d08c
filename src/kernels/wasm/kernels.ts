/**
 * The dense block's step on the wasm backend: each operation is one call into the project's own module, without copies
 * of tensors. Weights and their state are updated in place, which is safe because no product caches them (matMul.ts).
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { engine, backend as presentBackend, type Tensor, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import { type ActivationId, activations } from '../../core/blocks/activation';
import type { Backward, Delta, Layer, Transposed } from '../../core/blocks/block';
import type { Descend, Kernels, Learn, Slot } from '../../core/kernels';
import { type OptimizerId, optimizers } from '../../core/optimizers';
import type { UpdateContext } from '../../core/optimizers/optimizer';
import { registerWasmMatMul } from './matMul';
import { openWasmMemory, type StepFactors, type StepNumbers, wasmMemory } from './memory';
import { wasmOutputDelta, wasmSoftmaxError } from './output';
import { product, productWorkspace } from './product';
import { wasmMemoryProduct, wasmRemember, wasmWriteRows } from './rows';
import { registerWasmScaledRows, wasmScaledRows } from './scaledRows';
import {
  columnLists,
  columnListsSize,
  type RowLists,
  rowLists,
  sparseProduct,
  wasmStandardise,
} from './sparse';
import { registerWasmSum, SHORT } from './sum';
import { recordForeignKernels } from './tape/foreign';
import { openTape } from './tape/tape';

/** The module's codes of the activations that it implements; others use plain operations. */
const codes: Readonly<Partial<Record<ActivationId, number>>> = { linear: 0, tanh: 1, relu: 2 };
const LINEAR = 0;

/** A new uninitialized tensor. */
function newTensor(shape: [number, number]): Tensor2D {
  const info = (presentBackend() as BackendWasm).makeOutput(shape, 'float32');
  return engine().makeTensorFromTensorInfo(info) as Tensor2D;
}

function forward({ activation, parameters }: Layer, h: Tensor2D): Tensor2D {
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
  const code = codes[activation];
  assembly.biasActivate(M, N, Z, pointer(b), code ?? LINEAR);
  if (code !== undefined) return output;
  const applied = tidy(() => activations[activation].apply(output));
  output.dispose();
  return applied;
}

/** dz by plain operations if the module lacks f, else undefined; the caller disposes it. */
const plainDz = (activation: ActivationId, delta: Delta): Tensor2D | undefined =>
  'dz' in delta || codes[activation] !== undefined
    ? undefined
    : tidy(() => activations[activation].pullBack(delta.dh, delta.h));

/** Address of dz: the given tensor's, or `place`, where dh ⊙ f'(z) is written. */
function dzAt(activation: ActivationId, delta: Delta, place: number): number {
  const { assembly, pointer } = wasmMemory();
  if ('dz' in delta) return pointer(delta.dz);
  const { dh, h } = delta;
  assembly.pullBack(dh.size, pointer(dh), pointer(h), place, codes[activation] as number);
  return place;
}

function vjp({ activation, parameters }: Layer<Backward>, _h: Tensor2D, delta: Delta): Tensor2D {
  const { pointer, workspace } = wasmMemory();
  const W = parameters.W as Tensor2D | Transposed;
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

/** Optimizers that the module implements, by the names of its exports, in the order of `kind` in wasm/optimizers.ts. */
const steps = ['adam', 'sgd', 'momentum', 'nesterov', 'rmsprop'] as const satisfies OptimizerId[];
type StepId = (typeof steps)[number];

/** One function for each optimizer of `steps`. */
const byOptimizer = <T>(make: (id: StepId) => T): Readonly<Record<StepId, T>> =>
  Object.fromEntries(steps.map((id) => [id, make(id)])) as Record<StepId, T>;

/** Cached for the current step: the factors are the same for all layers. */
function factorsOf(id: StepId): (context: UpdateContext) => StepFactors {
  let last: UpdateContext | undefined;
  let kept: StepFactors = [0, 0, 0, 0, 0, 0, 0, 0];
  return (context) => {
    const { learningRate, t, options } = context;
    if (last?.t === t && last.learningRate === learningRate && last.options === options) return kept;
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = Object.values(
      optimizers[id].factors(context),
    );
    // A copy: the context's t is that of the present.
    last = { learningRate, t, options };
    kept = [a, b, c, d, e, f, g, h];
    return kept;
  };
}

/** Flags of wasm/optimizers.ts. */
const GRADIENT = 1;
const STATE = 2;
/** State decays so slowly that it need not be flushed more often: in so many steps, to a thousandth. */
const FLUSHED_EVERY = 64;
const flagsOf = ({ t }: UpdateContext): number => (t % FLUSHED_EVERY === 0 ? STATE : 0);

/** The numbers of this step, which a repeated one asks for again. */
function numbersOf(factors: (context: UpdateContext) => StepFactors, context: UpdateContext): StepNumbers {
  const numbers = (): StepNumbers => ({ factors: factors(context), flags: flagsOf(context) });
  wasmMemory().follow(numbers);
  return numbers();
}

/** The place in `steps`, and byte addresses: of a slot's parameter, then of its states, or 0. */
function placesOf(id: StepId, { parameter, state: [first, second] }: Slot) {
  const { pointer } = wasmMemory();
  return [
    steps.indexOf(id),
    pointer(parameter),
    first ? pointer(first) : 0,
    second ? pointer(second) : 0,
  ] as const;
}

/** Passes the arguments without spread syntax, which takes longer than a small layer's step. @param gradient byte address */
function descend(id: StepId, slot: Slot, gradient: number, f: StepFactors, flags: number): void {
  const [kind, p, m, v] = placesOf(id, slot);
  const { learnFrom } = wasmMemory().assembly;
  const { size } = slot.parameter;
  learnFrom(kind, size, p, gradient, m, v, f[0], f[1], f[2], f[3], f[4], f[5], f[6], flags | GRADIENT);
}

function descendBy(id: StepId): Descend {
  const factorsNow = factorsOf(id);
  return (slot, gradient, context) => {
    const { factors, flags } = numbersOf(factorsNow, context);
    descend(id, slot, wasmMemory().pointer(gradient), factors, flags);
  };
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
    standardise: wasmStandardise,
    scaledRows: wasmScaledRows,
    blocks: { dense: { forward, vjp, learn: byOptimizer(learnBy) } },
    descend: byOptimizer(descendBy),
    softmaxError: wasmSoftmaxError,
    outputDelta: wasmOutputDelta,
    memoryProduct: wasmMemoryProduct,
    remember: wasmRemember,
    writeRows: wasmWriteRows,
  };
}
