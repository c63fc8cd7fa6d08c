/**
 * How numbers reach the device. TensorFlow.js maps a new buffer for each tensor that it uploads, copies it within what is
 * recorded and ends the pass: on a fast device that takes longer than all the rest of a step. Here the queue writes them
 * into a buffer that was used before.
 */
import { backend as presentBackend } from '@tensorflow/tfjs-core';

interface TensorData {
  /** Of tensors that are not on the device. */
  values: ArrayLike<number> | null | undefined;
  readonly dtype: string;
  resource?: unknown;
}

/** Of the backend, what its typings hide. */
interface Uploader {
  readonly queue: GPUQueue;
  readonly bufferManager: { readonly acquireBuffer: (size: number, usage: number) => GPUBuffer };
  readonly tensorMap: { readonly get: (dataId: object) => TensorData };
  uploadToGPU: (dataId: object) => void;
}

type Numbers = Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer>;

/** As a tensor's type lies on the device: truth values are whole numbers there. */
function numbersOf(values: ArrayLike<number>, dtype: string): Numbers {
  if (dtype === 'float32')
    return values instanceof Float32Array ? (values as Float32Array<ArrayBuffer>) : new Float32Array(values);
  return values instanceof Int32Array ? (values as Int32Array<ArrayBuffer>) : new Int32Array(values);
}

/**
 * Uploads of the present backend go by its queue from now on. What is recorded and not yet submitted never reads the
 * buffer that is written: the backend hands out a used buffer only after the submission of whatever used it.
 */
export function uploadByQueue(): void {
  const backend = presentBackend() as unknown as Uploader;
  const { queue, bufferManager, tensorMap } = backend;
  const plain = backend.uploadToGPU.bind(backend);
  backend.uploadToGPU = (dataId) => {
    const data = tensorMap.get(dataId);
    const { values, dtype, resource } = data;
    // Already there, with undefined values, or of size 0.
    if (resource || !values?.length) {
      plain(dataId);
      return;
    }
    const numbers = numbersOf(values, dtype);
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    const buffer = bufferManager.acquireBuffer(numbers.byteLength, usage);
    queue.writeBuffer(buffer, 0, numbers);
    data.values = null;
    data.resource = buffer;
  };
}
