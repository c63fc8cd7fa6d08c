import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readFromFolder } from './nodeFiles';
import { problemOf } from './testSupport';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'node-files-'));
  await mkdir(join(dir, 'wine-quality'));
});
afterEach(() => rm(dir, { recursive: true }));

describe('a file of a folder on disk', () => {
  const name = 'winequality-red.csv';

  it('is undefined if missing', async () => {
    expect(await readFromFolder(dir, 'wine-quality')(name)).toBeUndefined();
    expect(await readFromFolder(join(dir, 'none'), 'wine-quality')(name)).toBeUndefined();
  });

  it('is named if it is not the published one', async () => {
    await writeFile(join(dir, 'wine-quality', name), 'alcohol;quality');
    const { title, detail } = await problemOf(readFromFolder(dir, 'wine-quality')(name));
    expect(title).toBe('A data file is not the published one.');
    expect(detail).toContain(join(dir, 'wine-quality', name));
    expect(detail).toMatch(/SHA-256 [0-9a-f]{64}, expected 4a402cf0.*`npm run data -- wine-quality`/);
  });

  it('is named if it cannot be read', async () => {
    await mkdir(join(dir, 'wine-quality', name));
    expect((await problemOf(readFromFolder(dir, 'wine-quality')(name))).detail).toMatch(/EISDIR/);
  });
});
