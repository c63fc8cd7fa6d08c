import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fetchFolder } from './fetchFolder';
import { folderWith, packedFile, startMirror, type TestMirror } from './testSupport';

let refusal: string | undefined;
const refuse = () => Object.assign(new Error(refusal), { code: refusal });
/** The call that fails; a full disk may be reported by any of them. */
let moment: 'mkdir' | 'open' | 'write' | 'close' | 'rename' = 'open';

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof fs>();
  const failing = (at: typeof moment) => refusal !== undefined && moment === at;
  return {
    ...real,
    mkdir: async (...args: Parameters<typeof fs.mkdir>) => {
      if (failing('mkdir')) throw refuse();
      return real.mkdir(...args);
    },
    rename: async (...args: Parameters<typeof fs.rename>) => {
      if (failing('rename')) throw refuse();
      return real.rename(...args);
    },
    open: async (...args: Parameters<typeof fs.open>) => {
      if (failing('open')) throw refuse();
      const file = await real.open(...args);
      const close = file.close.bind(file);
      if (failing('write'))
        file.writeFile = async () => {
          throw refuse();
        };
      if (failing('close'))
        file.close = async () => {
          await close();
          throw refuse();
        };
      return file;
    },
  };
});

const a = packedFile('a.txt', 'first');
let root: string;
let mirror: TestMirror;
beforeEach(async () => {
  refusal = undefined;
  root = await fs.mkdtemp(join(tmpdir(), 'disk-'));
  mirror = await startMirror({ 'a.txt.gz': a.bytes });
});
afterEach(async () => {
  refusal = undefined;
  mirror.close();
  await fs.rm(root, { recursive: true });
});

it.each([
  [
    'ENOSPC',
    'open',
    /the disk is full: nothing more can be written to \S+little\. Free \d+ bytes there, or name another folder/,
  ],
  [
    'ENOSPC',
    'write',
    /the disk is full: nothing more can be written to \S+little\. Free \d+ bytes there, or name another folder/,
  ],
  ['ENOSPC', 'close', /the disk is full: /],
  ['EDQUOT', 'write', /the disk is full: /],
  ['EROFS', 'mkdir', /little is on a read-only disk\. Make it writable, or name another folder/],
  ['EROFS', 'open', /little is on a read-only disk/],
  [
    'EACCES',
    'mkdir',
    /no permission to write to \S+little\. Allow it, or name another folder with F3_DATA=DIR$/,
  ],
  ['ENOENT', 'mkdir', /little cannot be created, .*name another folder with F3_DATA=DIR$/],
  ['EPERM', 'open', /no permission to write to/],
  ['EISDIR', 'rename', /a folder is in the place of a file in \S+little/],
  ['EIO', 'write', /the disk that holds \S+little reports an I\/O error/],
] as const)(
  '%s at %s ends the download with a specific message, and leaves no partial file',
  async (code, at, words) => {
    [refusal, moment] = [code, at];
    const folder = folderWith({ files: [a.file], mirrors: [mirror.at('good'), mirror.at('whole')] });
    const to = join(root, 'little');
    const tell = vi.fn();
    await expect(fetchFolder({ folder, to, tell })).rejects.toThrow(words);
    // Another mirror would not help.
    expect(mirror.asked.length).toBeLessThanOrEqual(1);
    expect(await fs.readdir(to).catch(() => [])).toEqual([]);
    refusal = undefined;
    expect(await fetchFolder({ folder, to, tell })).toEqual([]);
  },
);
