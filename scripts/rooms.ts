/** Sizes of folders and stylesheets. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Sized {
  /** Below `src`, with "/" on every system; "" is `src` itself. */
  readonly path: string;
  /** Files and folders in a folder, without tests; lines of a stylesheet. */
  readonly size: number;
}

const isTest = (name: string): boolean => /(\.test|^testSupport)\.tsx?$/.test(name);

function entries(src: string, path: string) {
  return readdirSync(join(src, path), { withFileTypes: true }).map((entry) => ({
    isFolder: entry.isDirectory(),
    name: entry.name,
    path: path === '' ? entry.name : `${path}/${entry.name}`,
  }));
}

/** Every folder with its number of siblings. */
export function folderSizes(src: string, path = ''): Sized[] {
  const all = entries(src, path);
  const below = all.filter(({ isFolder }) => isFolder).flatMap((folder) => folderSizes(src, folder.path));
  return [{ path, size: all.filter(({ name }) => !isTest(name)).length }, ...below];
}

/** Modules of one folder that differ only in case, for file systems that cannot tell them apart: both paths, comma-separated. */
export function caseCollisions(src: string, path = ''): string[] {
  const all = entries(src, path);
  const modules = new Map<string, string[]>();
  for (const entry of all) {
    if (entry.isFolder || !/\.tsx?$/.test(entry.name)) continue;
    const key = entry.path.replace(/\.tsx?$/, '').toLowerCase();
    modules.set(key, [...(modules.get(key) ?? []), entry.path]);
  }
  const here = [...modules.values()]
    .filter((paths) => paths.length > 1)
    .map((paths) => paths.sort().join(', '));
  return [
    ...here,
    ...all.filter(({ isFolder }) => isFolder).flatMap((folder) => caseCollisions(src, folder.path)),
  ];
}

/** Every stylesheet with its number of lines. */
export function stylesheets(src: string, path = ''): Sized[] {
  return entries(src, path).flatMap((entry) => {
    if (entry.isFolder) return stylesheets(src, entry.path);
    if (!entry.name.endsWith('.css')) return [];
    const text = readFileSync(join(src, entry.path), 'utf8');
    return [{ path: entry.path, size: text.replace(/\n$/, '').split('\n').length }];
  });
}
