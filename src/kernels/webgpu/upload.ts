/**
 * Uploads of tensors to the device. For each of them TensorFlow.js maps a new staging buffer, records a copy and ends the
 * compute pass: on a fast device that takes longer than the rest of a step. Here `queue.writeBuffer` writes to a
 * recycled buffer.
 */
import { backend as presentBackend } from '@tensorflow/tfjs-core';

interface TensorData {
  /** Set for tensors that are not on the device. */
  values: ArrayLike<number> | null | undefined;
  readonly dtype: string;
  resource?: unknown;
}

/** The backend's internals that its typings omit. */
interface Uploader {
  readonly queue: GPUQueue;
  readonly bufferManager: { readonly acquireBuffer: (size: number, usage: number) => GPUBuffer };
  readonly tensorMap: { readonly get: (dataId: object) => TensorData };
  uploadToGPU: (dataId: object) => void;
}

type Numbers = Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer>;

/** The values in the device's representation: bool is int32 there. */
function numbersOf(values: ArrayLike<number>, dtype: string): Numbers {
  if (dtype === 'float32')
    return values instanceof Float32Array ? (values as Float32Array<ArrayBuffer>) : new Float32Array(values);
  return values instanceof Int32Array ? (values as Int32Array<ArrayBuffer>) : new Int32Array(values);
}

/**
 * Makes the current backend upload by `queue.writeBuffer`. Recorded but unsubmitted commands never read the written
 * buffer: the backend recycles a buffer only after the commands that use it are submitted.
 */
export function uploadByQueue(): void {
  const backend = presentBackend() as unknown as Uploader;
  const { queue, bufferManager, tensorMap } = backend;
  const plain = backend.uploadToGPU.bind(backend);
  backend.uploadToGPU = (dataId) => {
    const data = tensorMap.get(dataId);
    const { values, dtype, resource } = data;
    // Already on the device, uninitialized, or of size 0.
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
