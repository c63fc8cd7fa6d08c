/** Stores arrays in IndexedDB as blobs, which browsers keep in files without a copy in memory. */
import type { LoadContext } from '../spec';

type Kept = Uint8Array | Float32Array | Float64Array;
/** Array types by the name that is stored with the blob. */
const arrays = { bytes: Uint8Array, floats: Float32Array, doubles: Float64Array } as const;

/** `T` with blobs in place of arrays. */
export type Packed<T> = T extends Kept
  ? { readonly array: keyof typeof arrays; readonly blob: Blob }
  : T extends object
    ? { readonly [K in keyof T]: Packed<T[K]> }
    : T;

/** Copies shared memory first: it can neither be stored nor put into a blob. */
export function blobOf(array: Kept): Blob {
  const own = array.buffer instanceof ArrayBuffer ? array : array.slice();
  return new Blob([own as Uint8Array<ArrayBuffer>]);
}

async function fill(blob: Blob, bytes: Uint8Array): Promise<void> {
  let at = 0;
  const reader = blob.stream().getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    bytes.set(piece.value, at);
    at += piece.value.length;
  }
}

const nameOf = (value: unknown): keyof typeof arrays | undefined =>
  (Object.keys(arrays) as (keyof typeof arrays)[]).find((name) => value instanceof arrays[name]);

/** Replaces every array in a nested value by a blob. */
export function pack<T>(value: T): Packed<T> {
  const array = nameOf(value);
  if (array) return { array, blob: blobOf(value as Kept) } as Packed<T>;
  if (typeof value !== 'object' || value === null) return value as Packed<T>;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, pack(part)])) as Packed<T>;
}

/** Inverse of `pack`. @param allocate memory for the arrays */
export async function unpack<T>(value: Packed<T>, allocate: LoadContext['allocate']): Promise<T> {
  if (typeof value !== 'object' || value === null) return value as T;
  if ('blob' in value && value.blob instanceof Blob) {
    const memory = allocate(value.blob.size);
    await fill(value.blob, new Uint8Array(memory));
    const form = arrays['array' in value ? (value.array as keyof typeof arrays) : 'floats'];
    return new form(memory as ArrayBuffer) as T;
  }
  const entries = Object.entries(value).map(async ([key, part]) => [key, await unpack(part, allocate)]);
  return Object.fromEntries(await Promise.all(entries)) as T;
}
