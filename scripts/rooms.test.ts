/** Limits on siblings per folder and lines per stylesheet. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { caseCollisions, folderSizes, type Sized, stylesheets } from './rooms';

const src = join(import.meta.dirname, '../src');
const MOST_SIBLINGS = 20;
const MOST_LINES = 250;

const over = (all: readonly Sized[], most: number): Sized[] => all.filter(({ size }) => size > most);

it('folders hold at most twenty files and folders, not counting tests', () => {
  const told = over(folderSizes(src), MOST_SIBLINGS).map(
    ({ path, size }) =>
      `src/${path} holds ${size} files and folders, more than ${MOST_SIBLINGS}: group related ones in a folder.`,
  );
  expect(told).toEqual([]);
});

it('stylesheets have at most 250 lines', () => {
  const told = over(stylesheets(src), MOST_LINES).map(
    ({ path, size }) => `src/${path} has ${size} lines, more than ${MOST_LINES}: divide it by component.`,
  );
  expect(told).toEqual([]);
});

it('modules of a folder differ in more than case, which some file systems ignore', () => {
  expect(caseCollisions(src)).toEqual([]);
  const root = mkdtempSync(join(tmpdir(), 'f3-lab-rooms-'));
  mkdirSync(join(root, 'a'));
  for (const name of ['one.ts', 'two.ts', 'two.test.ts', 'One.tsx']) writeFileSync(join(root, 'a', name), '');
  expect(caseCollisions(root)).toEqual(['a/One.tsx, a/one.ts']);
  rmSync(root, { recursive: true });
});

it('counts siblings, but neither tests nor the contents of subfolders', () => {
  const root = mkdtempSync(join(tmpdir(), 'f3-lab-rooms-'));
  mkdirSync(join(root, 'a/b'), { recursive: true });
  for (const name of ['one.ts', 'one.test.ts', 'Two.test.tsx', 'testSupport.ts', 'three.css', 'b/four.css'])
    writeFileSync(join(root, 'a', name), 'x {\n}\n');
  expect(folderSizes(root)).toEqual([
    { path: '', size: 1 },
    { path: 'a', size: 3 },
    { path: 'a/b', size: 1 },
  ]);
  expect(stylesheets(root).sort((a, b) => a.path.localeCompare(b.path))).toEqual([
    { path: 'a/b/four.css', size: 2 },
    { path: 'a/three.css', size: 2 },
  ]);
  rmSync(root, { recursive: true });
});
