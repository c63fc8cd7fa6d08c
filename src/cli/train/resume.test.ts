import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CheckpointState } from '../../core/run/checkpoint';
import type { Experiment } from '../../core/run/spec';
import { trainingChecksum } from '../../data/storage/contentChecksum';
import { defaultExperiment } from '../../experiment/defaults';
import { expand } from '../../experiment/expand';
import {
  type CheckpointFile,
  type KeptRun,
  writeCheckpointFile,
} from '../../experiment/files/checkpointFile';
import { writeExperimentFile } from '../../experiment/files/file';
import { UsageError } from '../usage';
import { labVersion } from '../version';
import { openCheckpointFiles, remembered, savingOf } from './checkpointFiles';
import { writeChecksum } from './fileChecksum';
import { openFiles } from './ownData';
import { checkData, openResumed, resumedExperiment, resumeNotes } from './resume';
import { loadSet } from './setFiles';
import { trainCommand } from './train';
import { parseOptions, readTrainOptions } from './trainOptions';

let root: string;
let path: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'resume-'));
  path = join(root, 'a.st');
});
afterAll(() => rmSync(root, { recursive: true }));

const experiment: Experiment = {
  ...defaultExperiment('moons'),
  rules: ['bp', 'f3-error'],
  seeds: [0, 1, 2],
  learningRate: { ...defaultExperiment('moons').learningRate, bp: 0.01 },
  freeze: [{ layer: 1, from: 2 }],
};
const waiting = (of: Experiment) =>
  expand(of).map(({ id, spec: { rule, seed } }) => ({ id, rule, seed, status: 'waiting' as const }));

/** Writes a file that a command left. */
function put(of: Experiment, change: Partial<CheckpointFile> = {}): void {
  const file: CheckpointFile = {
    experiment: writeExperimentFile(of),
    dataset: of.dataset,
    ...{ checksum: 'ab', backend: 'wasm', lab: labVersion(), runs: waiting(of) },
    ...change,
  };
  const bytes = writeCheckpointFile(file);
  writeChecksum(bytes);
  writeFileSync(path, bytes);
}
const resume = async (...args: string[]) => resumedExperiment(await openResumed(path), parseOptions(args));

describe('settings beside --resume', () => {
  it('are optional, and may spell the same value differently', async () => {
    put(experiment);
    expect(await resume()).toEqual(experiment);
    const typed = ['--rule', 'f3-error,bp', '--seed', ' 0,1,2', '--dataset', 'moons', '--activation', 'tanh'];
    expect(await resume(...typed, '--learning-rate', 'bp=1e-2')).toEqual(experiment);
    // The rate of an algorithm that is not trained changes nothing.
    expect(await resume('--learning-rate', 'dfa=7')).toEqual(experiment);
    const config = join(root, 'settings.json');
    writeFileSync(config, writeExperimentFile(experiment));
    expect(await resume('--config', config)).toEqual(experiment);
  });

  it.each([
    [
      ['--optimizer', 'sgd'],
      /^--optimizer: “.*a\.st” was trained with adam, not sgd\. Leave the option out, or start/,
    ],
    [['--seed', '0-1'], /^--seed: “.*” was trained with 0-2, not 0,1\./],
    [['--rule', 'bp'], /^--rule: “.*” was trained with bp,f3-error, not bp\./],
    [['--dataset', 'xor'], /^--dataset: “.*” was trained with moons, not xor\./],
    [['--learning-rate', 'f3-error=7'], /^--learning-rate: “.*” was trained with /],
    [['--epochs', '7'], /^--epochs: /],
    [['--freeze', 'none'], /^--freeze: /],
    [['--measures', 'none'], /^--measures: /],
  ])('%j that differ from the file are refused by name', async (args, words) => {
    put(experiment);
    await expect(resume(...args)).rejects.toThrow(words);
    await expect(resume(...args)).rejects.toThrow(UsageError);
  });

  it('are all named if several differ, including an option that only the other optimizer has', async () => {
    put(experiment);
    const problem = await resume(
      '--optimizer',
      'momentum',
      '--optimizer-options',
      'momentum=0.8',
      '--epochs',
      '3',
    ).catch((reason) => reason);
    expect(problem.message.split('\n').map((line: string) => line.split(':')[0])).toEqual([
      '--optimizer',
      '--optimizer-options',
      '--epochs',
    ]);
    expect(problem.message).toContain('was trained with default, not momentum=0.8.');
    expect(problem.message.endsWith('Leave the options out, or start over without --resume.')).toBe(true);
  });

  it('of a --config file are compared if present', async () => {
    put(experiment);
    const config = join(root, 'other.json');
    const other = { format: 'f3-lab experiment', version: 2, experiment: { dataset: 'moons', epochs: 4 } };
    writeFileSync(config, JSON.stringify(other));
    await expect(resume('--config', config)).rejects.toThrow(
      `--config ${config}, epochs: “${path}” was trained with`,
    );
  });

  it('may name another backend, whose rounding applies from then on', async () => {
    put({ ...experiment, backend: 'cpu' }, { backend: 'cpu' });
    const notes = async (...args: string[]) =>
      resumeNotes(await openResumed(path), await resume(...args)).join('\n');
    expect(await notes()).toBe('');
    expect(await notes('--backend', 'auto')).toBe('');
    expect(await notes('--backend', 'wasm')).toMatch(
      /computed on cpu so far: .* those of cpu only up to rounding/,
    );
    expect((await resume('--backend', 'wasm')).backend).toBe('wasm');
    // The page computes where the command line cannot.
    put(experiment, { backend: 'webgpu', lab: '0.0.1' });
    expect((await resume()).backend).toBe('auto');
    put({ ...experiment, backend: 'webgpu' }, { backend: 'webgpu', lab: '0.0.1' });
    expect((await resume()).backend).toBe('wasm');
    expect(await notes()).toMatch(
      /computed on webgpu so far: .*\n.*written by version 0\.0\.1 of the lab; this is/,
    );
    const typed = parseOptions(['--backend', 'webgpu']);
    const keeping = await openCheckpointFiles({ ...typed, resume: path });
    expect(() => readTrainOptions(typed, remembered(keeping, typed))).toThrow(
      /webgpu is not available in Node/,
    );
  });
});

describe('a file that cannot be resumed', () => {
  it.each([
    ['no such file', 'nowhere.st', /cannot be read \(ENOENT/],
    ['a folder', '.', /is a folder, not a file/],
    [
      'something else',
      'README.md',
      /does not begin as a safetensors file does\. Name a file that --checkpoint wrote/,
    ],
    ['data', 'package.json', /--resume: “package\.json”/],
  ])('%s is reported as such', async (_name, other, words) => {
    await expect(openResumed(other)).rejects.toThrow(words);
    await expect(openResumed(other)).rejects.toThrow(UsageError);
  });

  it('one with a flipped bit in a weight is refused', async () => {
    const [first, ...others] = waiting(experiment);
    const arrays = { 'layer1.W': { shape: [1], values: Float32Array.of(1) } };
    const kept = { epoch: 1, state: { step: 7 } as CheckpointState, arrays };
    put(experiment, { runs: [{ ...(first as KeptRun), status: 'under way', kept }, ...others] });
    const bytes = readFileSync(path);
    bytes[bytes.length - 1] = (bytes.at(-1) as number) ^ 1;
    writeFileSync(path, bytes);
    await expect(openResumed(path)).rejects.toThrow(
      `--resume: “${path}” is damaged: it was changed after it was written (`,
    );
  });

  it('a state that the engine cannot resume is refused before anything is written', async () => {
    const checksum = await trainingChecksum(await loadSet('moons', root));
    const [first, ...others] = waiting(experiment);
    const kept = { epoch: 1, state: { step: 7 } as CheckpointState, arrays: {} };
    put(experiment, { checksum, runs: [{ ...(first as KeptRun), status: 'under way', kept }, ...others] });
    const before = readFileSync(path);
    await expect(trainCommand(['--resume', path, '--backend', 'cpu', '--json'])).rejects.toThrow(
      `--resume: “${path}” cannot be resumed. Checkpoint: `,
    );
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('unknown settings, and runs that do not match the settings, are refused', async () => {
    put(experiment, { experiment: writeExperimentFile(experiment).replace('"adam"', '"adamw"') });
    await expect(resume()).rejects.toThrow(
      /the settings in “.*” cannot be used\. Optimizer: “adamw” is not known/,
    );
    put(experiment, { experiment: '{}' });
    await expect(resume()).rejects.toThrow(/cannot be used\. It does not say "format"/);
    put(experiment, { runs: waiting({ ...experiment, seeds: [0, 1] }) });
    await expect(resume()).rejects.toThrow(/is damaged: its runs are not those of its settings/);
  });
});

describe('data', () => {
  it('of a built-in set that have changed are refused, with both checksums', async () => {
    put(experiment);
    const moons = await loadSet('moons', root);
    const checksum = await trainingChecksum(moons);
    await expect(openResumed(path).then((resumed) => checkData(resumed, moons))).rejects.toThrow(
      `--resume: “${path}” was trained on moons with the checksum ab; what is here under that name has ${checksum}.`,
    );
    put(experiment, { checksum });
    expect(await checkData(await openResumed(path), moons)).toBe(checksum);
  });

  it('of the user must be given again, and be the same', async () => {
    const rows = Array.from({ length: 40 }, (_, i) => `${i},${(i * 7) % 5},${i % 2 === 0 ? 'a' : 'b'}`);
    const [one, other] = [join(root, 'plants.csv'), join(root, 'renamed.csv')];
    const text = (last: string) => ['x,y,class', ...rows, last, ''].join('\n');
    writeFileSync(one, text('40,1,a'));
    const { info } = await openFiles({ dataset: one });
    put({ ...defaultExperiment(info.id), dataset: info.id });
    await expect(resume()).rejects.toThrow(
      /an imported data set, made from “plants” \(own-plants-\w{12}\), which the file does not contain\. Give that data file as well: --dataset FILE/,
    );
    await expect(resume('--dataset', 'moons')).rejects.toThrow(
      /--dataset moons is one of the lab’s\. Give the data file as it was read then/,
    );
    expect((await resume('--dataset', info.id)).dataset).toBe(info.id);
    writeFileSync(other, text('40,2,a'));
    const changed = await openFiles({ dataset: other });
    await expect(resume('--dataset', changed.info.id)).rejects.toThrow(
      `with the checksum ${info.checksum}; what --dataset names has ${changed.info.checksum}: other content`,
    );
  });
});

describe('input and output files', () => {
  const open = (options: Record<string, string>) => openCheckpointFiles(options);
  it('the resumed file is updated unless another is named', async () => {
    put(experiment);
    const other = join(root, 'other.st');
    expect(await open({})).toMatchObject({ resumed: undefined, target: undefined });
    expect(await open({ resume: path })).toMatchObject({ target: path });
    expect(await open({ resume: path, checkpoint: join(root, '.', 'a.st') })).toMatchObject({
      resumed: { path },
    });
    expect(await open({ resume: path, checkpoint: other })).toMatchObject({ target: other });
    expect(await open({ checkpoint: other })).toMatchObject({ resumed: undefined, target: other });
    await expect(open({ checkpoint: path })).rejects.toThrow(/already exists/);
    writeFileSync(other, '');
    await expect(open({ resume: path, checkpoint: other })).rejects.toThrow(/already exists/);
  });

  it('without --checkpoint nothing is written and no checksum computed', async () => {
    expect(await savingOf(await open({}), experiment, await loadSet('moons', root))).toBe(undefined);
  });

  it('the data folder is remembered as typed, and a new --data overrides it', async () => {
    put(experiment, { folder: root });
    const folderOf = async (values: Record<string, string>) => {
      const keeping = await open({ resume: path, ...values });
      return readTrainOptions(values, remembered(keeping, values))?.data;
    };
    expect(await folderOf({})).toBe(root);
    expect(await folderOf({ data: 'src' })).toBe('src');
    put(experiment, { folder: join(root, 'gone') });
    expect(await folderOf({})).toBe(process.env.F3_DATA ?? 'public/data');
  });
});
