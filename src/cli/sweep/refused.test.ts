/** What the commands of sweeps refuse: the message names the file or the option, and nothing is lost. */
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { trainCommand } from '../train/train';
import { UsageError } from '../usage';
import { experimentCommand } from './experiment';
import { mergeCommand } from './merge';
import { sweepCommand } from './sweep';
import { readSweepOptions } from './sweepOptions';
import { tableCommand } from './table';

type Command = (args: readonly string[]) => void | Promise<void>;

let printed = '';
let folder: string;
const at = (name: string): string => join(folder, name);

async function experiment(name: string, ...args: readonly string[]): Promise<void> {
  printed = '';
  await experimentCommand(['--dataset', 'moons', '--hidden', '4', '--measures', 'none', ...args]);
  writeFileSync(at(name), printed);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'refused-'));
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  await experiment('e.json', '--rule', 'bp,dfa', '--epochs', '1/2');
  await experiment('other.json', '--epochs', '1');
  await sweepCommand([at('e.json'), '--out', at('whole')]);
});
afterAll(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

it('results of an earlier lab, which had fewer settings, are those of the same experiment', async () => {
  cpSync(at('whole'), at('earlier'), { recursive: true });
  const sha = (text: string): string => createHash('sha256').update(text).digest('hex');
  const now = readFileSync(join(at('earlier'), 'experiment.json'), 'utf8');
  const then = now.replace(/^.*"saltPepper".*\n/m, '');
  expect(then).not.toBe(now);
  writeFileSync(join(at('earlier'), 'experiment.json'), then);
  for (const name of readdirSync(at('earlier')).filter((file) => /^\d+-/.test(file))) {
    const path = join(at('earlier'), name);
    writeFileSync(path, readFileSync(path, 'utf8').replace(sha(now), sha(then)));
  }
  printed = '';
  tableCommand([at('whole')]);
  const table = printed;
  printed = '';
  tableCommand([at('earlier')]);
  expect(printed).toBe(table);
  await sweepCommand([at('e.json'), '--out', at('earlier'), '--resume']);
  expect(vi.mocked(console.error).mock.calls.flat()).toContain('4 of 4 runs are there.');
});

const contents = (): readonly string[] =>
  readdirSync(at('whole')).map((name) => `${name} ${readFileSync(join(at('whole'), name), 'utf8')}`);

/** What a command refuses its arguments with; nothing of the results has changed. */
async function refusal(command: Command, ...args: readonly string[]): Promise<string> {
  const before = contents();
  const thrown: unknown = await Promise.resolve()
    .then(() => command(args))
    .catch((reason: unknown) => reason);
  expect(thrown).toBeInstanceOf(UsageError);
  expect(contents()).toEqual(before);
  return (thrown as UsageError).message;
}

it.each([
  [[], /sweep needs an experiment file/],
  [['e.json'], /--out: name a folder/],
  [['e.json', 'f.json', '--out', 'new'], /takes one experiment file: remove “f.json”/],
  [['e.json', '--out', 'new', '--shard', '4/3'], /--shard: “4\/3” is not I\/N/],
  [['e.json', '--out', 'new', '--shard', '0/3'], /--shard: “0\/3” is not I\/N/],
  [['e.json', '--out', 'new', '--epochs', '3'], /Unknown option '--epochs'/],
  [['e.json', '--out', 'package.json'], /--out: “package.json” is not a folder/],
] as const)('sweep %j', (args, words) => {
  expect(() => readSweepOptions(args)).toThrow(words);
});

it.each([
  ['results that are there', ['e.json', '--out', 'whole'], /has 4 of these 4 runs. Go on with --resume/],
  ['another experiment', ['other.json', '--out', 'whole', '--resume'], /results of another experiment/],
  ['a folder of other files', ['e.json', '--out', '.'], /has other files/],
  [
    'a data set that is not wanted',
    ['e.json', '--out', 'new', '--dataset', 'mnist'],
    /trains on moons. Leave/,
  ],
  ['a missing file', ['none.json', '--out', 'new'], /none.json” cannot be read \(.*\). Name a file that/],
] as const)('a sweep over %s', async (_name, args, words) => {
  const places = args.map((arg) => (/^\w+\.json$|^(new|whole|\.)$/.test(arg) ? at(arg) : arg));
  expect(await refusal(sweepCommand, ...places)).toMatch(words);
});

it('a backend that Node lacks', async () => {
  const text = readFileSync(at('e.json'), 'utf8').replace('"backend": "auto"', '"backend": "webgpu"');
  writeFileSync(at('gpu.json'), text);
  expect(await refusal(sweepCommand, at('gpu.json'), '--out', at('new'))).toMatch(
    /names the backend webgpu, which Node/,
  );
});

it('folders that are none of a sweep, and a file in the place of a merged one', async () => {
  expect(await refusal(mergeCommand)).toMatch(/merge needs the folders/);
  expect(await refusal(mergeCommand, at('none'))).toMatch(/none” is not a folder/);
  expect(await refusal(mergeCommand, folder)).toMatch(/has no experiment.json/);
  expect(await refusal(mergeCommand, at('whole'), '--out', at('e.json'))).toMatch(/e.json” already exists/);
  cpSync(at('whole'), at('described'), { recursive: true });
  writeFileSync(join(at('described'), 'dataset.json'), '{"id": "own-x-0123456789ab"}');
  expect(await refusal(tableCommand, at('described'))).toMatch(/dataset.json” does not describe a data set/);
  expect(await refusal(tableCommand, at('e.json'))).toMatch(/e.json” is not a notebook file/);
  await sweepCommand([at('other.json'), '--out', at('another')]);
  expect(await refusal(tableCommand, at('whole'), at('another'))).toMatch(/results of different experiments/);
});

/** A copy of the results in which one file is changed. */
function changed(name: string, change: (text: string) => string): string {
  cpSync(at('whole'), at(name), { recursive: true });
  const path = join(at(name), '2-dfa-0.json');
  writeFileSync(path, change(readFileSync(path, 'utf8')));
  return at(name);
}

it('results on different data, damaged ones, and one run with two results', async () => {
  const others = changed('data', (text) => text.replace(/"checksum": "/, '"checksum": "0'));
  expect(await refusal(tableCommand, others)).toMatch(/dfa-0.json” were trained on different data/);
  const damaged = changed('damaged', (text) => text.slice(0, -20));
  expect(await refusal(mergeCommand, damaged)).toMatch(/is not the result of run dfa-0.*, or is damaged/);
  expect(await refusal(sweepCommand, at('e.json'), '--out', damaged, '--resume')).toMatch(
    /2-dfa-0.json” is not the result of run/,
  );
  const second = changed('second', (text) => text.replace(/"trainingLoss":\d/, '"trainingLoss":9'));
  expect(await refusal(mergeCommand, at('whole'), second)).toMatch(/are the same run with different results/);
});

it('lists, and options that an experiment file does not have', async () => {
  expect(await refusal(experimentCommand, '--epochs', '1/')).toMatch(
    /--epochs: Epochs: “1\/” has nothing on one side/,
  );
  expect(await refusal(experimentCommand, '--json')).toMatch(/--json is not in an experiment file/);
  expect(await refusal(trainCommand, '--epochs', '1/2')).toMatch(
    /Several values are a sweep: `lab experiment` takes them/,
  );
  expect(await refusal(trainCommand, '--config', at('e.json'))).toMatch(/is a sweep: Epochs with several/);
});

it('a part that is damaged is not used, and the person is told', async () => {
  cpSync(at('whole'), at('parted'), { recursive: true });
  rmSync(join(at('parted'), '2-dfa-0.json'));
  writeFileSync(join(at('parted'), '2-dfa-0.part'), 'not a part');
  await sweepCommand([at('e.json'), '--out', at('parted'), '--resume']);
  expect(vi.mocked(console.error)).toHaveBeenCalledWith(
    expect.stringMatching(/2-dfa-0.part” cannot be resumed: .* or it is damaged. Its run begins again\.$/),
  );
  expect(readdirSync(at('parted')).sort()).toEqual(readdirSync(at('whole')).sort());
});
