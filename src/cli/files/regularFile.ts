/** Files named on the command line. Pipes and devices are rejected: they may never end, or change between reads. */
import { type Stats, statSync } from 'node:fs';
import { UsageError } from '../usage';

/** Undefined if the path does not exist or cannot be examined: opening it then reports why. */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** What a path is if it is not a regular file ("a folder"); undefined for a file or a missing path. */
export function otherKind(path: string): string | undefined {
  const found = statOf(path);
  if (found === undefined || found.isFile()) return undefined;
  if (found.isDirectory()) return 'a folder';
  return found.isFIFO() || found.isSocket() ? 'a pipe' : 'a device';
}

export const isFolder = (path: string): boolean => statOf(path)?.isDirectory() ?? false;
export const isFile = (path: string): boolean => statOf(path)?.isFile() ?? false;

/**
 * @param wayOut a sentence of advice
 * @throws {UsageError} if the path exists but is not a regular file; a missing file is reported when it is read
 */
export function refuseOtherKinds(option: string, path: string, wayOut: string): void {
  const kind = otherKind(path);
  if (kind === undefined) return;
  const save = kind === 'a folder' ? '' : ' Save its output to a file first.';
  throw new UsageError(`--${option}: “${path}” is ${kind}, not a file. ${wayOut}${save}`);
}
