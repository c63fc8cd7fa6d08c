import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CheckpointState } from '../../core/run/checkpoint';
import type { SummaryEvent } from '../../core/run/events';
import { type CheckpointFile, readCheckpointFile } from '../../experiment/files/checkpointFile';
import type * as writeAtomically from '../files/writeAtomically';
import { UsageError } from '../usage';
import { CheckpointProblem, createSaving, refuseTarget, resumeOption } from './checkpoint';

let refusal: string | undefined;
vi.mock('../files/writeAtomically', async (original) => {
  const real = await original<typeof writeAtomically>();
  return {
    ...real,
    writeAtomically: async (...args: Parameters<typeof real.writeAtomically>) => {
      if (refusal !== undefined)
        throw Object.assign(new Error(`${refusal}: said the system`), { code: refusal });
      return real.writeAtomically(...args);
    },
  };
});

let root: string;
let path: string;
beforeEach(() => {
  refusal = undefined;
  root = mkdtempSync(join(tmpdir(), 'checkpoint-'));
  path = join(root, 'a.safetensors');
});
afterEach(() => rmSync(root, { recursive: true }));

const file: CheckpointFile = {
  ...{ experiment: '{}', dataset: 'digits', checksum: 'ab', backend: 'wasm', lab: '0.1.0' },
  runs: [
    { id: 'bp-0', rule: 'bp', seed: 0, status: 'waiting' },
    { id: 'dfa-0', rule: 'dfa', seed: 0, status: 'waiting' },
  ],
};
const at = (epoch: number) => ({
  epoch,
  state: { step: epoch } as CheckpointState,
  arrays: {
    'layer1.W': { shape: [1], values: Float32Array.of(epoch) },
    memory: { shape: [1], values: Float32Array.of(9) },
  },
});
const numbers = { trainingLoss: 1, testLoss: 1, testAccuracy: 0.5, bestTestAccuracy: 0.5, bestTestLoss: 1 };
const summary = { type: 'summary', run: 'bp-0', rule: 'bp', step: 2, epoch: 2, ...numbers } as SummaryEvent;
const inFile = () => readCheckpointFile(new Uint8Array(readFileSync(path))).runs;

describe('the written file', () => {
  it('contains every run, from before the first step to the end', async () => {
    const saving = createSaving({ path, file });
    expect(saving.isKept()).toBe(false);
    await saving.begin();
    expect(saving.isKept()).toBe(true);
    expect(inFile()).toEqual(file.runs);
    await saving.keep('bp-0', at(1));
    expect(inFile()).toMatchObject([{ status: 'under way', kept: at(1) }, { status: 'waiting' }]);
    await saving.keep('bp-0', at(2));
    await saving.end('bp-0', summary);
    const [bp] = inFile();
    expect(bp).toMatchObject({ status: 'done', end: summary });
    expect(bp?.status === 'done' && bp.arrays).toEqual({ 'layer1.W': at(2).arrays['layer1.W'] });
    const diverged = { type: 'diverged', run: 'dfa-0', rule: 'dfa', step: 7 } as const;
    await saving.end('dfa-0', diverged);
    expect(inFile()[1]).toEqual({ id: 'dfa-0', rule: 'dfa', seed: 0, status: 'diverged', end: diverged });
    expect(readdirSync(root)).toEqual(['a.safetensors']);
  });

  it('replaces the target of a symbolic link and keeps the link', async () => {
    const target = join(root, 'target');
    const first = createSaving({ path: target, file });
    await first.begin();
    const found = new Uint8Array(readFileSync(target));
    symlinkSync(target, path);
    const second = createSaving({ path, file, found });
    expect(second.isKept()).toBe(true);
    await second.keep('bp-0', at(1));
    path = target;
    expect(inFile()[0]?.status).toBe('under way');
    expect(readdirSync(root).sort()).toEqual(['a.safetensors', 'target']);
  });

  it('never overwrites a file that another process has written', async () => {
    const first = createSaving({ path, file });
    await first.begin();
    const found = new Uint8Array(readFileSync(path));
    const second = createSaving({ path, file, found });
    await second.keep('bp-0', at(3));
    await expect(first.keep('bp-0', at(1))).rejects.toThrow(/“.*” was meanwhile written by another process/);
    expect(inFile()[0]).toMatchObject({ kept: { epoch: 3 } });
    await expect(createSaving({ path, file }).begin()).rejects.toThrow(CheckpointProblem);
    // One that was removed is written again.
    rmSync(path);
    await second.keep('bp-0', at(4));
    expect(inFile()[0]).toMatchObject({ kept: { epoch: 4 } });
  });
});

describe('a failing write', () => {
  it.each([
    [
      'ENOSPC',
      /the disk is full: nothing more can be written to \S+\. Free [\d,.]+ \w+ there, or name another file with --checkpoint\./,
    ],
    ['EDQUOT', /the disk is full/],
    ['EROFS', /is on a read-only disk\. Make it writable, or name another file with --checkpoint\./],
    ['EACCES', /no permission to write to \S+\. Allow it, or name another file/],
    ['EIO', /reports an I\/O error\. Check it, or name another file/],
    ['EXOTIC', /cannot be written: EXOTIC: said the system\./],
  ])('%s: the message names the option, the file, the reason and the way out', async (code, words) => {
    const saving = createSaving({ path, file });
    refusal = code;
    const problem = await saving.begin().catch((reason) => reason);
    expect(problem).toBeInstanceOf(CheckpointProblem);
    expect(problem.message).toMatch(words);
    expect(problem.message.startsWith(`--checkpoint: “${path}” cannot be written: `)).toBe(true);
    expect(problem.message).not.toContain('--resume');
  });

  it('during training keeps the previous checkpoint and says how to resume', async () => {
    const saving = createSaving({ path, file });
    await saving.begin();
    refusal = 'ENOSPC';
    await expect(saving.keep('bp-0', at(1))).rejects.toThrow(
      `The previous checkpoint is intact: resume with ${resumeOption(path)}.`,
    );
    expect(inFile()).toEqual(file.runs);
  });

  it('reports a folder at the file’s path', async () => {
    const saving = createSaving({ path, file });
    mkdirSync(path);
    await expect(saving.begin()).rejects.toThrow(/a folder is in the place of a file in \S+/);
  });
});

describe('an unusable name', () => {
  const refused = (name: string) => expect(() => refuseTarget(name));
  it('is refused before training starts', () => {
    refuseTarget(path);
    refused('').toThrow(UsageError);
    refused(root).toThrow(`--checkpoint: “${root}” is a folder, not a file. Name a new file.`);
    refused('/dev/null').toThrow('is a device, not a file');
    refused(join(root, 'no', 'a')).toThrow(
      `there is no folder ${join(root, 'no')}. Create it, or name a file`,
    );
    refused(join(root, 'no/')).toThrow(`there is no folder ${join(root, 'no')}`);
    writeFileSync(path, '');
    refused(path).toThrow(`already exists. Resume it with --resume ${path}, or name a new file.`);
    refused(join(path, 'x')).toThrow(`there is no folder ${path}`);
    rmSync(path);
    symlinkSync(join(root, 'nowhere'), path);
    refused(path).toThrow('is a broken link. Remove it, or name a new file.');
  });

  it.skipIf(process.platform === 'win32')('a pipe is refused, too', () => {
    spawnSync('mkfifo', [path]);
    refused(path).toThrow('is a pipe, not a file');
  });

  it('is quoted in the message as a shell reads it', () => {
    expect(resumeOption('../a-1/x.safetensors')).toBe('--resume ../a-1/x.safetensors');
    expect(resumeOption("it's a $HOME")).toBe("--resume 'it'\\''s a $HOME'");
  });
});
