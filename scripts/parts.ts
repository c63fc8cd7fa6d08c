/**
 * Files that are not whole yet. While a process writes one it is called `NAME.PID.N.part`, so that no two write to the
 * same; one that a later download may go on with is called `NAME.part`. What a killed process left is taken over.
 */
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isRunning } from '../src/cli/files/isRunning';

/** Milliseconds. Whoever waits so long for a byte has given up: its number may be another process's by now. */
const ABANDONED_AFTER = 10 * 60_000;

/** Those that this process writes now. */
const inUse = new Set<string>();
let count = 0;

interface Part {
  /** The whole file's. */
  readonly name: string;
  readonly path: string;
  /** Bytes. */
  readonly size: number;
}

/** Those in a folder that nobody writes any more. */
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

/** A place for a file that begins empty. */
export function newPart(folder: string, name: string): string {
  const path = join(folder, `${name}.${process.pid}.${++count}.part`);
  inUse.add(path);
  return path;
}

/** A place for a download, with the most that earlier ones left of it. */
export async function claimPart(folder: string, name: string): Promise<string> {
  const path = newPart(folder, name);
  const left = (await abandoned(folder)).filter((part) => part.name === name);
  let taken = false;
  for (const one of left.sort((a, b) => b.size - a.size)) {
    if (taken) await rm(one.path, { force: true }).catch(() => undefined);
    // Another process may have been faster.
    else
      taken = await rename(one.path, path).then(
        () => true,
        () => false,
      );
  }
  return path;
}

/** Ends the use of a part that has got its file's name, or leaves what there is to a later download. */
export async function releasePart(path: string): Promise<void> {
  const size = (await stat(path).catch(() => undefined))?.size;
  if (size === 0) await rm(path, { force: true }).catch(() => undefined);
  else if (size !== undefined)
    await rename(path, path.replace(/\.\d+\.\d+\.part$/, '.part')).catch(() => undefined);
  inUse.delete(path);
}

/** Ends the use of a part that is worth nothing. A disk that refuses even this has been told of. */
export async function dropPart(path: string): Promise<void> {
  await rm(path, { force: true }).catch(() => undefined);
  inUse.delete(path);
}

/** Removes what nobody will go on with: abandoned parts of these files. */
export async function removeParts(folder: string, names: ReadonlySet<string>): Promise<void> {
  for (const { name, path } of await abandoned(folder))
    if (names.has(name)) await rm(path, { force: true }).catch(() => undefined);
}
