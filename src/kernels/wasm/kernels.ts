/**
 * The dense step on the wasm backend: each operation one call into the project's own module, on tensors where they
 * lie. Weights and their state change in place, which is safe because no product keeps a copy of them (matMul.ts).
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { engine, backend as presentBackend, type Tensor, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import { type Activation, activations } from '../../core/blocks/activation';
import type { Dense } from '../../core/blocks/dense';
import type { Delta, Kernels, Parameters } from '../../core/kernels';
import { adamFactors } from '../../core/optimizers/adam';
import type { ByteRows } from '../../core/samples/batches';
import { registerWasmMatMul } from './matMul';
import { wasmMemory } from './memory';
import { wasmOutputDelta, wasmSoftmaxError } from './output';
import { wasmMemoryProduct, wasmRemember, wasmWriteRows } from './rows';
import { registerWasmScaledRows, wasmScaledRows } from './scaledRows';
import { registerWasmSum } from './sum';

/** The numbers by which the module knows the activations it has; others are applied by their plain form. */
const LINEAR = 0;
const codes = new Map<Activation, number>([
  [activations.linear, LINEAR],
  [activations.tanh, 1],
  [activations.relu, 2],
]);

/** A new tensor [M, N] with undefined values. */
function newTensor(shape: [number, number]): Tensor2D {
  const info = (presentBackend() as BackendWasm).makeOutput(shape, 'float32');
  return engine().makeTensorFromTensorInfo(info) as Tensor2D;
}

/** The rows' bytes go into the module's memory as they are, four times fewer than numbers. */
function standardise({ bytes, width, indices, mean, scale }: ByteRows): Tensor2D {
  const output = newTensor([indices.length, width]);
  const { assembly, pointer, workspace, bytesAt } = wasmMemory();
  const place = workspace(Math.ceil(output.size / 4));
  const copy = bytesAt(place, output.size);
  for (const [n, index] of indices.entries())
    copy.set(bytes.subarray(index * width, (index + 1) * width), n * width);
  assembly.standardise(output.size, place, pointer(output), mean, scale);
  return output;
}

function forward({ activation, W, b }: Dense, input: Tensor2D): Tensor2D {
  const [M, K] = input.shape;
  const N = W.shape[1];
  const { assembly, pointer, workspace } = wasmMemory();
  const output = newTensor([M, N]);
  const work = workspace(assembly.gemmWorkspace(M, K));
  const Z = pointer(output);
  assembly.gemm(M, N, K, pointer(input), K, 1, pointer(W), N, 1, Z, N, work);
  const code = codes.get(activation);
  assembly.biasActivate(M, N, Z, pointer(b), code ?? LINEAR);
  if (code !== undefined) return output;
  const h = tidy(() => activation.apply(output));
  output.dispose();
  return h;
}

/** Address of dz: where dh lies if nothing is to be pulled, else `place` [M, N]. */
function pulledTo(place: number, { dh, through }: Delta): number {
  const { assembly, pointer } = wasmMemory();
  if (!through) return pointer(dh);
  const code = codes.get(through.activation);
  if (code === undefined) throw new Error('This activation is pulled back before it is learned from.');
  assembly.pullBack(dh.size, pointer(dh), pointer(through.h), place, code);
  return place;
}

/** A delta that the module can pull through its f. */
function known(delta: Delta): { readonly delta: Delta; readonly letGo: () => void } {
  const { dh, through } = delta;
  if (!through || codes.has(through.activation)) return { delta, letGo: () => undefined };
  const dz = tidy(() => through.activation.pullBack(dh, through.h));
  return { delta: { dh: dz }, letGo: () => dz.dispose() };
}

function deltaProduct(given: Delta, M: Tensor2D, transposed: boolean): Tensor2D {
  const { assembly, pointer, workspace } = wasmMemory();
  const { delta, letGo } = known(given);
  const [samples, K] = delta.dh.shape;
  const [rows, columns] = M.shape;
  const N = transposed ? rows : columns;
  const output = newTensor([samples, N]);
  const place = workspace(samples * K + assembly.gemmWorkspace(samples, K));
  const dz = pulledTo(place, delta);
  const [bk, bj] = transposed ? [1, columns] : [columns, 1];
  assembly.gemm(samples, N, K, dz, K, 1, pointer(M), bk, bj, pointer(output), N, place + 4 * samples * K);
  letGo();
  return output;
}

type Slot = Parameters['W'];

function adamSlot(
  { parameter, state: [m, v] }: Slot,
  gradient: number,
  factors: ReturnType<typeof adamFactors>,
): void {
  const { assembly, pointer } = wasmMemory();
  const { beta1, beta2, epsilon, rate, root } = factors;
  const [p, mean, square] = [parameter, m as Tensor, v as Tensor].map(pointer) as [number, number, number];
  assembly.adam(
    parameter.size,
    p,
    gradient,
    mean,
    square,
    beta1,
    beta2,
    1 - beta1,
    1 - beta2,
    epsilon,
    rate,
    root,
  );
}

/** Gradients in the workspace, then Adam in place. */
const learnByAdam: NonNullable<NonNullable<Kernels['learn']>['adam']> = ({ W, b }, input, given, context) => {
  const { assembly, pointer, workspace } = wasmMemory();
  const { delta, letGo } = known(given);
  const [samples, N] = delta.dh.shape;
  const K = input.shape[1];
  const place = workspace(samples * N + N + K * N + assembly.gemmWorkspace(K, samples));
  const dz = pulledTo(place, delta);
  const sums = place + 4 * samples * N;
  const gradient = sums + 4 * N;
  assembly.gemm(K, N, samples, pointer(input), 1, K, dz, N, 1, gradient, N, gradient + 4 * K * N);
  const factors = adamFactors(context.learningRate, context.t, context.options);
  adamSlot(W, gradient, factors);
  if (b) {
    assembly.columnSums(samples, N, dz, sums);
    adamSlot(b, sums, factors);
  }
  letGo();
};

/** Call once per realm, when the backend is ready. */
export function wasmKernels(): Kernels {
  // Before the first tensor.
  wasmMemory();
  registerWasmMatMul();
  registerWasmScaledRows();
  registerWasmSum();
  return {
    standardise,
    scaledRows: wasmScaledRows,
    forward,
    deltaProduct,
    softmaxError: wasmSoftmaxError,
    outputDelta: wasmOutputDelta,
    memoryProduct: wasmMemoryProduct,
    remember: wasmRemember,
    writeRows: wasmWriteRows,
    learn: { adam: learnByAdam },
  };
}
