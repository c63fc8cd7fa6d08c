import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../core/samples/dataset';
import type { DatasetInfo } from '../spec';
import { type Case, cases, hasCases, pathOf, type Right, type Sample } from './cases/testSupport';
import { choicesOf, openQuestions } from './decisions';
import { examine } from './index';
import { readingLines } from './readingLines';
import type { FileProfile, ImportChoices, ImportNote } from './table/table';
import { allocate, fileOf, problemOf, rowsOf } from './testSupport';

const filesOf = (names: readonly string[]) => names.map((name) => fileOf(name, readFileSync(pathOf(name))));

async function opened({ files, options = {}, decided = {} }: Pick<Case, 'files' | 'options' | 'decided'>) {
  const examined = await examine(filesOf(files), options);
  const choices = choicesOf(examined.profile, { ways: {}, ...decided });
  return { ...examined, choices };
}

/** All that the preview says. */
function saidOf(profile: FileProfile, choices: ImportChoices, notes: readonly ImportNote[]): string {
  const said = notes.map(({ row, column, text }) =>
    [row && `row ${row}`, column && `column ${column}: ${text}`, column ? '' : text]
      .filter(Boolean)
      .join(', '),
  );
  const others = (profile.otherReadings ?? []).map(({ name, differs }) => `or ${name}: ${differs}`);
  const understood = readingLines(profile, choices).map(({ what, text }) => `${what}: ${text}`);
  return [...understood, ...said, ...others].join('\n');
}

/** Of single precision and in an order of their own: rows were shuffled. */
const sorted = (samples: readonly Sample[]): string[] =>
  samples
    .map((sample) => JSON.stringify(sample.map((one) => (typeof one === 'number' ? Math.fround(one) : one))))
    .sort();

function samplesOf(dataset: Dataset, { classNames = [] }: DatasetInfo): Sample[] {
  const labels = [dataset.train, dataset.test].flatMap(({ targets }) =>
    targets.kind === 'classes' ? Array.from(targets.labels, (label) => classNames[label] as string) : [],
  );
  return rowsOf(dataset).map((row, i) => [...row, labels[i] as string]);
}

function checkMade(info: DatasetInfo, dataset: Dataset, right: Right): void {
  expect(info.trainSize + info.testSize).toBe(right.rows);
  expect(info).toMatchObject({ inputs: right.inputs, outputs: right.classes?.length ?? 1 });
  expect(info.task).toBe(right.classes ? 'classification' : 'regression');
  if (right.classes) expect(info.classNames).toEqual(right.classes);
  if (right.names)
    expect(right.names.filter((name) => info.inputNames?.includes(name))).toEqual(info.inputNames);
  if (right.samples) expect(sorted(samplesOf(dataset, info))).toEqual(sorted(right.samples()));
}

describe.skipIf(!hasCases)('real-world files (skipped where ../shared is missing)', () => {
  it.each(cases.map((one) => [`${one.files.join(', ')} ${one.flags?.join(' ') ?? ''}`.trim(), one] as const))(
    '%s',
    async (_name, { right, ...one }) => {
      const { profile, choices, outcome, make } = await opened(one);
      expect(openQuestions(profile, choices)).toEqual([]);
      if (right.columns !== undefined) expect(profile.columns).toHaveLength(right.columns);
      if (right.target !== undefined) expect(choices.target).toBe(right.target);
      if (right.profile) expect(profile).toMatchObject(right.profile);
      const { notes } = outcome(choices);
      const said = saidOf(profile, choices, notes);
      for (const words of right.says ?? []) expect(said).toMatch(words);
      for (const words of right.saysNot ?? []) expect(said).not.toMatch(words);
      const { info, dataset } = make(choices, 'own-case', allocate);
      checkMade(info, dataset, right);
    },
  );

  it('header-ends-in-comma.csv: the header’s quotation marks are not part of the names', async () => {
    const { profile } = await opened({ files: ['header-ends-in-comma.csv'] });
    expect(profile.columns.map(({ name }) => name)).toEqual([
      'leaf',
      'length_mean',
      'width_mean',
      'gap_mean',
    ]);
  });

  it('two-header-rows.csv: no header row is a sample, and the names include the second row', async () => {
    const { profile } = await opened({ files: ['two-header-rows.csv'] });
    const names = profile.columns.map(({ name }) => name);
    for (const [i, word] of ['ID', 'LIMIT', 'GROUP', 'AGE', 'PAY', 'late next month'].entries())
      expect(names[i]).toContain(word);
  });

  it('sentinel-minus200.csv: −200 is suspected, a time is not a number, empty lines are not rows', async () => {
    const { profile, choices, outcome } = await opened({ files: ['sentinel-minus200.csv'] });
    expect(profile.columns.map(({ name }) => name)).toEqual([
      'Date',
      'Time',
      'CO(GT)',
      'S1',
      'NMHC(GT)',
      'T',
      'RH',
    ]);
    expect(profile.columns.find(({ name }) => name === 'Time')?.looks).toBe('categories');
    const said = saidOf(profile, choices, outcome(choices).notes);
    expect(said).toMatch(/[-−]200/);
    expect(said).toMatch(/NMHC\(GT\)/);
    const reading = profile.otherReadings?.find(({ name }) => name.includes('missing'));
    expect(reading?.options).toEqual({ missing: ['-200'] });
    const declared = await opened({ files: ['sentinel-minus200.csv'], options: reading?.options ?? {} });
    expect(declared.profile.otherReadings?.map(({ name }) => name) ?? []).not.toContain(reading?.name);
    const missing = (name: string) => declared.profile.columns.find((column) => column.name === name);
    expect(missing('NMHC(GT)')).toMatchObject({ missing: 50 });
    expect(missing('CO(GT)')).toMatchObject({ missing: 9 });
    expect(missing('NMHC(GT)')?.from).toBeGreaterThan(0);
  });

  it('missing-words.csv: inf is an error that names row and column until the user decides', async () => {
    const files = filesOf(['missing-words.csv']);
    const problem = await problemOf(files);
    // The target is looked at first, where it is a class; an input it is in row 22.
    expect(problem).toMatch(/row (37, column kind|22, column a): “inf”/i);
    const { profile, choices, outcome } = await opened({ files: ['missing-words.csv'] });
    const open = openQuestions(profile, choices);
    expect(open.find(({ text }) => text === 'inf')).toMatchObject({ column: 'a', row: 22 });
    const decided = choicesOf(profile, { ways: { a: 'number-or-missing' } });
    expect(openQuestions(profile, decided)).toEqual([]);
    // Infinity is no class either, until it is declared.
    expect(() => outcome(decided)).toThrow(/column kind.*inf/);
    // One press, or one flag, declares it in both columns.
    expect(profile.otherReadings).toContainEqual({
      name: 'inf as a missing value',
      options: { missing: ['inf'] },
      differs: '4 cells of a and 3 cells of kind would be missing.',
    });
    // The marks of missing values are no classes, whatever inf is.
    expect(profile.columns.find(({ name }) => name === 'kind')?.categories.map(({ text }) => text)).toEqual(
      expect.not.arrayContaining(['#N/A', '<NA>', '\\N', '.', '-nan']),
    );
  });

  it('libsvm.txt: names the format and the way out', async () => {
    const problem = await problemOf(filesOf(['libsvm.txt']));
    expect(problem).toMatch(/LIBSVM/i);
    expect(problem).toMatch(/CSV/);
  });

  it('wavelength-headers-name-first.csv: no deviation exceeds the range of the values', async () => {
    const { choices, make } = await opened({
      files: ['wavelength-headers-name-first.csv'],
      decided: { target: 'sample' },
    });
    const { dataset } = make(choices, 'own-case', allocate);
    for (const deviation of dataset.deviation as Float32Array) expect(deviation).toBeLessThan(1);
  });

  it('int-target: regression is suggested for integers that cannot be split as classes', async () => {
    const { profile } = await opened({ files: ['int-target-X.npy', 'int-target-y.npy'] });
    expect(profile.suggested.task).toBe('regression');
  });

  it('near-constant-pixels.csv: one mean and one deviation, and no value tens of deviations away', async () => {
    const { profile, choices, make } = await opened({ files: ['near-constant-pixels.csv'] });
    expect(profile.suggested.standardise).toBe('together');
    const pixels = readFileSync(pathOf('near-constant-pixels.csv'), 'utf8').trim().split('\n').slice(1);
    expect(pixels.every((line) => line.split(',').length === 37)).toBe(true);
    for (const standardise of ['together', true] as const) {
      const { dataset } = make({ ...choices, standardise }, 'own-case', allocate);
      const at = (scale: number | Float32Array, j: number): number =>
        typeof scale === 'number' ? scale : (scale[j] as number);
      if (standardise === 'together') {
        expect(new Set(Array.from({ length: 36 }, (_, j) => at(dataset.mean, j))).size).toBe(1);
        expect(new Set(Array.from({ length: 36 }, (_, j) => at(dataset.deviation, j))).size).toBe(1);
      }
      const farthest = Math.max(
        ...rowsOf(dataset).flatMap((row) =>
          row.map((value, j) => Math.abs(value - at(dataset.mean, j)) / at(dataset.deviation, j)),
        ),
      );
      expect(farthest).toBeLessThan(20);
    }
  });

  it('nan-to-num: says that the number does not fit single precision, and how to write it', async () => {
    const problem = await problemOf(filesOf(['nan-to-num-X.npy', 'nan-to-num-y.npy']));
    expect(problem).toMatch(/single precision/);
    expect(problem).toMatch(/posinf/);
    expect(problem).toMatch(/1\.8e\+?308|1\.79\d*e\+?308/);
  });
});
