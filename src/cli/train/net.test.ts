/** `--net`: networks of the papers, topologies and files. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { hiddenText } from '../../core/blocks/hidden';
import { defaultExperiment } from '../../experiment/defaults';
import { writeExperimentFile } from '../../experiment/files/file';
import { fromQuery } from '../../experiment/files/link';
import { networkIds, networks } from '../../experiment/networks/networks';
import { UsageError } from '../usage';
import { parseOptions, readTrainOptions, trainNotes } from './trainOptions';

const folder = mkdtempSync(join(tmpdir(), 'f3-net-'));
afterAll(() => rmSync(folder, { recursive: true }));
const fileWith = (text: string): string => {
  const path = join(folder, 'net.json');
  writeFileSync(path, text);
  return path;
};

const read = (...args: string[]) => {
  const values = parseOptions(args);
  const experiment = readTrainOptions(values)?.experiment ?? defaultExperiment();
  return { experiment, notes: trainNotes(values, experiment) };
};
const hiddenOf = (...args: string[]): string => hiddenText(read(...args).experiment.hidden);

function refusal(...args: string[]): string {
  try {
    read(...args);
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return (error as UsageError).message;
  }
  throw new Error(`Nothing was wrong with ${args.join(' ')}.`);
}

describe('a network of the papers', () => {
  it.each(networkIds)('%s has the published settings, without a problem', (id) => {
    const { dataset, query } = networks[id];
    const { experiment, problems } = fromQuery(`${query}&dataset=${dataset}`);
    expect(problems).toEqual([]);
    expect(read('--net', id, '--dataset', dataset).experiment).toEqual(experiment);
  });

  it('has the rates of the DRTP paper', () => {
    const rates = (id: string, dataset: string) => {
      const { bp, sdfa, drtp } = read('--net', id, '--dataset', dataset).experiment.learningRate;
      return [bp, sdfa, drtp];
    };
    expect(rates('conv-mnist', 'mnist')).toEqual([5e-4, 1.5e-4, 1.5e-4]);
    expect(rates('conv-mnist-random', 'mnist')).toEqual([5e-5, 5e-4, 5e-4]);
    expect(rates('conv-cifar', 'cifar-10')).toEqual([1.5e-4, 1.5e-5, 5e-5]);
    expect(rates('conv-cifar-random', 'cifar-10')).toEqual([5e-6, 1.5e-4, 1.5e-4]);
  });

  it('says what it sets, and what its paper trains it on; options override it', () => {
    const { experiment, notes } = read(
      '--net',
      'conv-mnist',
      '--learning-rate',
      'bp=0.01',
      '--batch-size',
      '7',
    );
    expect(experiment.batchSize).toBe(7);
    expect(experiment.learningRate).toMatchObject({ bp: 0.01, drtp: 1.5e-4 });
    expect(notes[0]).toMatch(
      /--net conv-mnist is --input-scale unit --hidden convolution:32:kernel=5:padding=2,1000/,
    );
    expect(notes[0]).toMatch(/The paper trains it on mnist: --dataset mnist\.$/);
  });

  it('freezes the filters of the random ones', () => {
    expect(read('--net', 'conv-cifar-random', '--dataset', 'cifar-10').experiment.freeze).toEqual([
      { layer: 1, from: 1 },
      { layer: 2, from: 1 },
    ]);
  });
});

it('a topology is read as the papers’ code names it, and must end with the data set’s outputs', () => {
  expect(hiddenOf('--net', 'CONV_32_5_1_2_FC_1000_FC_10')).toBe('convolution:32:kernel=5:padding=2,1000');
  expect(hiddenOf('--net', 'FC_10')).toBe('none');
  expect(refusal('--net', 'FC_500_FC_100')).toBe(
    '--net: “FC_500_FC_100” ends with 100 outputs, and digits has 10. End it with FC_10, or choose another data set.',
  );
});

describe('a file', () => {
  it('is a list of layers, or a settings file, of which only the layers are taken', () => {
    const layers = [{ block: 'convolution', options: { channels: 4 } }, 30];
    expect(hiddenOf('--net', fileWith(JSON.stringify(layers)))).toBe('convolution:4,30');
    const saved = writeExperimentFile({ ...defaultExperiment(), hidden: [70, 20], epochs: 77 });
    const { experiment } = read('--net', fileWith(saved));
    expect([experiment.hidden, experiment.epochs]).toEqual([[70, 20], defaultExperiment().epochs]);
  });

  it.each([
    ['[{"block": "conv"}]', /--net: Hidden layers: .* has the block “conv”, which is not known/],
    ['{"a": 1}', /is no list of layers and no settings file\. It does not say "format"/],
    ['{"format": "f3-lab experiment", "version": 99, "experiment": {}}', /It has version 99 of the format/],
    [
      '{"format": "f3-lab experiment", "version": 2, "experiment": {"hidden": [{"block": "convolution", "options": {"kernal": 5}}]}}',
      /--net: Hidden layers: .* has “kernal”, which is not an option of convolution/,
    ],
    [
      '{"format": "f3-lab experiment", "version": 2, "experiment": {"hidden": [1], "hidden": [2]}}',
      /more than once/,
    ],
    ['[500,', /is not JSON\. Choose conv-mnist/],
  ])('with a mistake: %s', (text, said) => {
    expect(refusal('--net', fileWith(text))).toMatch(said);
  });

  it('may begin with a byte order mark', () => {
    expect(hiddenOf('--net', fileWith('\uFEFF[30]'))).toBe('30');
  });

  it('that is not there, and a network that is not known, are named with what there is', () => {
    expect(refusal('--net', 'conv-minst')).toMatch(
      /“conv-minst” is no network, and no file\. Choose conv-mnist,/,
    );
  });
});

it('a topology out of bounds says which number is', () => {
  expect(refusal('--net', 'CONV_2048_3_1_1_FC_10')).toMatch(
    /has channels 2048, which must be a whole number/,
  );
});

it('--net and --hidden together are refused', () => {
  expect(refusal('--net', 'conv-mnist', '--hidden', '500')).toMatch(
    /both say what the layers are\. Leave one out/,
  );
});

describe('layers that do not fit are refused with what would', () => {
  it.each([
    [
      ['--dataset', 'sgemm', '--hidden', 'convolution:4'],
      /layer 1, convolution:4 needs an image .* gets 14 numbers/,
    ],
    [['--hidden', '100,convolution:4'], /layer 2, convolution:4 needs an image .* gets 100 numbers/],
    [['--hidden', 'convolution:4:kernel=31'], /kernel of 31 × 31, and gets maps of 28 × 28 .* at most 30/],
    [
      ['--hidden', 'convolution:4:pool=8:stride=4'],
      /makes maps of only 7 pixels a side, and pools 8 × 8\. Choose a pooling of at most 7/,
    ],
    [['--hidden', 'convolution:4x6'], /layer 5, convolution:4 makes maps of only 1 pixels a side/],
    [
      ['--hidden', 'convolution:4,20', '--rule', 'dfa', '--feedback-redraw', 'copy-epoch'],
      /“copy-epoch” copies the product of the weights above each layer into B of DFA, and there is none through convolutions or pooling/,
    ],
  ])('%j', (args, said) => {
    expect(refusal(...args)).toMatch(said);
  });

  it('FA copies filters as well', () => {
    expect(hiddenOf('--hidden', 'convolution:4,20', '--rule', 'fa', '--feedback-redraw', 'copy-epoch')).toBe(
      'convolution:4,20',
    );
  });
});
