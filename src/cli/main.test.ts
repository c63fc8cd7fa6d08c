import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { readCheckpointFile } from '../experiment/files/checkpointFile';

const SMALL = ['--dataset', 'digits', '--rule', 'bp', '--hidden', '4', '--epochs', '1', '--backend', 'cpu'];
const DIVERGING = [
  ...[
    '--dataset',
    'synthetic-regression',
    '--rule',
    'bp',
    '--hidden',
    '4x2',
    '--epochs',
    '1',
    '--backend',
    'cpu',
  ],
  ...['--activation', 'relu', '--optimizer', 'sgd', '--learning-rate', '1000'],
];

function lab(args: readonly string[], stdout: 'pipe' | number = 'pipe', before: readonly string[] = []) {
  const command = [...before, inject('lab'), 'train', ...args];
  return spawnSync(process.execPath, command, { encoding: 'utf8', stdio: ['ignore', stdout, 'pipe'] });
}

const events = (text: string): unknown[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

/** The computed values, without times and other machine-dependent ones. */
function computed(event: unknown): object {
  const own = Object.entries(event as object);
  return Object.fromEntries(own.filter(([key]) => !/seconds|bytes|tensors/i.test(key)));
}

it('several seeds: all rules train with one seed before the next; each run equals the same run alone; every event names its run', () => {
  const small = ['--rule', 'bp,dfa', '--hidden', '4', '--epochs', '1', '--epoch-share', '0.1', '--json'];
  const all = events(lab([...small, '--seed', '5,3']).stdout).map(computed);
  const order = [...new Set(all.map((event) => (event as { run: string }).run))];
  expect(order).toEqual(['bp-5', 'dfa-5', 'bp-3', 'dfa-3']);
  for (const event of all) {
    expect(event).toMatchObject({ dataset: 'digits', rule: expect.any(String), seed: expect.any(Number) });
    const { run, rule, seed } = event as { run: string; rule: string; seed: number };
    expect(run).toBe(`${rule}-${seed}`);
  }
  const alone = events(lab([...small, '--seed', '3']).stdout).map(computed);
  expect(all.filter((event) => (event as { seed: number }).seed === 3)).toEqual(alone);
}, 60_000);

describe('a failing command', () => {
  it.each([
    ['a wrong option', ['--epoch', '1'], 2, /--epoch/],
    ['missing data', ['--dataset', 'mnist', '--data', 'src'], 1, /mnist/i],
    ['divergence', DIVERGING, 1, /No algorithm finished/],
  ])(
    '%s: prints the failure as the last JSON event and sets the exit status',
    (_name, args, status, words) => {
      const run = lab([...args, '--json']);
      expect(run.status).toBe(status);
      expect(events(run.stdout).at(-1)).toEqual({ type: 'failed', message: expect.stringMatching(words) });
    },
    60_000,
  );

  it.skipIf(!existsSync('/dev/full'))(
    'a full disk ends it with a one-line message',
    () => {
      const full = openSync('/dev/full', 'w');
      const run = lab([...SMALL, '--json'], full);
      closeSync(full);
      expect(run.stderr).toBe('The output cannot be written: the disk is full (ENOSPC).\n');
      expect(run.status).toBe(1);
    },
    60_000,
  );

  it('when checkpoints can no longer be written: prints the summary first and leaves the checkpoint file intact', () => {
    const folder = mkdtempSync(join(tmpdir(), 'full-'));
    const [path, full] = [join(folder, 'a.st'), join(folder, 'full.mjs')];
    // The disk is full from the third file on.
    writeFileSync(
      full,
      `import { createRequire, syncBuiltinESMExports } from 'node:module';
const fs = createRequire(import.meta.url)('node:fs/promises');
const { open } = fs;
let files = 0;
fs.open = async (path, flags, ...rest) => {
  if (flags === 'wx' && ++files >= 3) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
  return open(path, flags, ...rest);
};
syncBuiltinESMExports();
`,
    );
    const run = lab([...SMALL.with(1, 'xor').with(7, '9'), '--json', '--checkpoint', path], 'pipe', [
      '--import',
      full,
    ]);
    const message = `--checkpoint: “${path}” cannot be written: the disk is full: nothing more can be written to ${folder}. Free `;
    const [summary, failed] = events(run.stdout).slice(-2);
    expect(summary).toMatchObject({ type: 'summary', rule: 'bp', seed: 0, epoch: 2, interrupted: true });
    expect(failed).toEqual({ type: 'failed', message: expect.stringContaining(message) });
    expect(run.stderr.trimEnd().split('\n').at(-1)).toContain(`${message}`);
    expect(run.stderr).toContain(`The previous checkpoint is intact: resume with --resume ${path}.`);
    expect(run.status).toBe(1);
    const [kept] = readCheckpointFile(new Uint8Array(readFileSync(path))).runs;
    expect(kept).toMatchObject({ status: 'under way', kept: { epoch: 1 } });
    rmSync(folder, { recursive: true });
  }, 60_000);
});

it('several threads compute the same run, bit for bit, and keep no process alive', () => {
  // What the machine says of itself differs: its heap has workspace for each thread.
  const learned = ({ machine: _, ...event }: { machine?: unknown }): object => computed(event);
  const wide = [
    '--rule',
    'f3-error',
    '--hidden',
    '300x2',
    '--epochs',
    '1',
    '--epoch-share',
    '0.2',
    '--batch-size',
    '100',
  ];
  const [one, three] = ['1', '3'].map((threads) => lab([...wide, '--json', '--threads', threads]));
  expect(three?.stderr).toBe(one?.stderr);
  expect((events(three?.stdout ?? '') as object[]).map(learned)).toEqual(
    (events(one?.stdout ?? '') as object[]).map(learned),
  );
  expect(lab([...wide, '--threads', '17']).stderr).toContain('must be a whole number from 1 to 16');
});
