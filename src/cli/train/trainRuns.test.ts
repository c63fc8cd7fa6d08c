import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Experiment } from '../../core/run/spec';
import { defaultExperiment } from '../../experiment/defaults';
import { readCheckpointFile } from '../../experiment/files/checkpointFile';
import { startBackend } from '../backend';
import { writeAtomically } from '../files/writeAtomically';
import { createSaving } from './checkpoint';
import { openCheckpointFiles, savingOf } from './checkpointFiles';
import { loadSet } from './setFiles';
import { parseOptions } from './trainOptions';
import { trainAll, type Work } from './trainRuns';

const experiment: Experiment = {
  ...defaultExperiment('moons'),
  ...{ rules: ['bp'], hidden: [3], epochs: 3, batchSize: 500, measures: ['gradient-angle'] },
};

let [root, path] = ['', ''];
let lines: string[] = [];
/** Receives each line as it is printed. */
let reader: (line: string) => void = () => undefined;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'runs-'));
  path = join(root, 'a.st');
  lines = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    lines.push(String(text));
    reader(String(text));
    return true;
  });
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
  for (const signal of ['SIGINT', 'SIGTERM']) process.removeAllListeners(signal);
  process.exitCode = undefined;
  rmSync(root, { recursive: true });
});

async function work(json: boolean, ...options: string[]): Promise<Work> {
  const dataset = await loadSet('moons', root, () => undefined);
  const saving = await savingOf(await openCheckpointFiles(parseOptions(options)), experiment, dataset);
  return { experiment, dataset, kernels: await startBackend('cpu'), crew: undefined, json, saving };
}
const events = () => lines.map((line) => JSON.parse(line));
const kept = () => readCheckpointFile(new Uint8Array(readFileSync(path))).runs[0];

describe('Ctrl-C', () => {
  /** @param epoch interrupts as soon as this one is printed */
  async function interrupted(epoch: number, ...options: string[]): Promise<void> {
    reader = (line) => {
      const event = JSON.parse(line);
      if (event.type === 'epoch' && event.epoch === epoch) process.emit('SIGINT');
    };
    await trainAll(await work(true, ...options));
    reader = () => undefined;
    expect(process.exitCode).toBe(130);
  }

  it('keeps the epoch that was printed last', async () => {
    await interrupted(2, '--checkpoint', path);
    expect(events().at(-1)).toMatchObject({ type: 'summary', epoch: 2, interrupted: true });
    expect(kept()).toMatchObject({ status: 'under way', kept: { epoch: 2 } });
  });

  it('does not interrupt a run whose last epoch has been printed', async () => {
    for (const options of [[], ['--checkpoint', path]]) {
      await interrupted(3, ...options);
      const end = events().at(-1);
      expect(end).toMatchObject({ type: 'summary', epoch: 3 });
      expect(end).not.toHaveProperty('interrupted');
    }
    expect(kept()).toMatchObject({ status: 'done' });
  });
});

describe('runs that had all finished before resuming', () => {
  it('are summarised even if nothing can be written, and leave their file unchanged', async () => {
    await trainAll(await work(true, '--checkpoint', path));
    const before = readFileSync(path);
    lines = [];
    // A file that was put there by hand is none that may be replaced.
    const other = join(root, 'b.st');
    const resumed = await work(false, '--resume', path, '--checkpoint', other);
    await writeAtomically(other, new Uint8Array(3));
    await expect(trainAll(resumed)).rejects.toThrow(/“.*b\.st” was meanwhile written by another process/);
    expect(lines.join('')).toMatch(/\nBP .* %/);
    await trainAll(await work(true, '--resume', path));
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('leave their own file unchanged, and write a complete copy to another', async () => {
    await trainAll(await work(true, '--checkpoint', path));
    const { file } = (await openCheckpointFiles(parseOptions(['--resume', path]))).resumed ?? {};
    if (!file) throw new Error('nothing was read');
    const found = new Uint8Array(readFileSync(path));
    rmSync(path);
    await createSaving({ path, file, found }).finish();
    expect(() => readFileSync(path)).toThrow('ENOENT');
    await createSaving({ path, file }).finish();
    expect(new Uint8Array(readFileSync(path))).toEqual(found);
  });
});
