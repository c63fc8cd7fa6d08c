import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readBytes, removeParts, writeAtomically } from './writeAtomically';

type Moment = 'open' | 'write' | 'sync' | 'close' | 'rename';
/** The call that fails. */
let refused: Moment | undefined;
/** Renames that still fail because another program has the file open. */
let busy = 0;
const seen: Moment[] = [];
const meet = (moment: Moment): void => {
  seen.push(moment);
  if (refused === moment) throw Object.assign(new Error('ENOSPC: no space'), { code: 'ENOSPC' });
};

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof fs>();
  return {
    ...real,
    rename: async (...args: Parameters<typeof fs.rename>) => {
      meet('rename');
      if (busy > 0) {
        busy -= 1;
        throw Object.assign(new Error('EBUSY: resource busy'), { code: 'EBUSY' });
      }
      return real.rename(...args);
    },
    open: async (...args: Parameters<typeof fs.open>) => {
      const writes = args[1] !== 'r';
      if (writes) meet('open');
      const file = await real.open(...args);
      if (!writes) return file;
      const own = {
        writeFile: file.writeFile.bind(file),
        sync: file.sync.bind(file),
        close: file.close.bind(file),
      };
      file.writeFile = async (...all: Parameters<typeof file.writeFile>) => {
        meet('write');
        return own.writeFile(...all);
      };
      file.sync = async () => {
        meet('sync');
        return own.sync();
      };
      file.close = async () => {
        await own.close();
        meet('close');
      };
      return file;
    },
  };
});

let root: string;
let path: string;
const bytes = Uint8Array.of(1, 2, 3);
beforeEach(async () => {
  [refused, seen.length] = [undefined, 0];
  root = await fs.mkdtemp(join(tmpdir(), 'whole-'));
  path = join(root, 'a b.safetensors');
});
afterEach(() => fs.rm(root, { recursive: true }));

describe('an atomic write', () => {
  it('syncs the data to disk before the rename', async () => {
    await writeAtomically(path, bytes);
    expect(seen).toEqual(['open', 'write', 'sync', 'close', 'rename']);
    expect(await readBytes(path)).toEqual(bytes);
    expect(await readBytes(path, 2)).toEqual(bytes.subarray(0, 2));
    expect(await fs.readdir(root)).toEqual(['a b.safetensors']);
  });

  it.each(['open', 'write', 'sync', 'close', 'rename'] as const)(
    'leaves the old file intact and no partial file when %s fails',
    async (moment) => {
      await writeAtomically(path, bytes);
      refused = moment;
      await expect(writeAtomically(path, Uint8Array.of(9))).rejects.toThrow('ENOSPC');
      expect(await readBytes(path)).toEqual(bytes);
      expect(await fs.readdir(root)).toEqual(['a b.safetensors']);
    },
  );

  it('retries the rename while another program has the target open, but not forever', async () => {
    await writeAtomically(path, bytes);
    busy = 2;
    await writeAtomically(path, Uint8Array.of(9));
    expect(await readBytes(path)).toEqual(Uint8Array.of(9));
    busy = Number.POSITIVE_INFINITY;
    await expect(writeAtomically(path, bytes)).rejects.toThrow('EBUSY');
    busy = 0;
    expect(await fs.readdir(root)).toEqual(['a b.safetensors']);
  });

  it('keeps the file’s permissions', async () => {
    await fs.writeFile(path, '', { mode: 0o600 });
    await writeAtomically(path, bytes);
    expect((await fs.stat(path)).mode & 0o777).toBe(0o600);
  });
});

it('removes partial files of dead processes, and nothing else', async () => {
  const gone = spawnSync(process.execPath, ['-e', '']).pid;
  const name = 'a b.safetensors';
  const left = [`${name}.${gone}.part`, `${name}.${process.pid}.part`];
  const others = [
    name,
    `${name}.${process.ppid}.part`,
    `b.${gone}.part`,
    `${name}.${gone}.part.txt`,
    `${name}.x.part`,
  ];
  for (const one of [...left, ...others]) await fs.writeFile(join(root, one), '');
  await removeParts(path);
  expect((await fs.readdir(root)).sort()).toEqual(others.sort());
});
