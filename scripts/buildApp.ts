/**
 * The build of `npm start`: runs in a child process, to free its memory, and writes to a new folder that replaces
 * `dist` atomically once it is complete. Concurrent builds are safe.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { diskProblem, makeFolder } from '../src/cli/files/disk';
import { isRunning } from '../src/cli/files/isRunning';
import { Problem } from './problem';

/** Milliseconds for which hashed files of a replaced build are kept for open pages. */
const KEPT_FOR = 3 * 24 * 3600 * 1000;
/** Size limit of those files in bytes: dozens of builds, which share unchanged files. */
const MOST_KEPT = 50_000_000;
/** Retries, because concurrent builds may publish at the same moment. */
const MOST_ATTEMPTS = 10;

const viteCommand = (): string =>
  join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin', 'vite.js');

/** Cleans up after a killed build, and restores the app that it was replacing. */
async function removeLeftovers(root: string): Promise<void> {
  for (const name of await readdir(root)) {
    const [, pid, old] = /^dist\.(\d+)(\.old)?$/.exec(name) ?? [];
    if (pid === undefined || isRunning(Number(pid))) continue;
    if (old !== undefined && !existsSync(join(root, 'dist')))
      await rename(join(root, name), join(root, 'dist'));
    else await rm(join(root, name), { recursive: true, force: true });
  }
}

/**
 * @param root the project's folder
 * @param words destination of the bundler's output
 * @returns the folder with a new build; `publish` makes it `dist`
 * @throws {Problem} after the bundler printed the reason to standard error
 */
export async function buildFresh(
  root: string,
  signal?: AbortSignal,
  words: 'inherit' | 'ignore' = 'inherit',
): Promise<string> {
  const fresh = join(root, `dist.${process.pid}`);
  await removeLeftovers(root).catch(() => undefined);
  try {
    await makeFolder(fresh);
  } catch (reason) {
    const wayOut = 'copy F³ Lab to a folder of your own, or serve an earlier build: npm start -- --no-build';
    throw new Problem(
      `F³ Lab cannot be built: ${diskProblem(reason, { folder: root, wayOut })?.message ?? reason}.`,
    );
  }
  const options = ['build', '--outDir', fresh, '--emptyOutDir', '--logLevel', 'error'];
  const child = spawn(process.execPath, [viteCommand(), ...options], {
    cwd: root,
    stdio: ['ignore', words, words],
    signal,
  });
  const [code] = await once(child, 'exit')
    .catch((reason: unknown) => {
      signal?.throwIfAborted();
      throw reason;
    })
    .finally(async () => {
      if (child.exitCode !== 0) await rm(fresh, { recursive: true, force: true });
    });
  if (code !== 0)
    throw new Problem(
      'F³ Lab could not be built; the reason stands above. An earlier build: npm start -- --no-build.',
    );
  return fresh;
}

/** Folder of hashed files from replaced builds, which open pages still request. */
export const earlierFolder = (root: string): string => join(root, 'dist.earlier');

/** Keeps the hashed files of a replaced build, and deletes expired ones. */
async function keepEarlier(old: string, earlier: string): Promise<void> {
  await mkdir(earlier, { recursive: true });
  const now = new Date();
  for (const name of await readdir(join(old, 'assets'))) {
    if (/\.(br|gz)$/.test(name)) continue;
    await rename(join(old, 'assets', name), join(earlier, name));
    await utimes(join(earlier, name), now, now);
  }
  const kept = await Promise.all(
    (await readdir(earlier)).map(async (name) => ({ name, ...(await stat(join(earlier, name))) })),
  );
  let bytes = 0;
  for (const { name, size, mtimeMs } of kept.sort((a, b) => b.mtimeMs - a.mtimeMs)) {
    bytes += size;
    if (now.getTime() - mtimeMs > KEPT_FOR || bytes > MOST_KEPT)
      await rm(join(earlier, name), { force: true });
  }
}

/** @returns the new path of the folder that was moved away; undefined if there was none */
async function moveAway(folder: string, to: string): Promise<string | undefined> {
  try {
    await rename(folder, to);
    return to;
  } catch (reason) {
    if ((reason as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw reason;
  }
}

/** Deletes a replaced build except its hashed files. */
async function deleteFromTrash(root: string, old: string | undefined): Promise<void> {
  if (old === undefined) return;
  // Without them, open pages only report that there is a newer version.
  await keepEarlier(old, earlierFolder(root)).catch(() => undefined);
  await rm(old, { recursive: true, force: true });
}

/** Moves a new build to `dist`. The server has read it already; on failure the old build stays. */
export async function publish(root: string, fresh: string): Promise<void> {
  const dist = join(root, 'dist');
  for (let attempt = 1; ; attempt++) {
    const old = await moveAway(dist, `${fresh}.old`);
    try {
      await rename(fresh, dist);
    } catch (reason) {
      const taken = ['ENOTEMPTY', 'EEXIST', 'EPERM'].includes((reason as NodeJS.ErrnoException).code ?? '');
      if (!taken || attempt === MOST_ATTEMPTS) {
        if (old !== undefined) await rename(old, dist).catch(() => undefined);
        throw reason;
      }
      await deleteFromTrash(root, old);
      continue;
    }
    await deleteFromTrash(root, old);
    return;
  }
}
