/** Copies the project, with links to its packages, and adds files and lines to the copy. */
import { cp, mkdir, mkdtemp, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, posix, relative, resolve, sep } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const fixtures = 'scripts/additions';
/** Paths that the copy does not need. */
const left = /^(node_modules|\.git|dist[^/]*|public\/data|test-results|playwright-report|findings)$/;

/** Links each package separately, so that caches in node_modules are not shared with the project. */
async function linkPackages(copy: string): Promise<void> {
  const packages = join(copy, 'node_modules');
  await mkdir(packages);
  const names = (await readdir(join(root, 'node_modules'))).filter((name) => !/^\.(cache|vite)/.test(name));
  await Promise.all(
    names.map((name) => symlink(resolve(root, 'node_modules', name), join(packages, name), 'junction')),
  );
}

/** @returns the folder, which the caller must remove */
export async function copyProject(): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'f3-lab-additions-'));
  const filter = (path: string): boolean => !left.test(relative(root, path).split(sep).join('/'));
  await cp(root, copy, { recursive: true, filter });
  await linkPackages(copy);
  return copy;
}

/** Copies a fixture from this folder to `to`, and rewrites its relative imports. */
export async function addFile(copy: string, fixture: string, to: string): Promise<void> {
  const text = await readFile(join(root, fixtures, fixture), 'utf8');
  const moved = text.replace(/from '(\.[^']*)'/g, (_all, path: string) => {
    const there = posix.relative(posix.dirname(to), posix.join(fixtures, path));
    return `from '${there.startsWith('.') ? there : `./${there}`}'`;
  });
  await mkdir(dirname(join(copy, to)), { recursive: true });
  await writeFile(join(copy, to), moved);
}

/** Inserts a line before `before`. @throws Error unless `before` occurs exactly once in the file */
export async function addLine(copy: string, file: string, before: string, line: string): Promise<void> {
  const path = join(copy, file);
  const text = await readFile(path, 'utf8');
  const parts = text.split(before);
  if (parts.length !== 2) throw new Error(`${file} has “${before}” ${parts.length - 1} times, not once.`);
  await writeFile(path, parts.join(`${line}\n${before}`));
}
