/** Helpers for data set tests: finding the real files, and loading a set. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Dataset, Split } from '../core/samples/dataset';
import { readFromFolder } from './nodeFiles';
import { DataProblem, type DatasetSpec, type LoadContext } from './spec';

const places = [
  ...(process.env.F3_DATA ? [process.env.F3_DATA] : []),
  ...['../../public/data', '../../../shared/data'].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  ),
];

/** The first folder that has all of these files, gzipped or plain; undefined if none has. */
export function realFiles(folder: string, names: readonly string[]): string | undefined {
  const has = (place: string) => (name: string) =>
    existsSync(`${place}/${folder}/${name}.gz`) || existsSync(`${place}/${folder}/${name}`);
  return places.find((place) => names.every(has(place)));
}

export const allocate = (bytes: number): SharedArrayBuffer => new SharedArrayBuffer(bytes);

export function loadWith(
  spec: DatasetSpec,
  read: LoadContext['read'],
  progress: LoadContext['progress'] = () => {},
): Promise<Dataset> {
  return spec.load({ read, allocate, progress });
}

export const loadReal = (spec: DatasetSpec, place: string, progress?: LoadContext['progress']) =>
  loadWith(spec, readFromFolder(place, spec.folder), progress);

/** Of all bytes of a generated set: results with it hold only as long as they stay. */
export function checksumOf({ train, test }: Dataset): string {
  const hash = createHash('sha256');
  for (const { inputs, targets } of [train, test])
    for (const { buffer, byteOffset, byteLength } of [
      inputs,
      targets.kind === 'classes' ? targets.labels : targets.values,
    ])
      hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  return hash.digest('hex').slice(0, 16);
}

/** Files given by name. */
export const readGiven =
  (files: Readonly<Record<string, Uint8Array>>): LoadContext['read'] =>
  async (name) =>
    files[name];

export async function problemOf(loading: Promise<unknown>): Promise<DataProblem> {
  const reason = await loading.then(
    () => 'no problem',
    (error: unknown) => error,
  );
  if (reason instanceof DataProblem) return reason;
  throw reason instanceof Error ? reason : new Error(`expected a DataProblem, got ${String(reason)}`);
}

export function classCounts({ targets }: Split, classes: number): number[] {
  if (targets.kind !== 'classes') throw new Error('expected classes');
  const counts = new Array<number>(classes).fill(0);
  for (const label of targets.labels) counts[label] = (counts[label] ?? 0) + 1;
  return counts;
}

export function valuesOf({ targets }: Split): Float32Array {
  if (targets.kind !== 'values') throw new Error('expected values');
  return targets.values;
}

export const rowOf = ({ inputs }: Split, index: number, width: number): number[] =>
  Array.from(inputs.subarray(index * width, (index + 1) * width));

/** Share of the numbers that are not 0. */
export function nonZeroShare(values: Uint8Array | Float32Array): number {
  let found = 0;
  for (const value of values) if (value !== 0) found++;
  return found / values.length;
}
