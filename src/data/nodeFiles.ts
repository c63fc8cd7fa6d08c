/** Data files from a folder on disk, for the command line. Node only. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { wayOut } from './loaders/readFiles';
import { type FoundFile, searchFolder } from './nodeSearch';
import { type DataFile, DataProblem, type LoadContext } from './spec';
import { checkedRead } from './storage/checkedRead';
import { type Folder, folders, nameIn, plainName } from './storage/folders';

async function bytesAt(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (reason) {
    const code = reason instanceof Error && 'code' in reason ? String(reason.code) : String(reason);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new DataProblem(
      'This file cannot be read.',
      `${path}: ${code}. Check that it is a file and that you have permission to read it.`,
    );
  }
}

async function isThere(dir: string, folder: Folder, file: DataFile): Promise<boolean> {
  const paths = (['packed', 'plain'] as const).map((form) => join(dir, folder.name, nameIn(form, file)));
  const found = await Promise.all(paths.map((path) => stat(path).catch(() => undefined)));
  return found.some((one) => one?.isFile());
}

/**
 * Reads `<dir>/<folder>/<file>`, else the file with the same content anywhere below `dir`. Checks its SHA-256.
 * @param dir the folder that contains the sets' folders, such as `public/data`, or any folder with such files
 * @param found called with a file found elsewhere
 */
export function readFromFolder(
  dir: string,
  folder: string,
  found: (name: string, path: string) => void = () => undefined,
): LoadContext['read'] {
  const pathOf = (file: string) => join(dir, folder, file);
  const set = folders.find(({ name }) => name === folder);
  let elsewhere: Promise<ReadonlyMap<string, FoundFile>> | undefined;
  const search = async (): Promise<ReadonlyMap<string, FoundFile>> => {
    if (set === undefined) return new Map();
    const there = await Promise.all(set.files.map((file) => isThere(dir, set, file)));
    const files = new Map<string, FoundFile>();
    for await (const file of searchFolder(
      dir,
      set,
      set.files.filter((_, i) => !there[i]),
    ))
      files.set(file.is.name, file);
    return files;
  };
  const read = async (name: string) => {
    // Some tools unpack to a folder of the same name, with the file in it.
    const bytes = await bytesAt(pathOf(name)).catch((problem: unknown) => problem as DataProblem);
    if (bytes instanceof Uint8Array) return bytes;
    // Callers request the packed form first, then the plain one: search only once.
    if (plainName(name) === name) {
      elsewhere ??= search();
      const file = (await elsewhere).get(name);
      if (file) found(name, file.path);
      if (file) return file.bytes;
    }
    if (bytes) throw bytes;
    return undefined;
  };
  return checkedRead(folder, read, pathOf, wayOut(folder));
}
