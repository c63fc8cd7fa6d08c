/** Moves large arrays from a worker to the page without a copy: shared where possible, else transferred. */
import { transfer } from 'comlink';
import type { Dataset, Split } from '../core/samples/dataset';

/** Shared memory where the page is cross-origin isolated, else plain memory. */
export const shared = (bytes: number): ArrayBufferLike =>
  globalThis.crossOriginIsolated ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);

const arraysOf = ({ inputs, targets }: Split) => [
  inputs,
  targets.kind === 'classes' ? targets.labels : targets.values,
];

export const bytesOf = (split: Split): number =>
  arraysOf(split).reduce((sum, { byteLength }) => sum + byteLength, 0);

/** The distinct transferable buffers of a data set; several arrays may share one. */
export function ownBuffers({ train, test }: Pick<Dataset, 'train' | 'test'>): readonly ArrayBuffer[] {
  const buffers = [train, test].flatMap(arraysOf).map(({ buffer }) => buffer);
  return [...new Set(buffers)].filter((buffer) => buffer instanceof ArrayBuffer);
}

/** Marks an answer so that its data set's buffers are transferred; they are detached here afterwards. */
export const transferDataset = <T extends object>(answer: T, dataset: Dataset): T =>
  transfer(answer, [...ownBuffers(dataset)]);
