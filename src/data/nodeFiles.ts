/** Data files from a folder on disk, for the command line. Node only. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkedRead } from './checkedRead';
import { wayOut } from './readFiles';
import { DataProblem, type LoadContext } from './spec';

async function bytesAt(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (reason) {
    const code = reason instanceof Error && 'code' in reason ? String(reason.code) : String(reason);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new DataProblem(
      'This file cannot be read.',
      `${path}: ${code}. Check that it is a file that you may read.`,
    );
  }
}

/**
 * Reads `<dir>/<folder>/<file>`, and checks its SHA-256 where one is known.
 * @param dir the folder that contains the sets' folders, such as `public/data`
 */
export function readFromFolder(dir: string, folder: string): LoadContext['read'] {
  const pathOf = (file: string) => join(dir, folder, file);
  return checkedRead(folder, (file) => bytesAt(pathOf(file)), pathOf, wayOut(folder));
}
