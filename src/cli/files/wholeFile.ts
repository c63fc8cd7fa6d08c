/**
 * Files that are there whole or not at all. They are written beside their place as `NAME.PID.part`, and take it once
 * their last byte is on the disk: a process killed at any moment leaves the file as it was before.
 */
import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { isRunning } from './isRunning';

const PART = /^\.(\d+)\.part$/;

/** Takes away what killed processes were about to write to `path`. A disk that refuses even this will be told of. */
export async function removeParts(path: string): Promise<void> {
  const [folder, name] = [dirname(path), basename(path)];
  for (const entry of await readdir(folder).catch((): string[] => [])) {
    if (!entry.startsWith(name)) continue;
    const pid = Number(PART.exec(entry.slice(name.length))?.[1] ?? Number.NaN);
    if (Number.isNaN(pid) || (pid !== process.pid && isRunning(pid))) continue;
    await rm(join(folder, entry), { force: true }).catch(() => undefined);
  }
}

/** So that a new name outlasts a power cut, too; not every system lets a folder be opened for that. */
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

/** What a system says of a file that another program looks into; on Windows virus scanners do so for a moment. */
const busy: ReadonlySet<unknown> = new Set(
  process.platform === 'win32' ? ['EBUSY', 'EPERM', 'EACCES'] : ['EBUSY'],
);
const MOST_WAITS = 7;

/** Gives a part its name; for a second, again and again. */
async function takePlace(part: string, path: string): Promise<void> {
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

/** A file that is replaced keeps its permissions. @throws what the system says; then nothing has changed */
export async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const part = `${path}.${process.pid}.part`;
  const { mode } = (await stat(path).catch(() => undefined)) ?? { mode: 0o666 };
  try {
    await writePart(part, bytes, mode & 0o777);
    await takePlace(part, path);
  } catch (reason) {
    await rm(part, { force: true }).catch(() => undefined);
    throw reason;
  }
  await syncFolder(dirname(path));
}

/** The most that is asked of the system at once, in bytes: it gives no more than 2 GiB. */
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
