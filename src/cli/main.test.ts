import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

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

function lab(args: readonly string[], stdout: 'pipe' | number = 'pipe') {
  const command = ['node_modules/.bin/tsx', 'src/cli/main.ts', 'train', ...args];
  return spawnSync(process.execPath, command, { encoding: 'utf8', stdio: ['ignore', stdout, 'pipe'] });
}

const events = (text: string): unknown[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('failures of the command', () => {
  it.each([
    ['a wrong option', ['--epoch', '1'], 2, /--epoch/],
    ['missing data', ['--dataset', 'mnist', '--data', 'src'], 1, /mnist/i],
    ['divergence', DIVERGING, 1, /No algorithm finished/],
  ])(
    '%s is the last JSON event, beside the exit status',
    (_name, args, status, words) => {
      const run = lab([...args, '--json']);
      expect(run.status).toBe(status);
      expect(events(run.stdout).at(-1)).toEqual({ type: 'failed', message: expect.stringMatching(words) });
    },
    60_000,
  );

  it.skipIf(!existsSync('/dev/full'))(
    'a full disk ends it with one line',
    () => {
      const full = openSync('/dev/full', 'w');
      const run = lab([...SMALL, '--json'], full);
      closeSync(full);
      expect(run.stderr).toBe('The output cannot be written: the disk is full (ENOSPC).\n');
      expect(run.status).toBe(1);
    },
    60_000,
  );
});
