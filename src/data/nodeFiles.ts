/** Data files from a folder on disk, for the command line. Node only. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DataProblem, type LoadContext } from './spec';

/**
 * Reads `<dir>/<folder>/<file>`.
 * @param dir the folder that contains the sets' folders, such as `public/data`
 */
export function readFromFolder(dir: string, folder: string): LoadContext['read'] {
  return async (file) => {
    const path = join(dir, folder, file);
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
  };
}
