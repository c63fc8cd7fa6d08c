import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { defaultExperiment } from '../experiment/defaults';
import type { Field, FieldKey } from '../experiment/field';
import { fieldKeys, fields, formatSetting } from '../experiment/fields';
import { writeExperimentFile } from '../experiment/file';
import { allChanged, oneIdEach } from '../experiment/testSupport';
import { parseOptions, readTrainOptions, trainHelp } from './trainOptions';
import { UsageError } from './usage';

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
  it('are the default experiment when there are none', () => {
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

  it('read what depends on another after it', () => {
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
    [['--optimizer-options', 'momentum=1'], '“momentum” is no option of Adam'],
    [['--loss', 'ce'], 'does not fit the output activation'],
    [['--freeze', '7'], 'there is no layer 7'],
    [['--hidden', '8192x4'], 'Hidden layers: 8192x4 needs about'],
    [['--rule', 'f3-loss', '--feedback-reduction', 'mean'], 'untick F³-Loss'],
    [['--backend', 'webgpu'], 'Use --backend wasm or cpu'],
    [['--warmup', '3'], '--warmup'],
    [['--epochs'], '--epochs'],
    [['--config', '/no/such/file.json'], '“/no/such/file.json” cannot be read'],
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

  it('gives way to options', () => {
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

  it('leaves a data set its own rates where the file names none', () => {
    const path = fileWith('{"format": "f3-lab experiment", "version": 1, "experiment": {"epochs": 5}}');
    expect(parseTrainArguments(['--config', path, '--dataset', 'mnist'])?.experiment).toEqual({
      ...defaultExperiment('mnist'),
      epochs: 5,
    });
  });

  it('is strict: what the page would replace by a default is refused', () => {
    const path = fileWith('{"format": "f3-lab experiment", "version": 1, "experiment": {"epochs": 0}}');
    expect(refusal('--config', path)).toContain('Epochs: “0” must be a whole number from 1');
  });

  it('names a file that is none of ours', () => {
    const path = fileWith('{}');
    expect(refusal('--config', path)).toMatch(/“.*experiment\.json” is no settings file\. It does not say/);
  });
});
