import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { DataProblem } from '../data/spec';
import { loadSet } from './setFiles';

const dir = mkdtempSync(join(tmpdir(), 'f3-sets-'));
afterAll(() => rmSync(dir, { recursive: true }));

async function problemOf(id: string, folder: string): Promise<DataProblem> {
  const reason = await loadSet(id, folder).catch((error: unknown) => error);
  expect(reason).toBeInstanceOf(DataProblem);
  return reason as DataProblem;
}

describe('a set on the command line', () => {
  it('that is missing is answered with where it was looked for, and with options of a terminal', async () => {
    const { title, detail } = await problemOf('mnist', '/nope');
    expect(title).toBe('MNIST is not here yet.');
    expect(detail).toMatch(/^Missing in \/nope\/mnist: train-images-idx3-ubyte(\.gz)?, /);
    expect(detail).toContain('Name the folder that contains mnist/ with --data DIR (or F3_DATA)');
    expect(detail).toContain('`npm run data -- mnist`');
    expect(detail).not.toContain('choose');
  });

  it('that is damaged is answered as its loader does', async () => {
    mkdirSync(join(dir, 'sgemm'));
    writeFileSync(join(dir, 'sgemm', 'sgemm_product.csv'), 'no table');
    expect((await problemOf('sgemm', dir)).detail).toContain('sgemm_product.csv');
    expect((await problemOf('sgemm', dir)).detail).not.toContain('Missing in');
  });

  it('that is drawn here needs no folder', async () => {
    expect((await loadSet('xor', '/nope')).train.size).toBe(2000);
  });
});
