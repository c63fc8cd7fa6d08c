import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { folders } from '../src/data/folders';
import { fetchSets, request } from './data';
import { folderWith, packedFile } from './testSupport';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'data-'));
});
afterEach(() => rm(root, { recursive: true }));

const a = packedFile('a.txt', 'first');
const b = packedFile('b.txt', 'second');

describe('several sets', () => {
  it('are all done as far as they are there, and what is missing is named', async () => {
    const from = join(root, 'from');
    await mkdir(join(from, 'one'), { recursive: true });
    await mkdir(join(from, 'two'));
    await writeFile(join(from, 'one', 'a.txt.gz'), a.bytes);
    await writeFile(join(from, 'two', 'a.txt'), 'first');
    await writeFile(join(from, 'two', 'b.txt.gz'), b.bytes);
    const lines: string[] = [];
    const failed = await fetchSets({
      folders: [
        folderWith({ name: 'one', title: 'One', files: [a.file, b.file] }),
        folderWith({ name: 'two', title: 'Two', files: [a.file, b.file] }),
      ],
      to: join(root, 'to'),
      from,
      mirror: undefined,
      say: (line) => lines.push(line),
    });
    expect(failed).toEqual(['one/b.txt']);
    expect(await readdir(join(root, 'to', 'one'))).toEqual(['a.txt.gz']);
    expect((await readdir(join(root, 'to', 'two'))).sort()).toEqual(['a.txt', 'b.txt.gz']);
    expect(lines).toEqual([
      `one/a.txt: from ${join(from, 'one', 'a.txt.gz')}`,
      `one/b.txt: could not be had\n  ${join(from, 'one', 'b.txt.gz')}: it is not there\n  ${join(from, 'one', 'b.txt')}: it is not there`,
      `two/a.txt: from ${join(from, 'two', 'a.txt')}`,
      `two/b.txt: from ${join(from, 'two', 'b.txt.gz')}`,
      `Two is complete in ${join(root, 'to', 'two')}.`,
    ]);
  });
});

describe('what is asked for', () => {
  const names = (args: readonly string[]) => {
    const asked = request(args);
    return typeof asked === 'object' && 'folders' in asked ? asked.folders.map(({ name }) => name) : asked;
  };

  it('is a folder, a set that loads from it, or all', () => {
    expect(names(['mnist'])).toEqual(['mnist']);
    for (const folder of folders) {
      expect(names([folder.name])).toEqual([folder.name]);
      for (const id of folder.sets) expect(names([id])).toEqual([folder.name]);
    }
    expect(names(['all'])).toEqual(folders.map(({ name }) => name));
    expect(names(['--help'])).toBe('help');
    expect(request(['mnist', '--from', '../data'])).toMatchObject({ from: '../data' });
  });

  it.each([[['cifar']], [['toString']], [['digits']]])('is refused with what exists: %j', (args) => {
    expect(request(args)).toEqual({
      problem: expect.stringMatching(
        new RegExp(`^There is no data set "${args[0]}" to fetch\\. There is: .*mnist.*; or all\\.$`),
      ),
    });
  });

  it.each([[[]], [['mnist', 'mnist']]])('is one name: %j', (args) => {
    expect(request(args)).toEqual({ problem: 'Name one data set, or all.' });
  });

  it.each([[['mnist', '--form', 'x']], [['mnist', '--from']]])(
    'is refused when it is misspelt: %j',
    (args) => {
      expect(request(args)).toMatchObject({ problem: expect.stringMatching(/--f(ro|or)m/) });
    },
  );
});

describe('the command', () => {
  const script = fileURLToPath(new URL('./data.ts', import.meta.url));
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ['--import', 'tsx', script, ...args], {
      encoding: 'utf8',
      env: { ...process.env, F3_DATA: join(root, 'data'), INIT_CWD: root },
    });

  it('says by its code and in words that files are missing, and where a relative folder is', () => {
    const { status, stderr, stdout } = run('mnist', '--from', 'nowhere');
    expect(status).toBe(1);
    expect(stderr).toMatch(/^Missing: mnist\/train-images-idx3-ubyte, .*\/nowhere must contain/);
    expect(stdout).toContain(`${join(root, 'nowhere', 'mnist', 't10k-labels-idx1-ubyte')}: it is not there`);
  });

  it('explains itself, also when it is used wrongly', () => {
    expect(run('--help')).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/--from DIR[\s\S]*F3_MIRROR/),
    });
    expect(run('nothing')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('Usage: npm run data'),
    });
  });
});
