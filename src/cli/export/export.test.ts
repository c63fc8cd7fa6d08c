/** `lab export`: what the files of other tools hold is the network that was trained. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { findPython } from '../../../scripts/python';
import { chainOf, layerShapes } from '../../core/blocks/chain';
import { drawFeedback } from '../../core/feedback/feedbackWeights';
import { rules } from '../../core/rules';
import type { SummaryEvent } from '../../core/run/events';
import { readCheckpointFile } from '../../experiment/files/checkpointFile';
import { readNetworkFile } from '../../exports/networkFile';
import { experimentCommand } from '../sweep/experiment';
import { mergeCommand } from '../sweep/merge';
import { readRunFile } from '../sweep/runFile';
import { sweepCommand } from '../sweep/sweep';
import { loadSet } from '../train/setFiles';
import { trainCommand } from '../train/train';
import { UsageError } from '../usage';
import { exportCommand } from './export';

const SETTINGS = [
  ...['--dataset', 'moons', '--rule', 'bp,f3-error', '--hidden', '5x2', '--epochs', '3'],
  ...['--activation', 'tanh', '--feedback-redraw', 'epoch', '--measures', 'none'],
];

let printed = '';
let folder: string;
const at = (name: string): string => join(folder, name);
const bytesAt = (name: string) => new Uint8Array(readFileSync(at(name)));

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'export-'));
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  await experimentCommand(SETTINGS);
  writeFileSync(at('e.json'), printed);
  await sweepCommand([at('e.json'), '--out', at('swept'), '--weights']);
  await sweepCommand([at('e.json'), '--out', at('bare')]);
  await trainCommand([...SETTINGS, '--checkpoint', at('checkpoint.safetensors')]);
  await mergeCommand([at('bare'), '--out', at('merged.f3lab.json')]);
});
afterAll(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

/** Arrays of an NPZ file by name, each checked for its alignment. */
function arraysIn(name: string): Readonly<Record<string, { shape: number[]; values: Float32Array }>> {
  const files = Object.entries(unzipSync(bytesAt(name)));
  return Object.fromEntries(
    files.map(([file, bytes]) => {
      const start = 10 + new DataView(bytes.buffer, bytes.byteOffset).getUint16(8, true);
      const header = new TextDecoder('latin1').decode(bytes.subarray(10, start));
      expect(start % 64).toBe(0);
      const [, type, sizes = ''] =
        /^\{'descr': '(.+?)', 'fortran_order': False, 'shape': \((.*?),?\), \} *\n$/.exec(header) ?? [];
      expect(type).toBe('<f4');
      return [
        file.replace(/\.npy$/, ''),
        { shape: sizes.split(', ').map(Number), values: new Float32Array(bytes.slice(start).buffer) },
      ];
    }),
  );
}

it('the arrays are the network: a forward pass with them has the accuracy that the run reported', async () => {
  await exportCommand([at('swept/2-f3-error-0.json'), '--as', 'npz', '--out', at('f3.npz')]);
  const arrays = arraysIn('f3.npz');
  expect(Object.entries(arrays).map(([name, { shape }]) => [name, shape])).toEqual([
    ['input.mean', [2]],
    ['input.deviation', [2]],
    ['layer1.W', [2, 5]],
    ['layer1.b', [5]],
    ['layer2.W', [5, 5]],
    ['layer2.b', [5]],
    ['layer3.W', [5, 2]],
    ['layer3.b', [2]],
    ['feedback1', [2, 5]],
    ['feedback2', [2, 5]],
  ]);
  const of = (name: string): Float32Array => (arrays[name] as { values: Float32Array }).values;
  const { test } = await loadSet('moons', folder);
  const [mean, deviation] = [of('input.mean'), of('input.deviation')];
  let right = 0;
  for (let sample = 0; sample < test.size; sample += 1) {
    let h = [...test.inputs.subarray(2 * sample, 2 * sample + 2)].map(
      (raw, i) => (raw - (mean[i] as number)) / (deviation[i] as number),
    );
    for (const layer of [1, 2, 3]) {
      const [W, b] = [of(`layer${layer}.W`), of(`layer${layer}.b`)];
      const z = [...b].map((bias, j) =>
        h.reduce((sum, x, i) => sum + x * (W[i * b.length + j] as number), bias),
      );
      h = layer < 3 ? z.map(Math.tanh) : z;
    }
    const [one = 0, two = 0] = h;
    const label = test.targets.kind === 'classes' ? test.targets.labels[sample] : undefined;
    if (Number(two > one) === label) right += 1;
  }
  const file = readRunFile(readFileSync(at('swept/2-f3-error-0.json'), 'utf8'));
  const end = file?.events.at(-1) as SummaryEvent;
  expect(end.testAccuracy).toBeGreaterThan(0.8);
  expect(right / test.size).toBeCloseTo(end.testAccuracy, 12);
});

it('a sweep’s weights, a checkpoint’s and a network’s own file are the same network', async () => {
  for (const [from, out] of [
    ['swept/2-f3-error-0.json', 'a.safetensors'],
    ['swept/2-f3-error-0.safetensors', 'b.safetensors'],
    ['checkpoint.safetensors', 'c.safetensors'],
  ] as const)
    await exportCommand([at(from), '--run', 'f3-error-0', '--as', 'safetensors', '--out', at(out)]);
  expect(bytesAt('b.safetensors')).toEqual(bytesAt('a.safetensors'));
  expect(bytesAt('c.safetensors')).toEqual(bytesAt('a.safetensors'));
});

it('feedback weights are those of the last redraw', async () => {
  const { arrays, spec, ends } = readNetworkFile(bytesAt('swept/2-f3-error-0.safetensors'));
  const [, run] = readCheckpointFile(bytesAt('checkpoint.safetensors')).runs;
  const { draw } = (run as { feedback: { draw: number } }).feedback;
  expect(draw).toBeGreaterThan(0);
  const layers = layerShapes(chainOf(ends, spec.hidden));
  const [B1, B2] = drawFeedback(spec, rules[spec.rule], layers, draw);
  expect([arrays.feedback1?.values, arrays.feedback2?.values]).toEqual([B1, B2]);
});

it('pixels that were trained on as 0 … 1 are read so', async () => {
  const settings = ['--dataset', 'digits', '--training-samples', '100', '--hidden', '3', '--epochs', '1'];
  const own = [...settings, '--rule', 'bp', '--measures', 'none', '--input-scale', 'unit'];
  await trainCommand([...own, '--checkpoint', at('unit.safetensors')]);
  await exportCommand([at('unit.safetensors'), '--as', 'npz', '--out', at('unit.npz')]);
  const { 'input.mean': mean, 'input.deviation': deviation } = arraysIn('unit.npz');
  expect([mean?.values, deviation?.values]).toEqual([Float32Array.of(0), Float32Array.of(255)]);
});

const python = findPython('numpy');

it.skipIf(!python)('NumPy reads names, shapes and values', async () => {
  await exportCommand([at('swept/1-bp-0.safetensors'), '--as', 'npz', '--out', at('bp.npz')]);
  const { arrays } = readNetworkFile(bytesAt('swept/1-bp-0.safetensors'));
  const code = `import json, sys, numpy as np
z = np.load(sys.argv[1])
print(json.dumps({name: [str(z[name].dtype), z[name].shape, z[name].astype('f8').ravel().tolist()] for name in z.files}))`;
  const text = execFileSync(python ?? '', ['-c', code, at('bp.npz')], { encoding: 'utf8' });
  const { 'input.mean': _mean, 'input.deviation': _deviation, ...read } = JSON.parse(text);
  const own = Object.entries(arrays).map(([name, { shape, values }]) => [
    name,
    ['float32', shape, [...values]],
  ]);
  expect(read).toEqual(Object.fromEntries(own));
});

it('curves are those of the runs’ files: every number, once', async () => {
  printed = '';
  await exportCommand([at('swept'), '--as', 'csv']);
  const [head, ...rows] = printed
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  const column = (name: string): number => (head ?? []).indexOf(name);
  const values = rows
    .filter((row) => row[column('quantity')] === 'test_loss' && row[column('epoch')] !== '0')
    .map((row) => [row[column('run')], Number(row[column('epoch')]), Number(row[column('value')])]);
  const expected = ['1-bp-0', '2-f3-error-0'].flatMap((name) => {
    const file = readRunFile(readFileSync(at(`swept/${name}.json`), 'utf8'));
    return (file?.events ?? []).flatMap((event) =>
      event.type === 'epoch' ? [[file?.run, event.epoch, event.testLoss]] : [],
    );
  });
  expect(expected).toHaveLength(6);
  expect(values).toEqual(expected);
  await exportCommand([at('swept/1-bp-0.json'), '--as', 'csv', '--run', 'bp-0', '--out', at('bp.csv')]);
  const own = readFileSync(at('bp.csv'), 'utf8').trimEnd().split('\n');
  expect(own).toEqual(
    printed
      .trimEnd()
      .split('\n')
      .filter((line) => !line.startsWith('f3-error-0')),
  );
});

it('a run as a script is the same file whether it has been trained or not', async () => {
  printed = '';
  await experimentCommand(['--dataset', 'moons', '--rule', 'bp,f3-error', '--hidden', '5', '--epochs', '2']);
  writeFileSync(at('script.json'), printed);
  await sweepCommand([at('script.json'), '--out', at('scripted')]);
  const out = (name: string) => ['--run', 'f3-error-0', '--as', 'pytorch', '--out', at(name)];
  await exportCommand([at('script.json'), ...out('before.zip')]);
  await exportCommand([at('scripted/2-f3-error-0.json'), ...out('after.zip')]);
  expect(bytesAt('after.zip')).toEqual(bytesAt('before.zip'));
  expect(Object.keys(unzipSync(bytesAt('after.zip')))).toEqual(['train.py', 'run.npz']);
});

/** What the command refuses its arguments with; no file has been written. */
async function refusal(args: readonly string[]): Promise<string> {
  const before = readdirSync(folder);
  const thrown: unknown = await exportCommand(args).catch((reason: unknown) => reason);
  expect(thrown).toBeInstanceOf(UsageError);
  expect(readdirSync(folder)).toEqual(before);
  return (thrown as UsageError).message;
}

it.each([
  [[], /export needs a file with a run/],
  [['swept/1-bp-0.json'], /--as: name a format: npz, safetensors/],
  [['swept', '--as', 'csv', '--run', 'fa-0'], /has no curves of “fa-0”\. It has those of bp-0, f3-error-0/],
  [['checkpoint.safetensors', '--as', 'csv'], /has no experiment\.json/],
  [['swept/1-bp-0.json', '--as', 'h5'], /--as: “h5” is not a format\. The formats are: npz/],
  [['swept/1-bp-0.json', 'other.json', '--as', 'npz'], /takes one file: remove “.*other\.json”/],
  [['nothing.json', '--as', 'npz'], /nothing\.json” cannot be read/],
  [['swept', '--as', 'npz'], /swept” is a folder, not a file\. Name a run’s file/],
  [['e.json', '--run', 'bp-0', '--as', 'npz'], /no network of bp-0: it is an experiment file/],
  [
    ['merged.f3lab.json', '--run', 'f3-error-0', '--as', 'pytorch'],
    /--as pytorch: Feedback redraw: “epoch”.*Choose never/,
  ],
  [['bare/1-bp-0.json', '--as', 'npz'], /no network of bp-0: its weights were not kept.* --weights/],
  [['merged.f3lab.json', '--run', 'bp-0', '--as', 'npz'], /no network of bp-0: .*with weights/],
  [['checkpoint.safetensors', '--as', 'npz'], /several runs\. Name one with --run: bp-0, f3-error-0/],
  [['checkpoint.safetensors', '--run', 'fa-0', '--as', 'npz'], /has no run “fa-0”. It has bp-0, f3-error-0/],
  [['swept/1-bp-0.json', '--as', 'npz', '--out', 'e.json'], /--out: “.*e\.json” already exists/],
  [
    ['checkpoint.safetensors', '--run', 'bp-0', '--as', 'npz', '--dataset', 'mnist'],
    /trained on moons; this is mnist/,
  ],
] as const)('refuses %j', async (args, message) => {
  const files = /\.(json|safetensors)$|^swept$/;
  expect(await refusal(args.map((arg) => (files.test(arg) ? at(arg) : arg)))).toMatch(message);
});

it('refuses a damaged network, and says what is wrong', async () => {
  const bytes = bytesAt('swept/1-bp-0.safetensors');
  writeFileSync(at('cut.safetensors'), bytes.subarray(0, -4));
  const text = Buffer.from(bytes).toString('latin1').replace('layer2.W', 'layer7.W');
  writeFileSync(at('renamed.safetensors'), Buffer.from(text, 'latin1'));
  expect(await refusal([at('cut.safetensors'), '--as', 'npz'])).toMatch(/cut\.safetensors” is cut short/);
  expect(await refusal([at('renamed.safetensors'), '--as', 'npz'])).toMatch(
    /its settings need layer2\.W of shape \[5, 5\], and it is missing/,
  );
});

it('weights of runs that were swept without --weights are asked for in words', async () => {
  vi.mocked(console.error).mockClear();
  await sweepCommand([at('e.json'), '--out', at('bare'), '--resume', '--weights']);
  const said = vi.mocked(console.error).mock.calls.flat().join('\n');
  expect(said).toMatch(/The weights of 2 of them were not kept\. To have them, remove .*1-bp-0\.json/);
  expect(existsSync(at('bare/1-bp-0.safetensors'))).toBe(false);
});
