/** Finds the golden runs of this repository, and further ones next to it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const inProject = (path: string): string => fileURLToPath(new URL(`../../../../${path}`, import.meta.url));

/** This repository's folder, and one that may hold further runs. */
export const GOLDEN_FOLDERS = [inProject('golden'), inProject('../shared/golden')] as const;

/** Paths of all golden runs in some folders, without copies (same name and content) of earlier ones. */
export function goldenFiles(folders: readonly string[] = GOLDEN_FOLDERS): string[] {
  const known = new Set<string>();
  return folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .filter((path) => {
      if (!path.endsWith('.json')) return false;
      const key = `${basename(path)}\n${readFileSync(path, 'utf8')}`;
      return !known.has(key) && known.add(key);
    });
}
