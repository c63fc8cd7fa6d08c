/**
 * Stores downloaded or dropped files of public data sets in the browser; where storage is blocked, a `MemoryStore` can
 * hold them. Works in the page and in workers.
 */
import { blobOf } from './blobs';
import { deleteAll, putAll, Refused, read } from './browserDatabase';
import type { MemoryStore } from './memoryStore';

const everyName = (folder: string): IDBKeyRange => IDBKeyRange.bound([folder], [folder, []]);

let memory: MemoryStore | undefined;

/** Sets the fallback for files that the browser refuses to store; reads and deletions include it. */
export function setMemoryStore(one: MemoryStore): void {
  memory = one;
}

/**
 * Stores a file, in the `MemoryStore` where storage is blocked; full storage throws in either case.
 * @throws {DataProblem} when storage is full, with used and free space, or when it is blocked without a fallback
 */
export async function storeFile(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  const blob = blobOf(bytes);
  const refused =
    'Allow this site to store data, or use the lab’s own server, which stores files in its folder.';
  try {
    await putAll(name, blob.size, refused, ['files', 'fileSizes'], (put) => {
      put('files', blob, [folder, name]);
      put('fileSizes', { folder, name, bytes: blob.size }, [folder, name]);
    });
  } catch (reason) {
    if (memory === undefined || !(reason instanceof Refused)) throw reason;
    await memory.hold({ folder, name, blob });
  }
}

/** @throws {DataProblem} when it is stored but cannot be read */
export async function readStoredFile(folder: string, name: string): Promise<Uint8Array | undefined> {
  const held = (await memory?.held(folder))?.find((file) => file.name === name);
  const bytesOf = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());
  if (held) return bytesOf(held.blob);
  return read(async (database) => {
    const blob = await database.get('files', [folder, name]);
    return blob && bytesOf(blob);
  });
}

/** Names and sizes of a folder's stored files; `held`: in memory, until the page is closed. */
export async function storedFiles(
  folder: string,
): Promise<readonly { readonly name: string; readonly bytes: number; readonly held?: boolean }[]> {
  const sizes = await read((database) => database.getAll('fileSizes', everyName(folder)));
  const held = (await memory?.held(folder)) ?? [];
  return [
    ...(sizes ?? []).map(({ name, bytes }) => ({ name, bytes })),
    ...held.map(({ name, blob }) => ({ name, bytes: blob.size, held: true })),
  ];
}

/** @throws {DataProblem} when they could not be deleted */
export async function deleteFiles(folder: string): Promise<void> {
  await memory?.release(folder);
  await deleteAll(['files', 'fileSizes'], (database) => database.getAllKeys('fileSizes', everyName(folder)));
}
