/** How full folders are, and how long stylesheets: what one person can look over. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Sized {
  /** Below `src`, with "/" on every system; "" is `src` itself. */
  readonly path: string;
  /** Files and folders in a folder, tests aside; lines of a stylesheet. */
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

/** Every folder, with how many siblings stand in it. */
export function folders(src: string, path = ''): Sized[] {
  const all = entries(src, path);
  const below = all.filter(({ isFolder }) => isFolder).flatMap((folder) => folders(src, folder.path));
  return [{ path, size: all.filter(({ name }) => !isTest(name)).length }, ...below];
}

/** Every stylesheet, with how many lines it has. */
export function stylesheets(src: string, path = ''): Sized[] {
  return entries(src, path).flatMap((entry) => {
    if (entry.isFolder) return stylesheets(src, entry.path);
    if (!entry.name.endsWith('.css')) return [];
    const text = readFileSync(join(src, entry.path), 'utf8');
    return [{ path: entry.path, size: text.replace(/\n$/, '').split('\n').length }];
  });
}
