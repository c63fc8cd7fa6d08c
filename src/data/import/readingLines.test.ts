import { expect, it } from 'vitest';
import { readingLines, someOf } from './readingLines';
import type { FileProfile, ImportChoices } from './table/table';

const choices: ImportChoices = {
  name: 'x',
  target: 'kind',
  task: 'classification',
  uses: { a: 'number', id: 'leave-out' },
  standardise: true,
  testShare: 0.2,
  splitSeed: 0,
};
const column = { looks: 'number', task: 'regression', missing: 0, texts: 0, distinct: 9 } as const;
const shape = { categories: [], from: 0, to: 1, counts: [] };
const kind = {
  ...column,
  ...shape,
  name: 'kind',
  distinct: 2,
  categories: [
    { text: 'u', count: 3 },
    { text: 'v', count: 2 },
  ],
};
const profile: FileProfile = {
  files: [{ name: 'x.csv', bytes: 9 }],
  format: 'csv',
  rows: 5,
  columns: [{ ...column, ...shape, name: 'id' }, { ...column, ...shape, name: 'a' }, kind],
  delimiter: ';',
  header: true,
  headerRows: 1,
  skipRows: 3,
  decimal: 'comma',
  quotes: false,
  missingMarks: ['', 'n/a', '-200'],
  firstRows: [],
  notes: [],
  suggested: choices,
};
const lines = (changes: Partial<FileProfile>, chosen: Partial<ImportChoices> = {}) =>
  readingLines({ ...profile, ...changes }, { ...choices, ...chosen }).map(
    ({ what, text }) => `${what}: ${text}`,
  );

it('summarises a table, one line per fact', () => {
  expect(lines({})).toEqual([
    'target: kind, 2 classes (u, v)',
    'header: first row; 3 rows above the table are skipped, including blank ones',
    'separator: semicolon',
    'decimal mark: comma',
    'quotation marks: ordinary characters',
    'missing marks: empty cells, n/a, -200',
    'left out: id',
  ]);
  expect(
    lines({ headerRows: 2, skipRows: 0, quotes: true, missingMarks: [] }, { uses: {}, task: 'regression' }),
  ).toEqual([
    'target: kind, a number',
    'header: first two rows',
    'separator: semicolon',
    'decimal mark: comma',
    'missing marks: none found',
    'left out: no column',
  ]);
  expect(lines({ header: false, headerRows: 0, skipRows: 1 })[1]).toBe(
    'header: none; 1 row above the table is skipped',
  );
});

it('names the file that holds the targets of arrays', () => {
  const { delimiter: _d, header: _h, missingMarks: _m, decimal: _p, quotes: _q, ...array } = profile;
  const { target: _t, ...untargeted } = choices;
  const arrays: FileProfile = { ...array, format: 'npy', columns: [], labels: 'y.npy' };
  expect(readingLines(arrays, untargeted)).toEqual([{ what: 'target', text: 'y.npy, classes' }]);
});

it('truncates long lists of columns', () => {
  expect(someOf(['a', 'b'])).toBe('a, b');
  expect(someOf(Array.from({ length: 1200 }, (_, i) => `c${i}`))).toBe(
    'c0, c1, c2, c3, c4, c5, c6, c7 and 1,192 more',
  );
});

it.each([
  ['together', ['standardised: all inputs together, with one mean and deviation']],
  [false, ['standardised: no']],
  [true, []],
] as const)('mentions standardise %s only if it is not the default', (standardise, expected) => {
  expect(lines({}, { standardise }).filter((line) => line.startsWith('standardised'))).toEqual(expected);
});
