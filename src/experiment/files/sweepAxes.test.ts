import { expect, it } from 'vitest';
import { defaultExperiment } from '../defaults';
import type { SweepAxis } from '../sweep/sweep';
import { readExperimentFile, writeExperimentFile } from './file';

const experiment = { ...defaultExperiment(), rules: ['bp' as const] };
const sweep: readonly SweepAxis[] = [
  { setting: 'hidden', values: [[8], [8, { block: 'dense', options: { units: 8 } }]] },
  { setting: 'batchSize', values: [50, 100] },
];

/** The problems of a file with this sweep. */
function problemsOf(written: unknown): readonly string[] {
  const file = JSON.parse(writeExperimentFile(experiment)) as object;
  const read = readExperimentFile(JSON.stringify({ ...file, sweep: written }));
  if (!read.ok) throw new Error(read.problem);
  expect(read.sweep).toBeUndefined();
  expect(read.experiment).toEqual(experiment);
  return read.problems;
}

it('a sweep survives the file; without one, the file says nothing of it', () => {
  const own = [{ setting: 'hidden', values: [[8], [8, 8]] } as const, sweep[1] as SweepAxis];
  expect(readExperimentFile(writeExperimentFile(experiment, own))).toMatchObject({
    problems: [],
    experiment,
    sweep: own,
  });
  expect(writeExperimentFile(experiment, [])).toBe(writeExperimentFile(experiment));
  expect(writeExperimentFile(experiment)).not.toContain('sweep');
});

it.each([
  ['a word', 'batchSize', 'Sweep: “batchSize” is not a list.'],
  ['no values', [{ setting: 'batchSize', values: [] }], 'is not a list of values. Write {"setting"'],
  ['another key', [{ setting: 'batchSize', values: [1], seed: 2 }], 'is not a list of values.'],
  [
    'the data set',
    [{ setting: 'dataset', values: ['mnist'] }],
    'Sweep: “dataset” cannot have several values.',
  ],
  ['a wrong value', [{ setting: 'batchSize', values: [50, 0] }], 'Sweep: Batch size: “0” must be'],
  [
    'a value twice',
    [{ setting: 'batchSize', values: [50, 50] }],
    'Sweep: “50” is a value of batchSize twice.',
  ],
  [
    'a setting twice',
    [
      { setting: 'epochs', values: [1, 2] },
      { setting: 'epochs', values: [3] },
    ],
    'Sweep: “epochs” is there twice.',
  ],
  ['values that do not go together', [{ setting: 'loss', values: ['bce', 'ce'] }], 'Sweep: With loss=ce'],
])('%s is refused by name and value, and the settings are read', (_name, written, words) => {
  const problems = problemsOf(written);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(words);
});
