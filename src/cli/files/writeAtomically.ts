/**
 * Atomic file writes: data go to `NAME.PID.part`, which replaces the target once it is on disk. If the process is killed
 * at any moment, the old file is still intact.
 */
import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { isRunning } from './isRunning';

const PART = /^\.(\d+)\.part$/;

/** Deletes partial files that killed processes left for `path`. Errors here are ignored: the write itself will report them. */
export async function removeParts(path: string): Promise<void> {
  const [folder, name] = [dirname(path), basename(path)];
  for (const entry of await readdir(folder).catch((): string[] => [])) {
    if (!entry.startsWith(name)) continue;
    const pid = Number(PART.exec(entry.slice(name.length))?.[1] ?? Number.NaN);
    if (Number.isNaN(pid) || (pid !== process.pid && isRunning(pid))) continue;
    await rm(join(folder, entry), { force: true }).catch(() => undefined);
  }
}

/** Syncs the folder, so that a rename survives a power cut; not every system allows opening a folder for this. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close().catch(() => undefined);
}

async function writePart(part: string, bytes: Uint8Array, mode: number): Promise<void> {
  const file = await open(part, 'wx', mode);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Errors for a file that another program has open, as virus scanners briefly do on Windows. */
const busy: ReadonlySet<unknown> = new Set(
  process.platform === 'win32' ? ['EBUSY', 'EPERM', 'EACCES'] : ['EBUSY'],
);
const MOST_WAITS = 7;

/** Renames the partial file, retrying for a second. */
async function replaceTarget(part: string, path: string): Promise<void> {
  for (let waits = 0; ; waits++) {
    try {
      await rename(part, path);
      return;
    } catch (reason) {
      if (waits === MOST_WAITS || !busy.has((reason as NodeJS.ErrnoException).code)) throw reason;
      await setTimeout(8 << waits);
    }
  }
}

/** Keeps the permissions of a replaced file. @throws the system error; then nothing has changed */
export async function writeAtomically(path: string, bytes: Uint8Array): Promise<void> {
  const part = `${path}.${process.pid}.part`;
  const { mode } = (await stat(path).catch(() => undefined)) ?? { mode: 0o666 };
  try {
    await writePart(part, bytes, mode & 0o777);
    await replaceTarget(part, path);
  } catch (reason) {
    await rm(part, { force: true }).catch(() => undefined);
    throw reason;
  }
  await syncFolder(dirname(path));
}

/** Bytes per read: the system returns at most 2 GiB at once. */
const PIECE = 2 ** 30;

/** @param most bytes, from the beginning */
export async function readBytes(
  path: string,
  most = Number.POSITIVE_INFINITY,
): Promise<Uint8Array<ArrayBuffer>> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const bytes = new Uint8Array(Math.min(size, most));
    let at = 0;
    while (at < bytes.length) {
      const { bytesRead } = await file.read(bytes, at, Math.min(bytes.length - at, PIECE), at);
      if (bytesRead === 0) break;
      at += bytesRead;
    }
    return bytes.subarray(0, at);
  } finally {
    await file.close();
  }
}
