/** Large arrays on their way from a worker to the page: shared where that is allowed, else handed over, never copied. */
import { transfer } from 'comlink';
import type { Dataset, Split } from '../core/samples/dataset';

/** Memory that all threads may read, where the page is allowed to have such. */
export const shared = (bytes: number): ArrayBufferLike =>
  globalThis.crossOriginIsolated ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);

const arraysOf = ({ inputs, targets }: Split) => [
  inputs,
  targets.kind === 'classes' ? targets.labels : targets.values,
];

export const bytesOf = (split: Split): number =>
  arraysOf(split).reduce((sum, { byteLength }) => sum + byteLength, 0);

/** Memory of its samples that threads cannot share, each once: arrays may lie in the same. */
export function ownBuffers({ train, test }: Pick<Dataset, 'train' | 'test'>): readonly ArrayBuffer[] {
  const buffers = [train, test].flatMap(arraysOf).map(({ buffer }) => buffer);
  return [...new Set(buffers)].filter((buffer) => buffer instanceof ArrayBuffer);
}

/** Marks an answer so that its data set moves to the page; here the samples are gone after that. */
export const transferDataset = <T extends object>(answer: T, dataset: Dataset): T =>
  transfer(answer, [...ownBuffers(dataset)]);
