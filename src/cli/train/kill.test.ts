/** `lab train` killed by SIGKILL and resumed prints what an uninterrupted run prints. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createStream } from '../../core/random/rng';
import { measuredKeys } from '../../core/run/events';
import { readCheckpointFile } from '../../experiment/files/checkpointFile';

/** KILLS=3 replays the kill times of that seed. */
const SEED = Number(process.env.KILLS ?? Date.now() % 100_000);
const KILLS = 4;
const MOST_TIME = 240_000;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kill-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Started {
  readonly args: readonly string[];
  readonly imports?: readonly string[];
  /** Kills the process after a number of output lines and milliseconds. */
  readonly kill?: { readonly lines: number; readonly milliseconds: number };
}

async function lab({ args, imports = [], kill }: Started) {
  const preloaded = imports.flatMap((module) => ['--import', module]);
  const child = spawn(process.execPath, [...preloaded, inject('lab'), 'train', ...args, '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [output, errors, due] = ['', '', false];
  const killSoon = (): void => {
    due = true;
    setTimeout(() => child.kill('SIGKILL'), kill?.milliseconds);
  };
  if (kill?.lines === 0) killSoon();
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    if (kill && !due && output.split('\n').length > kill.lines) killSoon();
  });
  const [status, signal] = await once(child, 'close');
  // Drop a line that the kill cut off.
  return { status, signal, errors, lines: output.split('\n').slice(0, -1) };
}

type Event = Readonly<Record<string, unknown>>;
const measured: ReadonlySet<string> = new Set(measuredKeys);
/** The computed values, as printed. */
function computed(line: string): { readonly key: string; readonly text: string } | undefined {
  const event = JSON.parse(line) as Event;
  if (event.type === 'resumed') return undefined;
  const { run, type, step } = event;
  const entries = Object.entries(event).filter(([name]) => !measured.has(name));
  return { key: [run, type, step].join(' '), text: JSON.stringify(Object.fromEntries(entries)) };
}
const allOf = (lines: readonly string[]): Map<string, string> =>
  new Map(lines.flatMap((line) => computed(line) ?? []).map(({ key, text }) => [key, text]));

/** The combined output of several processes equals that of one, apart from repetitions. */
function expectSame(found: readonly (readonly string[])[], whole: ReadonlyMap<string, string>): void {
  for (const lines of found) for (const [key, text] of allOf(lines)) expect(text, key).toBe(whole.get(key));
  expect(new Set(allOf(found.flat()).keys())).toEqual(new Set(whole.keys()));
}
const summariesOf = (lines: readonly string[]): string[] =>
  lines
    .flatMap((line) => computed(line) ?? [])
    .flatMap(({ key, text }) => (key.includes(' summary ') ? [text] : []));

const MOONS = ['--dataset', 'moons', '--hidden', '8x2', '--epochs', '30'];

describe('a process killed at any moment', () => {
  it.each([
    ['BP', 'bp.st', [...MOONS, '--rule', 'bp', '--seed', '0-2', '--measures', 'none']],
    ['F³', 'f3.st', [...MOONS, '--rule', 'f3-error,f3-loss', '--measures', 'error-correlation']],
  ])(
    `${KILLS} times and resumed, %s gives the same result, bit for bit`,
    async (_name, file, settings) => {
      const path = join(folder, file);
      const whole = await lab({ args: settings });
      expect(whole.status).toBe(0);
      const { below } = createStream(SEED, file);
      const how = () => (existsSync(path) ? ['--resume', path] : [...settings, '--checkpoint', path]);
      let outputs: string[][] = [];
      for (let kills = 0; kills < KILLS; ) {
        // One in four dies while it starts.
        const lines = below(4) === 0 ? 0 : 1 + below(Math.ceil(whole.lines.length / 30));
        const milliseconds = below(lines === 0 ? 500 : 20);
        const killed = await lab({ args: how(), kill: { lines, milliseconds } });
        if (killed.signal === 'SIGKILL') {
          kills += 1;
          outputs.push(killed.lines);
          continue;
        }
        // It finished before the kill: start over.
        expect(killed.status, `seed ${SEED}: ${killed.errors}`).toBe(0);
        expectSame([...outputs, killed.lines], allOf(whole.lines));
        rmSync(path);
        outputs = [];
      }
      const last = await lab({ args: how() });
      expect(last.status, `seed ${SEED}: ${last.errors}`).toBe(0);
      expectSame([...outputs, last.lines], allOf(whole.lines));
      // The last output contains the whole result.
      expect(summariesOf(last.lines)).toEqual(summariesOf(whole.lines));
      expect(readdirSync(folder).filter((name) => name.startsWith(file))).toEqual([file]);
    },
    MOST_TIME,
  );
});

const moments = ['open', 'write', 'rename', 'renamed'] as const;
/** A module that kills its process at a chosen call while writing the third file. */
function killer(moment: (typeof moments)[number]): string {
  const path = join(folder, `kill-${moment}.mjs`);
  writeFileSync(
    path,
    `import { createRequire, syncBuiltinESMExports } from 'node:module';
const fs = createRequire(import.meta.url)('node:fs/promises');
const { open, rename } = fs;
let files = 0;
const moment = '${moment}';
const meet = (now) => {
  if (files === 3 && now === moment) process.kill(process.pid, 'SIGKILL');
};
fs.open = async (path, flags, ...rest) => {
  const file = await open(path, flags, ...rest);
  if (flags !== 'wx') return file;
  files++;
  meet('open');
  const write = file.writeFile.bind(file);
  file.writeFile = async (bytes) => {
    if (files === 3 && moment === 'write') await write(bytes.subarray(0, bytes.length / 2));
    meet('write');
    return write(bytes);
  };
  return file;
};
fs.rename = async (...paths) => {
  meet('rename');
  await rename(...paths);
  meet('renamed');
};
syncBuiltinESMExports();
`,
  );
  return path;
}

describe('a process killed while it writes', () => {
  const settings = [
    '--dataset',
    'xor',
    '--rule',
    'bp',
    '--hidden',
    '4',
    '--epochs',
    '12',
    '--measures',
    'none',
  ];
  it(
    'leaves an intact file; the next start deletes partial files, and another backend can resume',
    async () => {
      const path = join(folder, 'write.st');
      const whole = await lab({ args: settings });
      const outputs: string[][] = [];
      for (const moment of moments) {
        const how = existsSync(path) ? ['--resume', path] : [...settings, '--checkpoint', path];
        const killed = await lab({ args: how, imports: [killer(moment)] });
        expect(killed.signal, killed.errors).toBe('SIGKILL');
        outputs.push(killed.lines);
        expect(readCheckpointFile(new Uint8Array(readFileSync(path))).runs).toMatchObject([
          { status: 'under way' },
        ]);
        const parts = readdirSync(folder).filter((name) => name.endsWith('.part'));
        expect(parts).toHaveLength(moment === 'renamed' ? 0 : 1);
      }
      const copy = join(folder, 'copy.st');
      copyFileSync(path, copy);
      const last = await lab({ args: ['--resume', path] });
      expectSame([...outputs, last.lines], allOf(whole.lines));
      const other = await lab({
        args: ['--resume', copy, '--backend', 'cpu', '--checkpoint', join(folder, 'cpu.st')],
      });
      expect(other.errors).toContain('curves match those of wasm only up to rounding');
      const [summary, same] = [other, whole].map(({ lines }) => JSON.parse(lines.at(-1) as string));
      expect(summary).toMatchObject({ type: 'summary', step: same.step, epoch: same.epoch });
      expect(summary.testLoss).toBeCloseTo(same.testLoss, 4);
      expect(readCheckpointFile(new Uint8Array(readFileSync(join(folder, 'cpu.st'))))).toMatchObject({
        backend: 'cpu',
        runs: [{ status: 'done' }],
      });
      expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
    },
    MOST_TIME,
  );
});
