/** A copy of the project, with its packages, to which things can be added without touching the project. */
import { cp, mkdir, mkdtemp, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, posix, relative, resolve, sep } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const fixtures = 'scripts/additions';
/** Neither sources nor needed by what runs in the copy. */
const left = /^(node_modules|\.git|dist[^/]*|public\/data|test-results|playwright-report|findings)$/;

/** Packages are links, one by one: caches that tools keep beside them are the copy's own. */
async function linkPackages(copy: string): Promise<void> {
  const packages = join(copy, 'node_modules');
  await mkdir(packages);
  const names = (await readdir(join(root, 'node_modules'))).filter((name) => !/^\.(cache|vite)/.test(name));
  await Promise.all(
    names.map((name) => symlink(resolve(root, 'node_modules', name), join(packages, name), 'junction')),
  );
}

/** @returns the folder; whoever made it removes it */
export async function copyProject(): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'f3-lab-additions-'));
  const filter = (path: string): boolean => !left.test(relative(root, path).split(sep).join('/'));
  await cp(root, copy, { recursive: true, filter });
  await linkPackages(copy);
  return copy;
}

/** One of the files beside this one, put where it belongs; its imports follow. */
export async function addFile(copy: string, fixture: string, to: string): Promise<void> {
  const text = await readFile(join(root, fixtures, fixture), 'utf8');
  const moved = text.replace(/from '(\.[^']*)'/g, (_all, path: string) => {
    const there = posix.relative(posix.dirname(to), posix.join(fixtures, path));
    return `from '${there.startsWith('.') ? there : `./${there}`}'`;
  });
  await mkdir(dirname(join(copy, to)), { recursive: true });
  await writeFile(join(copy, to), moved);
}

/** @throws where the file has no such place any more, naming both */
export async function addLine(copy: string, file: string, before: string, line: string): Promise<void> {
  const path = join(copy, file);
  const text = await readFile(path, 'utf8');
  const parts = text.split(before);
  if (parts.length !== 2) throw new Error(`${file} has “${before}” ${parts.length - 1} times, not once.`);
  await writeFile(path, parts.join(`${line}\n${before}`));
}
