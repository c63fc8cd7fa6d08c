/**
 * The output's delta and the reported loss on the wasm backend in one pass: a batch has few outputs, so that what a
 * dozen operations cost is their number. For the pairs that the papers use; others are done plainly.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { engine, backend as presentBackend, type Scalar, type Tensor2D } from '@tensorflow/tfjs-core';
import type { Kernels } from '../core/network';

/** As core/loss.ts: log 0 counts as −100, and y(1−y) is at least this. */
const LOG_FLOOR = -100;
const EPSILON = 1e-12;
const { fround } = Math;

const logarithm = (value: number): number => Math.max(Math.log(value), LOG_FLOOR);

/** dz of one output and its part of the loss, both before they are divided by samples and outputs. */
type Pair = (y: number, target: number) => readonly [dz: number, loss: number];

/** BCE through a sigmoid: y − y*, except where y(1−y) is too small for float32. */
const bce: Pair = (y, target) => {
  const slope = fround(y * fround(1 - y));
  const dz = slope < EPSILON ? ((y - target) / EPSILON) * slope : y - target;
  return [dz, -(target * logarithm(y) + (1 - target) * logarithm(fround(1 - y)))];
};

const mse: Pair = (y, target) => [2 * (y - target), (y - target) ** 2];

function pairOf(loss: string, activation: string): Pair | undefined {
  if (loss === 'bce' && activation === 'sigmoid') return bce;
  return loss === 'mse' && activation === 'linear' ? mse : undefined;
}

export const wasmOutputDelta: NonNullable<Kernels['outputDelta']> = (loss, activation, y, target) => {
  const pair = pairOf(loss, activation);
  if (!pair) return undefined;
  const backend = presentBackend() as BackendWasm;
  const [samples, outputs] = y.shape;
  // All outputs before any view: an allocation may grow the heap, which detaches views.
  const infos = [
    backend.makeOutput([samples, outputs], 'float32'),
    backend.makeOutput([], 'float32'),
  ] as const;
  const view = (tensor: Parameters<BackendWasm['typedArrayFromHeap']>[0]): Float32Array =>
    backend.typedArrayFromHeap(tensor) as Float32Array;
  const [Y, T, dz] = [view(y), view(target), view(infos[0])];
  let total = 0;
  for (let i = 0; i < Y.length; i++) {
    const [delta, part] = pair(Y[i] as number, T[i] as number);
    dz[i] = delta / Y.length;
    total += part;
  }
  view(infos[1])[0] = total / samples;
  const [first, second] = infos.map((info) => engine().makeTensorFromTensorInfo(info));
  return { dz: first as Tensor2D, loss: second as Scalar };
};
