/** Files that a command creates: refused before it begins to work, where they could not be written. */
import { existsSync, lstatSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { UsageError } from '../usage';
import { isFolder, otherKind } from './regularFile';

/** Also true for a broken link. */
export function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

/**
 * @param wayOut what to do about a file that exists: a sentence
 * @throws {UsageError} if the file cannot be created there, or would overwrite an existing one
 */
export function refuseTaken(option: string, path: string, wayOut: string): void {
  if (path.trim() === '') throw new UsageError(`--${option}: “” is not a file name. Name a new file.`);
  const refuse = (problem: string) => new UsageError(`--${option}: “${path}” ${problem}`);
  const kind = otherKind(path);
  if (kind !== undefined) throw refuse(`is ${kind}, not a file. Name a new file.`);
  if (isThere(path) && !existsSync(path)) throw refuse('is a broken link. Remove it, or name a new file.');
  if (isThere(path)) throw refuse(`already exists. ${wayOut}`);
  // A trailing slash means a folder.
  const folder = dirname(resolve(`${path}x`));
  if (!isFolder(folder))
    throw refuse(`cannot be written: there is no folder ${folder}. Create it, or name a file elsewhere.`);
}
