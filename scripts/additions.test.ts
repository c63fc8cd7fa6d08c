/**
 * Adds one dummy of each kind to a copy of the project, as `docs/adding` says: a file with its registry entry, or one
 * entry of the field list. Nothing else is edited, and each must appear everywhere it should.
 */
import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addFile } from './additions/copy';
import { copyWithAdditions } from './additions/dummies';
import { bundleCommand } from './commandBundle';

let copy: string;
/** The copy's command line. */
let command: string;

interface Ended {
  readonly code: number | null;
  readonly output: string;
}
/** Runs Node in the copy. */
const node = (...args: readonly string[]): Promise<Ended> =>
  new Promise((done) => {
    const env = { ...process.env, NO_COLOR: '1', VITEST: undefined, NODE_ENV: undefined };
    const child = spawn(process.execPath, args, { cwd: copy, env });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString();
      });
    child.on('close', (code) => done({ code, output }));
  });
const lab = (...args: readonly string[]): Promise<Ended> => node(command, ...args);

beforeAll(async () => {
  copy = await copyWithAdditions();
  await addFile(copy, 'appears.test.ts', 'src/appears.test.ts');
  command = await bundleCommand(copy, 'dist.lab');
});
afterAll(() => rm(copy, { recursive: true, force: true }));

describe('a file and its registry entry', () => {
  it('are enough for types and tests', async () => {
    const tests = [
      'src/appears.test.ts',
      'src/cli/lists.test.ts',
      'src/experiment/fields/fields.test.ts',
      ...['file', 'link', 'repeatedKeys', 'view'].map((name) => `src/experiment/files/${name}.test.ts`),
      'src/store/settings',
      'src/views/lab/print/printedSettings.test.ts',
      'src/views/lab/settings',
      'src/views/app/page',
      'src/figures/theme',
    ];
    const vitest = (...args: readonly string[]): Promise<Ended> =>
      node('node_modules/vitest/vitest.mjs', 'run', '--maxWorkers=1', ...args);
    const [types, tested] = await Promise.all([
      node('node_modules/typescript/bin/tsc', '-p', 'tsconfig.test.json', '--incremental', 'false'),
      (async () => [
        await vitest(...tests),
        // Of the block; those of all other blocks are the project's own.
        await vitest('src/core/blocks/blocks.test.ts', 'src/kernels/blocks.test.ts', '-t', 'dummy|chain'),
      ])(),
    ]);
    expect(types).toEqual({ code: 0, output: '' });
    for (const one of tested) expect(one, one.output).toMatchObject({ code: 0 });
    // A name that matches nothing would pass.
    expect(tested[1]?.output).toMatch(/Test Files +2 passed/);
  }, 300_000);

  it('add flags and lists to the command line', async () => {
    const [help, rules, measures, networks] = await Promise.all([
      lab('train', '--help'),
      lab('rules'),
      lab('measures'),
      lab('networks'),
    ]);
    expect(help.output).toMatch(/--dummy-width +a number \[3\]/);
    expect(help.output).toMatch(/--dummy-mode +a choice: per-layer, shared \[per-layer\]/);
    expect(help.output).toMatch(/--dummy-switch +a switch: yes or no \[yes\]/);
    expect(help.output).toMatch(/--hidden +from the input up: .*dummy:500\) or none \[500\]/s);
    expect(networks.output).toMatch(/^ {2}dummy +Dummy block +A dense layer at half volume\./m);
    expect(rules.output).toMatch(/^ {2}dummy +Dummy rule +Hidden layers are given half the target\./m);
    expect(measures.output).toMatch(/^ {2}dummy +Dummy measure +Sum of squared weights\./m);
  }, 60_000);

  it('make a rule and a measure usable in a run', async () => {
    const chosen = ['--rule', 'bp,dummy', '--measures', 'dummy', '--dummy-width', '5'];
    const { code, output } = await lab(
      ...['train', '--dataset', 'xor', '--hidden', '4', '--epochs', '1', '--json'],
      ...chosen,
    );
    expect({ code, output }).toMatchObject({ code: 0 });
    const events: { rule?: string; type: string; values?: { dummy?: { squares: number[] } } }[] = output
      .trim()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line));
    const own = events.filter(({ rule }) => rule === 'dummy');
    expect(own.map(({ type }) => type)).toContain('summary');
    const squares = own.flatMap(({ values }) => (values?.dummy ? [values.dummy.squares] : []));
    // Before training and after the epoch, for both layers.
    expect(squares.map(({ length }) => length)).toEqual([2, 2]);
    for (const value of squares.flat()) expect(value).toBeGreaterThan(0);
  }, 60_000);

  it('make a block usable in a run, with equal results on every backend', async () => {
    const lossesOf = async (block: string, backend: string): Promise<number[]> => {
      const { code, output } = await lab(
        ...['train', '--dataset', 'xor', '--epochs', '2', '--rule', 'bp,fa', '--json'],
        ...['--hidden', `${block}:6x2`, '--backend', backend],
      );
      expect({ code, output }).toMatchObject({ code: 0 });
      return [...output.matchAll(/"testLoss":([\d.]+)/g)].map(([, loss]) => Number(loss));
    };
    const [dense, cpu, wasm] = await Promise.all([
      lossesOf('dense', 'wasm'),
      lossesOf('dummy', 'cpu'),
      lossesOf('dummy', 'wasm'),
    ]);
    expect(cpu.length).toBeGreaterThanOrEqual(4);
    expect(wasm).toHaveLength(cpu.length);
    for (const [i, loss] of cpu.entries()) expect(Math.abs((wasm[i] as number) - loss)).toBeLessThan(1e-4);
    expect(wasm).not.toEqual(dense);
  }, 60_000);

  it('appear in the generated docs', async () => {
    expect(await node('--import', 'tsx', 'scripts/docs.ts')).toEqual({ code: 0, output: '' });
    const docs = await readFile(join(copy, 'docs/algorithms.md'), 'utf8');
    for (const line of ['| `dummy` | Dummy rule | target | direct |', '| `dummy` | Dummy measure |'])
      expect(docs).toContain(line);
    expect(docs).toContain('| Dummy width | Network | `--dummy-width` | `dummyWidth` | `3` | a number |');
    expect(docs).toContain('| `dummy` | Dummy block | `units` 500 (1 to 8192) |');
  }, 60_000);
});
