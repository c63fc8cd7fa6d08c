/** `lab sweep`: killed, shared out, and merged, it gives what one undisturbed process gives. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createStream } from '../../core/random/rng';
import { readNotebookFile } from '../../notebook/file';

const KILLS = 3;
/** KILLS=3 replays the kill times of that seed. */
const SEED = Number(process.env.KILLS ?? Date.now() % 100_000);

let folder: string;
const at = (name: string): string => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sweep-'));
  const { stdout, status } = lab('experiment', ...MOONS);
  expect(status).toBe(0);
  writeFileSync(at('e.json'), stdout);
  expect(lab('sweep', at('e.json'), '--out', at('whole')).status).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const MOONS = [
  ...['--dataset', 'moons', '--rule', 'bp,f3-error', '--seed', '0-1', '--hidden', '6/6x2', '--epochs', '8'],
  ...['--learning-rate', '0.01,f3-error=0.001/0.01'],
];
const RUNS = 12;

function lab(...args: readonly string[]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [inject('lab'), ...args], {
    encoding: 'utf8',
  });
  return { stdout, stderr, status };
}

/** Kills the process so many milliseconds after its first epoch. @returns the signal that ended it */
async function killed(args: readonly string[], milliseconds: number): Promise<unknown> {
  const child = spawn(process.execPath, [inject('lab'), ...args], { stdio: ['ignore', 'pipe', 'ignore'] });
  child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), milliseconds));
  child.stdout.resume();
  const [, signal] = await once(child, 'close');
  return signal;
}

const measured = /time|date|seconds|bytes|machine/i;
/** What a folder's results say that is computed, by file. */
function computed(name: string): Readonly<Record<string, string>> {
  const files = readdirSync(at(name)).filter((file) => file.endsWith('.json'));
  return Object.fromEntries(
    files.map((file) => {
      const json: unknown = JSON.parse(readFileSync(join(at(name), file), 'utf8'), (key, value) =>
        measured.test(key) ? undefined : value,
      );
      return [file, JSON.stringify(json)];
    }),
  );
}

it('writes a file for each run, and each run once', () => {
  expect(Object.keys(computed('whole'))).toHaveLength(RUNS + 1);
  expect(readdirSync(at('whole')).filter((file) => file.includes('part'))).toEqual([]);
});

it(`killed ${KILLS} times and resumed, it equals one that was not, in what is computed byte for byte`, async () => {
  const { below } = createStream(SEED, 'sweep');
  const long = ['--dataset', 'moons', '--rule', 'bp,f3-error', '--hidden', '6', '--epochs', '150'];
  writeFileSync(at('long.json'), lab('experiment', ...long).stdout);
  expect(lab('sweep', at('long.json'), '--out', at('undisturbed')).status).toBe(0);
  const args = ['sweep', at('long.json'), '--out', at('killed'), '--resume'];
  let kills = 0;
  for (let tries = 0; kills < KILLS && tries < 20; tries += 1)
    if ((await killed(args, 250 + below(250))) === 'SIGKILL') kills += 1;
    else rmSync(at('killed'), { recursive: true });
  expect(kills).toBe(KILLS);
  expect(lab(...args).status, `seed ${SEED}`).toBe(0);
  expect(computed('killed'), `seed ${SEED}`).toEqual(computed('undisturbed'));
  expect(readdirSync(at('killed')).filter((file) => file.includes('part'))).toEqual([]);
}, 120_000);

it('a run goes on from its last checkpoint, not from the beginning', async () => {
  const one = ['--dataset', 'moons', '--rule', 'f3-error', '--hidden', '6', '--epochs', '2000'];
  writeFileSync(at('one.json'), lab('experiment', ...one).stdout);
  const args = ['sweep', at('one.json'), '--out', at('stopped')];
  expect(await killed(args, 1500)).toBe('SIGKILL');
  expect(readdirSync(at('stopped'))).toContain('1-f3-error-0.part');
  const command = [inject('lab'), ...args, '--resume'];
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'ignore'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    // Ctrl-C keeps the checkpoint of the last epoch.
    if (output === '') child.kill('SIGINT');
    output += text;
  });
  const [status] = await once(child, 'close');
  expect(output).toMatch(/^f3-error-0 resumes after epoch [1-9]\d*\.\n/);
  expect(status).toBe(130);
  expect(readdirSync(at('stopped'))).toContain('1-f3-error-0.part');
}, 60_000);

describe('three shards', () => {
  beforeAll(() => {
    for (const i of [1, 2, 3])
      expect(lab('sweep', at('e.json'), '--out', at(`shard${i}`), '--shard', `${i}/3`).status).toBe(0);
  });

  it('merged are one run, whatever their order; the page reads the file', () => {
    const shards = ['shard3', 'shard1', 'shard2'].map(at);
    const time = (text: string): string =>
      text.replaceAll(/"(\w*Seconds|seconds|created|ended|testSeconds)":[^,}]+/g, '');
    expect(lab('merge', ...shards, '--out', at('merged.f3lab.json')).status).toBe(0);
    const merged = readFileSync(at('merged.f3lab.json'), 'utf8');
    const read = readNotebookFile(merged);
    expect(read).toMatchObject({ ok: true, problems: [] });
    if (!read.ok) return;
    expect(read.file.runs.map(({ state, epoch }) => [state, epoch])).toEqual(Array(RUNS).fill(['done', 8]));
    expect(read.file.curves.map(([piece]) => piece?.epochs.length)).toEqual(Array(RUNS).fill(8));
    const whole = readNotebookFile(lab('merge', at('whole')).stdout);
    const plain = (file: unknown): string =>
      time(JSON.stringify(file).replaceAll(/"machine":\{[^}]*\}/g, ''));
    const results = (one: typeof read) => one.file.runs.map(({ id, reached }) => [id, reached?.testLoss]);
    expect(whole.ok && results(whole)).toEqual(results(read));
    expect(whole.ok && plain(whole.file.curves)).toBe(plain(read.file.curves));
  });

  it('with one missing, the merge says which runs have no result, and they wait', () => {
    const { stdout, stderr, status } = lab('merge', at('shard1'), at('shard3'));
    expect(status).toBe(0);
    expect(stderr).toMatch(/4 of 12 runs have no result: f3-error-0 hidden=6 learning-rate=/);
    const read = readNotebookFile(stdout);
    expect(read.ok && read.file.runs.filter(({ state }) => state === 'waiting')).toHaveLength(4);
  });

  it('the table has means over the seeds, of merged shards as of the whole', () => {
    /** Without the seconds at the end. */
    const computedPart = (row: string): string => row.replace(/\s+\S+ s$/, '');
    const { stdout } = lab('table', at('shard1'), at('shard2'), at('shard3'));
    const rows = stdout.split('\n').map(computedPart);
    for (const source of ['whole', 'merged.f3lab.json'])
      expect(lab('table', at(source)).stdout.split('\n').map(computedPart)).toEqual(rows);
    expect(rows[0]).toBe('BP, F³-Error on Two moons by hidden layers and learning rate, 2 seeds');
    expect(rows.filter((row) => /^(BP|F³-Error) · .* 2 of 2 /.test(row))).toHaveLength(6);
  });
});

it('an imported data set: its file is given again, must be the same, and is not needed to merge', () => {
  const rows = Array.from({ length: 60 }, (_, i) => `${i},${(i * 7) % 13},${i % 2 ? 'x' : 'y'}`);
  writeFileSync(at('own.csv'), `a,b,kind\n${rows.join('\n')}\n`);
  writeFileSync(at('other.csv'), `a,b,kind\n${rows.reverse().join('\n')}\n`);
  const data = ['--dataset', at('own.csv')];
  const written = lab('experiment', ...data, '--rule', 'bp', '--hidden', '4', '--epochs', '1/2');
  writeFileSync(at('own.json'), written.stdout);
  const sweep = ['sweep', at('own.json'), '--out', at('own')];
  expect(lab(...sweep).stderr).toMatch(/own-own-[0-9a-f]{12}/);
  expect(lab(...sweep, '--dataset', at('other.csv')).stderr).toMatch(
    /--dataset: the experiment trains on own-own-/,
  );
  expect(lab(...sweep, ...data).status).toBe(0);
  const { stdout, stderr } = lab('table', at('own'));
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^BP on own by epochs\n/);
  expect(readNotebookFile(lab('merge', at('own')).stdout)).toMatchObject({ ok: true, problems: [] });
}, 60_000);
