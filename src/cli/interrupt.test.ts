import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<'lab', string> };
const ENDLESS = ['--dataset', 'digits', '--rule', 'bp,dfa', '--hidden', '4', '--epochs', '1000'];

/** Starts the command line, sends the signal once an epoch was printed, and waits for the end. */
async function interrupted(line: readonly string[], signal: NodeJS.Signals, ...options: readonly string[]) {
  const [command = '', ...args] = line;
  const lab = spawn(command, [...args, 'train', ...ENDLESS, ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [output, errors, sent] = ['', '', false];
  lab.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  lab.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    if (sent || !/"type":"epoch"|epoch +1 /.test(output)) return;
    sent = true;
    lab.kill(signal);
  });
  const [status] = await once(lab, 'close');
  return { status, errors, lines: output.trimEnd().split('\n') };
}

// The command of "npm run lab": the signal reaches its one process, as from a tool that knows no process groups.
it('Ctrl-C prints a summary of the completed epochs, and later rules do not start', async () => {
  const { status, lines } = await interrupted(manifest.scripts.lab.split(' '), 'SIGINT', '--json');
  expect(status).toBe(130);
  const events = lines.map((line) => JSON.parse(line));
  const epochs = events.filter(({ type }) => type === 'epoch');
  const { epoch, step, testLoss, testAccuracy } = epochs.at(-1);
  expect(events.at(-1)).toMatchObject({
    ...{
      type: 'summary',
      run: 'bp-0',
      rule: 'bp',
      seed: 0,
      dataset: 'digits',
      interrupted: true,
      epoch,
      step,
      testLoss,
      testAccuracy,
    },
    bestTestLoss: Math.min(...epochs.map((one) => one.testLoss)),
  });
  expect(events.some(({ rule }) => rule === 'dfa')).toBe(false);
}, 60_000);

it('SIGTERM prints the summary as text, and how to resume from the checkpoint', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'interrupt-'));
  const path = join(folder, 'a.st');
  const { status, lines, errors } = await interrupted(
    [process.execPath, inject('lab')],
    'SIGTERM',
    '--checkpoint',
    path,
  );
  rmSync(folder, { recursive: true });
  expect(status).toBe(143);
  expect(errors).toMatch(new RegExp(`The checkpoint is saved\\. Resume with --resume ${path}\\.\n$`));
  expect(lines.join('\n')).toMatch(
    /interrupted at step [\d,]+; whole epochs done: \d+\.\n\nAlgorithm .*\nB\S+ .* %/,
  );
}, 60_000);
