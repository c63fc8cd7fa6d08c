import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { folders } from '../src/data/storage/folders';
import { fetchSets, request } from './data';
import { folderWith, packedFile, startMirror } from './testSupport';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'data-'));
});
afterEach(() => rm(root, { recursive: true }));

const a = packedFile('a.txt', 'first');
const b = packedFile('b.txt', 'second');

describe('several sets', () => {
  it('are all processed, and missing files are named', async () => {
    const from = join(root, 'from');
    await mkdir(join(from, 'one'), { recursive: true });
    await mkdir(join(from, 'two'));
    await writeFile(join(from, 'one', 'a.txt.gz'), a.bytes);
    await writeFile(join(from, 'two', 'a.txt'), 'first');
    await writeFile(join(from, 'two', 'b.txt.gz'), b.bytes);
    const lines: string[] = [];
    const { failed } = await fetchSets({
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
      `one/b.txt: not found\n  ${join(from, 'one', 'b.txt.gz')}: not found\n  ${join(from, 'one', 'b.txt')}: not found`,
      `two/a.txt: from ${join(from, 'two', 'a.txt')}`,
      `two/b.txt: from ${join(from, 'two', 'b.txt.gz')}`,
      `Two is complete in ${join(root, 'to', 'two')}.`,
    ]);
  });
});

describe('copies in a folder', () => {
  const clothes = packedFile('a.txt', 'another’s first');
  const one = folderWith({ name: 'one', title: 'One', files: [a.file, b.file] });
  const two = folderWith({ name: 'two', title: 'Two', files: [clothes.file] });
  const copy = async () => {
    const lines: string[] = [];
    const { failed } = await fetchSets({
      folders: [one, two],
      to: join(root, 'to'),
      from: join(root, 'from'),
      mirror: undefined,
      say: (line) => lines.push(line),
    });
    return { failed, lines };
  };

  it('are recognised by content, under any name and path', async () => {
    const raw = join(root, 'from', 'ONE', 'raw');
    await mkdir(raw, { recursive: true });
    await writeFile(join(raw, 'A.TXT (1)'), 'first');
    await writeFile(join(raw, 'download.zip'), zipSync({ 'in/b.txt': new TextEncoder().encode('second') }));
    // The same name, and another set's content.
    await writeFile(join(root, 'from', 'a.txt.gz'), gzipSync('another’s first', { level: 1 }));
    const { failed, lines } = await copy();
    expect(failed).toEqual([]);
    expect(lines).toEqual([
      `one/a.txt: from ${join(raw, 'A.TXT (1)')}`,
      `one/b.txt: from ${join(raw, 'download.zip')}`,
      `One is complete in ${join(root, 'to', 'one')}.`,
      `two/a.txt: from ${join(root, 'from', 'a.txt.gz')}`,
      `Two is complete in ${join(root, 'to', 'two')}.`,
    ]);
    expect((await readdir(join(root, 'to', 'one'))).sort()).toEqual(['a.txt', 'b.txt']);
    expect(await readFile(join(root, 'to', 'one', 'b.txt'), 'utf8')).toBe('second');
    expect(gunzipSync(await readFile(join(root, 'to', 'two', 'a.txt.gz'))).toString()).toBe(
      'another’s first',
    );
  });

  it('are found elsewhere if the file with the right name is wrong', async () => {
    await mkdir(join(root, 'from', 'one'), { recursive: true });
    await writeFile(join(root, 'from', 'one', 'a.txt'), 'another’s first');
    await writeFile(join(root, 'from', 'first'), 'first');
    expect((await copy()).failed).toEqual(['one/b.txt', 'two/a.txt']);
    expect(await readFile(join(root, 'to', 'one', 'a.txt'), 'utf8')).toBe('first');
  });
});

describe('the requested data set', () => {
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

  it('is refused when a folder is given twice', () => {
    expect(request(['mnist', '--from', 'a', '--from', 'b'])).toEqual({
      problem: '--from is given more than once: “a” and “b”. Keep one.',
    });
  });

  it.each([[['mnist', '--form', 'x']], [['mnist', '--from']]])(
    'is rejected if an option is invalid: %j',
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

  it('reports missing files by exit status and message, with absolute paths', () => {
    const { status, stderr, stdout } = run('mnist', '--from', 'nowhere');
    expect(status).toBe(1);
    expect(stderr).toMatch(/^Missing: mnist\/train-images-idx3-ubyte, .*\/nowhere must contain/);
    expect(stdout).toContain(`${join(root, 'nowhere', 'mnist', 't10k-labels-idx1-ubyte')}: not found`);
  });

  /** Downloads a set from a mirror, and sends the signal when the first bytes arrive. */
  async function interrupted(signal: NodeJS.Signals, moment: (folder: string) => boolean, mood: string) {
    const data = join(root, 'data');
    const mirror = await startMirror({
      'adult.data.gz': Buffer.alloc(1000),
      'adult.test.gz': Buffer.alloc(1000),
    });
    const child = spawn(process.execPath, ['--import', 'tsx', script, 'adult'], {
      env: { ...process.env, F3_DATA: data, F3_MIRROR: `${mirror.address}/${mood}` },
    });
    let told = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      told += text;
    });
    const closed = once(child, 'close');
    await vi.waitFor(() => expect(mirror.asked.length > 0 && moment(join(data, 'adult'))).toBe(true), {
      timeout: 20_000,
    });
    child.kill(signal);
    const [status] = await closed;
    mirror.close();
    return { status, told, left: readdirSync(join(data, 'adult')) };
  }
  const arrived = (folder: string) =>
    readdirSync(folder).some((name) => name.endsWith('.part') && statSync(join(folder, name)).size === 3);

  it.each([
    ['SIGINT', 'mute', () => true, 130, []],
    ['SIGINT', 'silent', arrived, 130, ['adult.data.gz.part']],
    ['SIGTERM', 'silent', arrived, 143, ['adult.data.gz.part']],
  ] as const)(
    'shuts down cleanly on %s (%s): partial downloads are kept, and nothing else',
    async (signal, mood, moment, expected, left) => {
      const ended = await interrupted(signal, moment, mood);
      expect(ended).toEqual({
        status: expected,
        told: 'Interrupted. Downloaded data are kept: the same command resumes from there.\n',
        left,
      });
    },
    40_000,
  );

  it('reports a write error in one line', async () => {
    await writeFile(join(root, 'data'), 'a file where a folder should be');
    const { status, stderr } = run('mnist', '--from', 'nowhere');
    expect(status).toBe(1);
    expect(stderr).toMatch(/^Nothing can be written: .*data\/mnist is not a folder, .*F3_DATA=DIR\.\n$/);
  });

  it('prints help on request, and on invalid usage', () => {
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
