/** `--start-from`: what is trained, what is said, and what is refused. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { writeTensors } from '../../experiment/files/safetensors';
import { readNetworkFile } from '../../exports/networkFile';
import { exportCommand } from '../export/export';
import { experimentCommand } from '../sweep/experiment';
import { sweepCommand } from '../sweep/sweep';
import { tableCommand } from '../sweep/table';
import { trainCommand } from './train';

const folder = mkdtempSync(join(tmpdir(), 'start-'));
const at = (name: string): string => join(folder, name);
const bytesAt = (name: string) => new Uint8Array(readFileSync(at(name)));
let [printed, said] = ['', ''];

/** Of plain SGD with batches in one order, two epochs are one and one more. */
const SETTINGS = [
  ...['--dataset', 'moons', '--rule', 'bp', '--optimizer', 'sgd', '--learning-rate', '0.05'],
  ...['--batch-order', 'fixed', '--measures', 'none'],
];

async function written(name: string, ...options: readonly string[]): Promise<string> {
  printed = '';
  await experimentCommand([...SETTINGS, ...options]);
  writeFileSync(at(name), printed);
  return at(name);
}
const problemOf = (work: Promise<void>): Promise<string> =>
  work.then(
    () => 'none',
    (error: Error) => error.message,
  );

beforeAll(async () => {
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  vi.spyOn(console, 'error').mockImplementation((text) => {
    said += `${String(text)}\n`;
  });
  const network = ['--hidden', '6,5', '--activation', 'relu'];
  for (const epochs of ['1', '2']) {
    const file = await written(`${epochs}.json`, ...network, '--epochs', epochs);
    await sweepCommand([file, '--out', at(epochs), '--weights']);
  }
  await exportCommand([at('1/1-bp-0.safetensors'), '--as', 'npz', '--out', at('one.npz')]);
});
afterAll(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  [printed, said] = ['', ''];
});

describe('runs start from the weights of a file', () => {
  it.each(['1/1-bp-0.safetensors', 'one.npz'])(
    '%s: after one more epoch they are where two epochs lead',
    async (file) => {
      const out = `from-${file.replaceAll('/', '-')}`;
      const network = file.endsWith('.npz') ? ['--activation', 'relu'] : [];
      const json = await written(`${out}.json`, ...network, '--start-from', at(file), '--epochs', '1');
      await sweepCommand([json, '--out', at(out), '--weights', '--start-from', at(file)]);
      const [once, twice] = [`${out}/1-bp-0.safetensors`, '2/1-bp-0.safetensors'].map(
        (name) => readNetworkFile(bytesAt(name)).arrays,
      );
      expect(once).toEqual(twice);
      expect(once).not.toEqual(readNetworkFile(bytesAt('1/1-bp-0.safetensors')).arrays);
    },
  );

  it('says what the file sets, and options override it', async () => {
    await trainCommand([...SETTINGS, '--start-from', at('1/1-bp-0.safetensors'), '--epochs', '1']);
    expect(said).toMatch(
      /^--start-from is 1-bp-0-[0-9a-f]{12}: --hidden 6,5 --activation relu --output-activation \w+ --bias yes; options override this. Trained by BP on Two moons, seed 0, 1 epoch.$/m,
    );
    const bare = [...SETTINGS, '--start-from', at('one.npz'), '--epochs', '1', '--hidden', '6,4'];
    expect(await problemOf(trainCommand(bare))).toBe(
      'Start from: “one.npz” does not fit: its layer2.W is [6, 5], and this network needs [6, 4]. Choose hidden layers and a data set like those of the file, or start from the seed.',
    );
  });

  it('a script for PyTorch begins with them', async () => {
    const json = await written('script.json', '--start-from', at('one.npz'), '--epochs', '1');
    const script = [json, '--as', 'pytorch', '--out', at('script.zip')];
    expect(await problemOf(exportCommand(script))).toMatch(
      /^The run bp-0 starts from the weights of a file “one” with the checksum [0-9a-f]{12}, which it does not contain. Give that file: --start-from FILE.$/,
    );
    await exportCommand([...script, '--start-from', at('one.npz')]);
    const own = unzipSync(unzipSync(bytesAt('script.zip'))['run.npz'] as Uint8Array);
    const given = unzipSync(bytesAt('one.npz'));
    const names = Object.keys(given).filter((name) => name.startsWith('layer'));
    expect(names).toHaveLength(6);
    for (const name of names) expect(own[name]).toEqual(given[name]);
  });
});

describe('an experiment that starts from weights', () => {
  it('is trained with the same content only, under any name', async () => {
    const json = await written('e.json', '--start-from', at('one.npz'), '--epochs', '1');
    const sweep = (out: string, ...options: readonly string[]) =>
      problemOf(sweepCommand([json, '--out', at(out), ...options]));
    expect(await sweep('none')).toMatch(
      /starts from the weights of a file “one” .* Give that file: --start-from FILE.$/,
    );
    expect(await sweep('none', '--start-from', at('2/1-bp-0.safetensors'))).toMatch(
      /; this file’s is [0-9a-f]{12}. Give the file with that content.$/,
    );
    expect(await sweep('renamed', '--start-from', at('1/1-bp-0.safetensors'))).toBe('none');
    // Shards whose files have other names are of one experiment.
    expect(readFileSync(at('renamed/experiment.json'), 'utf8')).toBe(readFileSync(json, 'utf8'));
    tableCommand([at('renamed')]);
    expect(printed).toContain('1 of 1');
    const seed = await written('seed.json', '--epochs', '1');
    expect(await problemOf(sweepCommand([seed, '--out', at('none'), '--start-from', at('one.npz')]))).toMatch(
      /^--start-from: “.*seed.json” starts from the seed. Leave it out.$/,
    );
  });

  it('a checkpoint needs them for runs that have not begun only', async () => {
    const options = [...SETTINGS, '--start-from', at('one.npz'), '--epochs', '1'];
    await trainCommand([...options, '--activation', 'relu', '--checkpoint', at('c.safetensors')]);
    const resume = ['--resume', at('c.safetensors')];
    expect(await problemOf(trainCommand(resume))).toBe('none');
    const resumeWith = (name: string) => problemOf(trainCommand([...resume, '--start-from', at(name)]));
    expect(await resumeWith('1/1-bp-0.safetensors')).toBe('none');
    expect(await resumeWith('2/1-bp-0.safetensors')).toMatch(
      /^--start-from: “.*c.safetensors” was trained with one-[0-9a-f]{12}, not 1-bp-0-[0-9a-f]{12}. Leave the option out, or start over without --resume.$/,
    );
  });
});

it.each([
  ['missing.npz', /^--start-from: “.*missing.npz” is not there. Name a file of weights/],
  ['c.safetensors', /^--start-from: “.*c.safetensors” is a checkpoint, of several runs perhaps: `lab export/],
  [
    '1',
    /^--start-from: “.*” is a folder, not a file. Name a file of weights, NPZ or safetensors, or write seed.$/,
  ],
  ['e.json', /^--start-from: “.*e.json” does not begin as a safetensors file does.$/],
])('%s is refused', async (name, message) => {
  const epochs = ['--epochs', '1'];
  expect(await problemOf(trainCommand([...SETTINGS, ...epochs, '--start-from', at(name)]))).toMatch(message);
});

it('weights of PyTorch’s names start the network that they are of', async () => {
  const shaped = (...shape: number[]) => ({
    shape,
    values: Float32Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => (i % 7) / 10 - 0.3),
  });
  const arrays = {
    '0.weight': shaped(3, 2),
    '0.bias': shaped(3),
    '2.weight': shaped(2, 3),
    '2.bias': shaped(2),
  };
  writeFileSync(
    at('torch.safetensors'),
    writeTensors({ metadata: {}, arrays: new Map(Object.entries(arrays)) }),
  );
  const json = await written(
    'torch.json',
    '--start-from',
    at('torch.safetensors'),
    '--freeze',
    '1,2',
    '--epochs',
    '1',
  );
  await sweepCommand([json, '--out', at('torch'), '--weights', '--start-from', at('torch.safetensors')]);
  // Frozen: what it began with.
  const { arrays: end, spec } = readNetworkFile(bytesAt('torch/1-bp-0.safetensors'));
  expect(spec.hidden).toEqual([3]);
  const W1 = arrays['0.weight'].values;
  expect(end['layer1.W']?.values).toEqual(Float32Array.of(...[0, 2, 4, 1, 3, 5].map((i) => W1[i] as number)));
  expect(end['layer2.b']?.values).toEqual(arrays['2.bias'].values);
});
