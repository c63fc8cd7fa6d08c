/**
 * Partial files. `NAME.PID.N.part` is being written by one process; `NAME.part` can be resumed by a later download.
 * Partial files of killed processes are taken over.
 */
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isRunning } from '../src/cli/files/isRunning';

/** Milliseconds after which a partial file is abandoned, because its process id may have been reused. */
const ABANDONED_AFTER = 10 * 60_000;

/** Partial files that this process is writing. */
const inUse = new Set<string>();
let count = 0;

interface Part {
  /** Name of the complete file. */
  readonly name: string;
  readonly path: string;
  /** Size in bytes. */
  readonly size: number;
}

/** Abandoned partial files in a folder. */
async function abandoned(folder: string): Promise<readonly Part[]> {
  const parts: Part[] = [];
  for (const entry of await readdir(folder).catch((): string[] => [])) {
    const [, name, pid] = /^(.+?)(?:\.(\d+)\.\d+)?\.part$/.exec(entry) ?? [];
    const path = join(folder, entry);
    const found = name === undefined ? undefined : await stat(path).catch(() => undefined);
    if (name === undefined || !found?.isFile() || inUse.has(path)) continue;
    const writer = Number(pid ?? process.pid);
    const idle = Date.now() - found.mtimeMs > ABANDONED_AFTER;
    if (writer === process.pid || idle || !isRunning(writer)) parts.push({ name, path, size: found.size });
  }
  return parts;
}

/** Path for a new partial file. */
export function newPart(folder: string, name: string): string {
  const path = join(folder, `${name}.${process.pid}.${++count}.part`);
  inUse.add(path);
  return path;
}

/** Path for a download; takes over the longest partial file of earlier ones. */
export async function claimPart(folder: string, name: string): Promise<string> {
  const path = newPart(folder, name);
  const left = (await abandoned(folder)).filter((part) => part.name === name);
  let taken = false;
  for (const one of left.sort((a, b) => b.size - a.size)) {
    if (taken) await rm(one.path, { force: true }).catch(() => undefined);
    // Another process may have taken it.
    else
      taken = await rename(one.path, path).then(
        () => true,
        () => false,
      );
  }
  return path;
}

/** Releases a partial file that was renamed, or keeps it for a later download. */
export async function releasePart(path: string): Promise<void> {
  const size = (await stat(path).catch(() => undefined))?.size;
  if (size === 0) await rm(path, { force: true }).catch(() => undefined);
  else if (size !== undefined)
    await rename(path, path.replace(/\.\d+\.\d+\.part$/, '.part')).catch(() => undefined);
  inUse.delete(path);
}

/** Releases and deletes a useless partial file. Errors are ignored: the disk error was already reported. */
export async function dropPart(path: string): Promise<void> {
  await rm(path, { force: true }).catch(() => undefined);
  inUse.delete(path);
}

/** Deletes abandoned partial files of these files. */
export async function removeParts(folder: string, names: ReadonlySet<string>): Promise<void> {
  for (const { name, path } of await abandoned(folder))
    if (names.has(name)) await rm(path, { force: true }).catch(() => undefined);
}
