/** Files that the command line is given by name. Pipes and devices may never end, or hold another thing each time. */
import { type Stats, statSync } from 'node:fs';
import { UsageError } from '../usage';

/** Undefined for what is not there, and for what may not be looked at or cannot be there: who opens it tells why. */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** What a path leads to besides a file, in words; undefined where it is a file, or nothing. */
export function otherKind(path: string): string | undefined {
  const found = statOf(path);
  if (found === undefined || found.isFile()) return undefined;
  if (found.isDirectory()) return 'a folder';
  return found.isFIFO() || found.isSocket() ? 'a pipe' : 'a device';
}

export const isFolder = (path: string): boolean => statOf(path)?.isDirectory() ?? false;
export const isFile = (path: string): boolean => statOf(path)?.isFile() ?? false;

/**
 * @param wayOut a sentence: what to name instead
 * @throws {UsageError} where the path leads to anything but a regular file; one that is missing is told by who reads it
 */
export function refuseOtherKinds(option: string, path: string, wayOut: string): void {
  const kind = otherKind(path);
  if (kind === undefined) return;
  const save = kind === 'a folder' ? '' : ' Save its output to a file first.';
  throw new UsageError(`--${option}: “${path}” is ${kind}, not a file. ${wayOut}${save}`);
}
