import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import type { Experiment } from '../../core/run/spec';
import { datasets } from '../../data';
import { addOwnDataset } from '../../data/storage/ownDatasets';
import { defaultExperiment } from '../../experiment/defaults';
import type { Field, FieldKey } from '../../experiment/fields/field';
import { fieldKeys, fields, formatSetting } from '../../experiment/fields/fields';
import { writeExperimentFile } from '../../experiment/files/file';
import { allChanged, oneIdEach } from '../../experiment/testSupport';
import { UsageError } from '../usage';
import { parseOptions, readTrainOptions, trainHelp, trainNotes } from './trainOptions';

const parseTrainArguments = (args: readonly string[]) => readTrainOptions(parseOptions(args));

const folder = mkdtempSync(join(tmpdir(), 'f3-options-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileWith(text: string): string {
  const path = join(folder, 'experiment.json');
  writeFileSync(path, text);
  return path;
}
const optionsOf = (experiment: typeof allChanged): string[] =>
  fieldKeys.flatMap((name) => [`--${fields[name].key}`, formatSetting(experiment, name)]);
const forNode = oneIdEach.filter(([, { backend }]) => backend !== 'webgpu');

/** The message of the usage error that these arguments give. */
function refusal(...args: string[]): string {
  try {
    parseTrainArguments(args);
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return (error as UsageError).message;
  }
  throw new Error(`Nothing was wrong with ${args.join(' ')}.`);
}

describe('options of train', () => {
  it('give the default experiment if there are none', () => {
    expect(parseTrainArguments([])).toEqual({
      experiment: defaultExperiment(),
      data: 'public/data',
      json: false,
    });
  });

  it.each([['everything', allChanged], ...forNode] as const)('set %s', (_name, experiment) => {
    expect(parseTrainArguments([...optionsOf(experiment), '--json', '--data', 'x'])).toEqual({
      experiment,
      data: 'x',
      json: true,
    });
  });

  it('old command lines keep their meaning; lists keep the typed order', () => {
    const seedsOf = (...args: string[]) => parseTrainArguments(args)?.experiment.seeds;
    expect(seedsOf('--seed', '3')).toEqual([3]);
    expect(seedsOf('--seed=9, 0-2')).toEqual([9, 0, 1, 2]);
    const old = fileURLToPath(new URL('../../experiment/files/cases/settings-v1.json', import.meta.url));
    expect(seedsOf('--config', old)).toEqual([3]);
    expect(seedsOf('--config', old, '--seed', '0,1')).toEqual([0, 1]);
  });

  it('are read after the options they depend on', () => {
    const args = ['--optimizer-options', 'momentum=0.5', '--optimizer', 'momentum'];
    expect(parseTrainArguments(args)?.experiment.optimizerOptions).toEqual({ momentum: 0.5 });
  });

  it.each([
    [['--epochs', '0'], '--epochs: Epochs: “0” must be a whole number from 1'],
    [['--optimizer', 'lion'], '“lion” is not known. Choose adam'],
    [['--dataset', 'nope'], '“nope” is not known. Choose digits'],
    [
      ['--dataset', 'nope'],
      'xor. A file of your own is named by its path: ./measurements, or measurements.csv.',
    ],
    [['--optimizer-options', 'momentum=1'], '“momentum” is not an option of Adam'],
    [['--loss', 'ce'], 'does not fit the output activation'],
    [['--freeze', '7'], 'there is no layer 7'],
    [['--hidden', '8192x4'], 'Hidden layers: 8192x4 needs about'],
    [['--rule', 'f3-loss', '--feedback-reduction', 'mean'], 'untick F³-Loss'],
    [['--backend', 'webgpu'], 'Use --backend wasm, wasm-fma or cpu'],
    [['--warmup', '3'], '--warmup'],
    [['--epochs'], '--epochs'],
    [['--config', '/no/such/file.json'], '“/no/such/file.json” cannot be read'],
    [['--config', folder], 'is a folder, not a file. Name a file that the page saved.'],
    [['--config', '/dev/zero'], '“/dev/zero” is a device, not a file.'],
    [['--seed', '1', '--seed', '2'], '--seed is given more than once: “1” and “2”. Keep one.'],
    [['--seed=1', '--seed', '1'], '--seed is given more than once'],
    [['--seed', '4-0'], '--seed: Seeds: “4-0” ends before it begins. Write 0-4.'],
    [['--seed', '0-4,3'], '--seed: Seeds: “0-4,3” has 3 twice. Remove one.'],
    [['--dataset', 'a.csv', '--dataset=b.csv'], '--dataset is given more than once'],
    [['--epochs='], 'Epochs: “” must be a whole number'],
    [['--Epochs', '3'], "Unknown option '--Epochs'"],
    [['--__proto__', '3'], "Unknown option '--__proto__'"],
    [['--constructor', '3'], "Unknown option '--constructor'"],
    [['--dataset', 'own-tulips-0a2b3c4d5e6f'], 'that file itself is named: --dataset FILE.'],
  ])('%j is refused with the way out', (args, text) => {
    expect(refusal(...args)).toContain(text);
  });

  it('are all in the help, with their default', () => {
    const help = trainHelp().replace(/\s+/g, ' ');
    for (const name of fieldKeys) {
      const field = fields[name] as Field<FieldKey>;
      expect(help).toContain(`--${field.key} ${field.help} [${formatSetting(defaultExperiment(), name)}]`);
    }
    for (const option of ['--config FILE', '--data DIR', '--json', '--help']) expect(help).toContain(option);
    expect(parseTrainArguments(['--help'])).toBeUndefined();
  });
});

describe('train --config', () => {
  it.each([['everything', allChanged], ...forNode] as const)('reads %s', (_name, experiment) => {
    const path = fileWith(writeExperimentFile(experiment));
    expect(parseTrainArguments(['--config', path])?.experiment).toEqual(experiment);
  });

  it('is overridden by options', () => {
    const path = fileWith(writeExperimentFile(allChanged));
    const args = ['--config', path, '--epochs', '77', '--optimizer', 'sgd', '--learning-rate', 'bp=0.5'];
    expect(parseTrainArguments(args)?.experiment).toEqual({
      ...allChanged,
      epochs: 77,
      optimizer: 'sgd',
      // SGD has neither of RMSprop's options.
      optimizerOptions: {},
      learningRate: { ...allChanged.learningRate, bp: 0.5 },
    });
  });

  it('keeps the data set’s learning rates if the file names none', () => {
    const path = fileWith('{"format": "f3-lab experiment", "version": 1, "experiment": {"epochs": 5}}');
    expect(parseTrainArguments(['--config', path, '--dataset', 'mnist'])?.experiment).toEqual({
      ...defaultExperiment('mnist'),
      epochs: 5,
    });
  });

  it('is strict: refuses values that the page would replace by a default', () => {
    const path = fileWith('{"format": "f3-lab experiment", "version": 1, "experiment": {"epochs": 0}}');
    expect(refusal('--config', path)).toContain('Epochs: “0” must be a whole number from 1');
  });

  it('names a file of another program', () => {
    const path = fileWith('{}');
    expect(refusal('--config', path)).toMatch(
      /“.*experiment\.json” is not a settings file\. It does not say/,
    );
  });
});

describe('train --config with the user’s own data', () => {
  const id = 'own-iris-1a2b3c4d5e6f';
  addOwnDataset({ ...datasets.moons, id, name: 'Iris', checksum: '1a2b3c4d5e6f' });
  const saved = (dataset: string) =>
    fileWith(writeExperimentFile({ ...defaultExperiment(), epochs: 3, dataset }));
  /** As `train` calls it when it has opened the file that --dataset names. */
  const given = (path: string, dataset?: string) =>
    readTrainOptions({ config: path, ...(dataset === undefined ? {} : { dataset }) })?.experiment;

  it('finds the same content, whatever the file was called', () => {
    expect(given(saved('own-flowers-1a2b3c4d5e6f'), id)).toMatchObject({ dataset: id, epochs: 3 });
  });

  it('says that the data must be given', () => {
    const path = saved('own-roses-ffffffffffff');
    expect(() => given(path)).toThrow(
      /^--config: “.*” was saved with an imported data set, made from “roses” \(own-roses-ffffffffffff\), which the file does not contain\. Give that data file as well: --dataset FILE\.$/,
    );
  });

  it('says when other data are given, and what to do', () => {
    const path = saved('own-iris-ffffffffffff');
    expect(() => given(path, id)).toThrow(
      /made from “iris” with the checksum ffffffffffff; what --dataset names has 1a2b3c4d5e6f: other content, .* take the line "dataset" out of/,
    );
    const settings = JSON.parse(readFileSync(path, 'utf8'));
    delete settings.experiment.dataset;
    expect(given(fileWith(JSON.stringify(settings)), id)).toMatchObject({ dataset: id, epochs: 3 });
  });

  it('is overridden by a built-in set', () => {
    expect(given(saved('own-iris-ffffffffffff'), 'xor')).toMatchObject({ dataset: 'xor', epochs: 3 });
  });

  it('from an earlier version runs, and says that the content could not be compared', () => {
    const values = { config: saved('own-iris'), dataset: id };
    const experiment = readTrainOptions(values)?.experiment;
    expect(experiment).toMatchObject({ dataset: id, epochs: 3 });
    expect(trainNotes(values, experiment as Experiment)).toEqual([
      expect.stringContaining('names its data set own-iris without a checksum'),
    ]);
  });
});

describe('an option without effect', () => {
  const notes = (...args: string[]) => {
    const values = parseOptions(args);
    return trainNotes(values, readTrainOptions(values)?.experiment as Experiment);
  };

  it.each([
    [['--rule', 'bp', '--learning-rate', '0.1,drtp=0.2'], ['the rate of drtp has no effect']],
    [
      ['--rule', 'bp', '--error-init', 'target'],
      ['--error-init has no effect: none of the chosen algorithms (bp)'],
    ],
    [['--rule', 'bp,llo', '--feedback-init', 'normal'], ['--feedback-init has no effect']],
    [['--hidden', '50x3', '--error-transform', 'raw'], ['Try --error-transform one-hot or --error-init']],
    [['--rule', 'fa', '--feedback-reduction', 'sum'], ['--feedback-reduction has no effect']],
    [['--rule', 'f3-error', '--loss-error-scale', 'mean'], ['--loss-error-scale has no effect']],
    [
      ['--feedback-redraw-steps', '5'],
      ['it applies only with feedback-redraw steps or copy-steps, not never'],
    ],
    [['--rule', 'dfa', '--learning-rate', 'dfa=0.1', '--feedback-init', 'normal', '--epochs', '3'], []],
    [['--rule', 'f3-loss', '--loss-error-scale', 'mean', '--error-init', 'target'], []],
    [['--feedback-redraw', 'steps', '--feedback-redraw-steps', '5'], []],
  ])('is reported: %j', (args, texts) => {
    expect(notes(...args)).toEqual(texts.map((text) => expect.stringContaining(text)));
  });
});
