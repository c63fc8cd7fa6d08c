import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { StageLostEvent } from '../../core/run/events';
import { defaultExperiment } from '../../experiment/defaults';
import { expand, type PlannedRun } from '../../experiment/expand';
import { jsonPrinter, runNames, textPrinter } from './printers';
import { trainCommand } from './train';

let root = '';
let printed: string[] = [];
let told: string[] = [];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'trace-'));
  [printed, told] = [[], []];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed.push(String(text));
    return true;
  });
  vi.spyOn(console, 'error').mockImplementation((text) => told.push(String(text)));
});
afterEach(() => {
  vi.restoreAllMocks();
  for (const signal of ['SIGINT', 'SIGTERM']) process.removeAllListeners(signal);
  process.exitCode = undefined;
  rmSync(root, { recursive: true });
});

const at = (name: string) => join(root, name);
const train = (...more: string[]) =>
  trainCommand([
    ...['--dataset', 'moons', '--rule', 'bp,f3-error', '--seed', '0-1', '--hidden', '4', '--epochs', '2'],
    ...['--batch-size', '200', '--backend', 'cpu', '--json', ...more],
  ]);

interface Read {
  readonly ph: string;
  readonly name: string;
  readonly pid: number;
  readonly ts: number;
  readonly dur: number;
  readonly args: { readonly name?: string };
}

it('writes the last epoch of every run, and prints no more than without', async () => {
  await train();
  const without = printed.map((line) => JSON.parse(line).type);
  printed = [];
  await train('--trace', at('t.json'));
  expect(printed.map((line) => JSON.parse(line).type)).toEqual(without);
  expect(told.at(-1)).toContain(at('t.json'));
  const { traceEvents } = JSON.parse(readFileSync(at('t.json'), 'utf8')) as { traceEvents: Read[] };
  const names = traceEvents.filter(({ name }) => name === 'process_name').map(({ args }) => args.name);
  expect(names).toEqual(
    ['BP, seed 0', 'F³-Error, seed 0', 'BP, seed 1', 'F³-Error, seed 1'].map((name) => `${name}, epoch 2`),
  );
  const first = traceEvents.filter(({ ph, pid }) => ph === 'X' && pid === 1).slice(0, 4);
  expect(first.map(({ name }) => name)).toEqual(['F1', 'F2', 'B2', 'B1'].map((one) => `${one} · batch 1`));
  const second = traceEvents.filter(({ ph, pid }) => ph === 'X' && pid === 2).slice(0, 4);
  expect(second.map(({ name }) => name)).toEqual(['F1', 'U1', 'F2', 'U2'].map((one) => `${one} · batch 1`));
});

it('refuses what it could not write, before it trains', async () => {
  writeFileSync(at('there'), 'mine');
  mkdirSync(at('folder'));
  for (const [name, problem] of [
    ['there', /--trace: “.*there” already exists\. Name a new file/],
    ['folder', /--trace: “.*folder” is a folder, not a file/],
    ['no/t.json', /--trace: “.*” cannot be written: there is no folder/],
  ] as const)
    await expect(train('--trace', at(name))).rejects.toThrow(problem);
  await expect(train('--trace', '')).rejects.toThrow('--trace: “” is not a file name');
  expect(readFileSync(at('there'), 'utf8')).toBe('mine');
  expect(printed).toEqual([]);
});

it('writes nothing where no epoch was completed', async () => {
  vi.mocked(process.stdout.write).mockImplementation(() => process.emit('SIGINT'));
  await train('--trace', at('t.json'));
  expect(existsSync(at('t.json'))).toBe(false);
  expect(told.join('\n')).toContain('no epoch was completed');
});

it('a lost stage is told on standard error alone', () => {
  const runs = expand({ ...defaultExperiment('moons'), rules: ['f3-error'] });
  const run = runs[0] as PlannedRun;
  const lost: StageLostEvent = {
    ...{
      type: 'stage-lost',
      run: run.id,
      step: 3,
      epoch: 1,
      stage: 1,
      reason: 'it was killed',
      alone: false,
    },
  };
  jsonPrinter(run).print(lost);
  textPrinter(runNames(runs)(run), 2, '').print({ ...lost, alone: true });
  expect(printed).toEqual([]);
  expect(told).toEqual([
    'F³-Error: stage 1 was lost (it was killed). The epoch began again, with the same result.',
    'F³-Error: stage 1 was lost (it was killed). The epoch began again without stages, with the same result.',
  ]);
});
