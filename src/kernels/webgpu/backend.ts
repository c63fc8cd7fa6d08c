/** What the project uses of TensorFlow.js's WebGPU backend beyond its typings. */
import { backend as presentBackend, type TensorInfo } from '@tensorflow/tfjs-core';

export interface TensorData {
  /** Read back, or not uploaded yet. */
  values: unknown;
  resource?: GPUBuffer;
  refCount: number;
}

export interface Internals {
  readonly device: GPUDevice;
  readonly queue: GPUQueue;
  commandEncoder: GPUCommandEncoder | null;
  computePassEncoder: GPUComputePassEncoder | null;
  dispatchCountInPass: number;
  readonly commandQueueOwnedIds: WeakSet<object>;
  readonly uniformPendingDisposal: GPUBuffer[];
  readonly bufferManager: { readonly acquireBuffer: (size: number, usage: number) => GPUBuffer };
  readonly tensorMap: {
    readonly get: (dataId: object) => TensorData;
    readonly has: (dataId: object) => boolean;
  };
  readonly makeTensorInfo: (shape: number[], dtype: 'float32' | 'int32') => TensorInfo;
  readonly uploadToGPU: (dataId: object) => void;
  readonly ensureCommandEncoderReady: () => void;
  readonly endComputePassEncoder: () => void;
  submitQueue: () => void;
  /** @returns whether nothing refers to the data any more */
  disposeData: (dataId: object, force?: boolean) => boolean;
}

export const internals = (): Internals => presentBackend() as unknown as Internals;

/** Bytes of the largest buffer that a program can bind. */
export const largestBuffer = ({ limits }: GPUDevice): number =>
  Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize);

/** The backend's compute pass, begun where it has none. */
export function presentPass(backend: Internals): GPUComputePassEncoder {
  backend.ensureCommandEncoderReady();
  backend.computePassEncoder ??= (backend.commandEncoder as GPUCommandEncoder).beginComputePass();
  return backend.computePassEncoder;
}

/** Hands everything recorded so far to the device. */
export function submit(backend: Internals): void {
  backend.ensureCommandEncoderReady();
  backend.endComputePassEncoder();
  backend.submitQueue();
}

/** A tensor's buffer; the backend does not reuse it before the next submission. */
export function bufferOf(
  backend: Internals,
  { dataId }: Pick<TensorInfo, 'dataId'>,
  written: boolean,
): GPUBuffer {
  backend.uploadToGPU(dataId);
  backend.commandQueueOwnedIds.add(dataId);
  const data = backend.tensorMap.get(dataId);
  // The backend caches values that were read back: the write makes them stale.
  if (written) data.values = null;
  return data.resource as GPUBuffer;
}

/** Workgroups of a dispatch in one direction. */
export const mostWorkgroups = (): number => internals().device.limits.maxComputeWorkgroupsPerDimension;
