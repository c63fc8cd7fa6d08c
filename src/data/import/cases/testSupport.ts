/** Real-world files (`../shared/cases`) with their expected results, for import in the page and on the command line. */
import { existsSync, readFileSync } from 'node:fs';
import type { Decisions } from '../decisions';
import type { FileProfile, ReadOptions } from '../table/table';

const folder = '../shared/cases';
export const hasCases = existsSync(`${folder}/README.md`);
export const pathOf = (file: string): string => `${folder}/${file}`;

/** Inputs in column order, then the class or value. */
export type Sample = readonly (string | number)[];

export interface Right {
  /** In both splits together. */
  readonly rows: number;
  readonly columns?: number;
  readonly inputs: number;
  /** Class names in order; absent for regression. */
  readonly classes?: readonly string[];
  readonly target?: string;
  /** Input names in order; categories that occur in training rows are inputs. */
  readonly names?: readonly string[];
  /** Expected rows, parsed independently of the importer. */
  readonly samples?: () => readonly Sample[];
  /** Patterns that the notes or the summary must match. */
  readonly says?: readonly RegExp[];
  readonly saysNot?: readonly RegExp[];
  readonly profile?: Partial<FileProfile>;
}

export interface Case {
  readonly files: readonly string[];
  /** The user's corrections, for page and command line. */
  readonly options?: ReadOptions;
  readonly decided?: Partial<Decisions>;
  readonly flags?: readonly string[];
  readonly right: Right;
}

/** Non-empty lines after the first `skip`, without line ends. */
const linesOf = (file: string, skip: number): string[] =>
  readFileSync(pathOf(file), 'utf8')
    .split(/\r?\n/)
    .slice(skip)
    .filter((line) => line !== '');

/** Cells of a file without quoting. */
const cellsOf = (file: string, separator: string | RegExp, skip = 1): string[][] =>
  linesOf(file, skip).map((line) => line.split(separator));

/** Samples of numbers with a decimal point, and the class last. */
const plain =
  (file: string, skip = 1, separator: string | RegExp = ',') =>
  (): Sample[] =>
    cellsOf(file, separator, skip).map((cells) => [
      ...cells.slice(0, -1).map(Number),
      cells.at(-1) as string,
    ]);

const upTo = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, i) => String(from + i));

const withValues = (line: string): boolean => /[^;]/.test(line);

export const cases: readonly Case[] = [
  {
    files: ['header-ends-in-comma.csv'],
    decided: { target: 'leaf' },
    flags: ['--target', 'leaf'],
    right: {
      rows: 40,
      columns: 4,
      inputs: 3,
      classes: ['A', 'B'],
      names: ['length_mean', 'width_mean', 'gap_mean'],
      samples: () =>
        cellsOf('header-ends-in-comma.csv', ',').map(([leaf = '', ...numbers]) => [
          ...numbers.slice(0, 3).map(Number),
          leaf,
        ]),
      says: [/empty|no name|neither name/i, /target: leaf, 2 classes/],
    },
  },
  {
    files: ['r-row-names.txt'],
    right: {
      rows: 30,
      inputs: 2,
      classes: ['elm', 'oak'],
      target: 'kind',
      names: ['width', 'height'],
      samples: () =>
        cellsOf('r-row-names.txt', ' ').map(([, width, height, kind]) => [
          Number(width),
          Number(height),
          (kind as string).replaceAll('"', ''),
        ]),
      says: [/row names|names of (the )?rows|rows’ names|rows' names/i, /separator: space/],
    },
  },
  {
    files: ['double-tabs.txt'],
    decided: { task: { of: 'c6', task: 'classification' } },
    flags: ['--task', 'classification'],
    right: {
      rows: 45,
      columns: 6,
      inputs: 5,
      classes: ['1', '2', '3'],
      samples: plain('double-tabs.txt', 0, /\t+/),
      says: [/header: none/],
    },
  },
  {
    files: ['two-header-rows.csv'],
    right: {
      rows: 60,
      columns: 6,
      inputs: 4,
      classes: ['0', '1'],
      samples: () =>
        cellsOf('two-header-rows.csv', ',', 2).map(([, ...rest]) => [
          ...rest.slice(0, 4).map(Number),
          rest[4] as string,
        ]),
      says: [/header: first two rows/, /left out: .*ID/],
      profile: { headerRows: 2 },
    },
  },
  {
    files: ['title-above.csv'],
    right: {
      rows: 40,
      columns: 4,
      inputs: 6,
      classes: ['dry', 'wet'],
      target: 'season',
      names: ['station = s0', 'station = s1', 'station = s2', 'station = s3', 'rain', 'wind'],
      samples: () =>
        cellsOf('title-above.csv', ',', 4).map(([station, rain, wind, season]) => [
          ...['s0', 's1', 's2', 's3'].map((one) => Number(one === station)),
          Number(rain),
          Number(wind),
          season as string,
        ]),
      says: [/header: .*skipped/],
      profile: { skipRows: 3 },
    },
  },
  {
    files: ['whole-thousands.csv'],
    right: {
      rows: 60,
      inputs: 2,
      classes: ['A', 'B'],
      names: ['Einwohner', 'Flaeche'],
      samples: () =>
        cellsOf('whole-thousands.csv', ';').map(([people = '', area = '', kind = '']) => [
          Number(people.replaceAll('.', '')),
          Number(area.replace(',', '.')),
          kind,
        ]),
      says: [/decimal mark: comma/],
      profile: { decimal: 'comma' },
    },
  },
  {
    files: ['currency-percent.csv'],
    right: {
      rows: 50,
      inputs: 3,
      classes: ['no', 'yes'],
      samples: () =>
        linesOf('currency-percent.csv', 1).map((line) => {
          const found = /^"\$([\d,]+)",([\d.]+)%,([\d.]+) m2,(yes|no)$/.exec(line) as RegExpExecArray;
          const [, price = '', rate, area, sold = ''] = found;
          return [Number(price.replaceAll(',', '')), Number(rate), Number(area), sold];
        }),
      says: [/\$/, /%/, /m2/],
      saysNot: [/filled/],
    },
  },
  {
    files: ['sentinel-minus200.csv'],
    options: { missing: ['-200'] },
    decided: { target: 'RH', ways: { Date: 'leave-out', Time: 'leave-out' } },
    flags: ['--missing', '-200', '--target', 'RH', '--leave-out', 'Date,Time'],
    right: {
      rows: linesOfSentinel().length,
      columns: 7,
      inputs: 4,
      names: ['CO(GT)', 'S1', 'NMHC(GT)', 'T'],
      says: [/separator: semicolon/, /decimal mark: comma/, /missing marks: .*-200/, /left out: Date, Time/],
    },
  },
  {
    files: ['missing-words.csv'],
    options: { missing: ['inf'] },
    flags: ['--missing', 'inf'],
    right: {
      rows: 100,
      inputs: 2,
      classes: ['u', 'v'],
      names: ['a', 'b'],
      says: [/missing marks: .*#N\/A/, /missing marks: .*inf/, /20 such rows are left out/],
    },
  },
  {
    files: ['quotes-inside.tsv'],
    decided: { target: 'genre', ways: { id: 'leave-out', title: 'categories' } },
    flags: ['--target', 'genre', '--leave-out', 'id', '--categories', 'title'],
    right: {
      rows: 30,
      columns: 5,
      // 30 titles, six of which occur in test rows only.
      inputs: 27,
      classes: ['Comedy', 'Drama'],
      names: [
        'kind = movie',
        'kind = short',
        ...[...new Set(titles())]
          .sort(new Intl.Collator('en', { numeric: true }).compare)
          .map((title) => `title = ${title}`),
        'year',
      ],
      profile: { quotes: false },
      says: [/separator: tab/],
    },
  },
  {
    files: ['blank-before-quote.csv'],
    right: {
      rows: 30,
      inputs: 4,
      classes: ['a', 'b'],
      target: 'kind',
      names: ['height', 'colour = blue', 'colour = green', 'colour = red, dark'],
      samples: () =>
        linesOf('blank-before-quote.csv', 1).map((line) => {
          const [, height, colour, kind] = /^(.*), "(.*)", "(.*)"$/.exec(line) as RegExpExecArray;
          return [
            Number(height),
            ...['blue', 'green', 'red, dark'].map((one) => Number(one === colour)),
            kind as string,
          ];
        }),
    },
  },
  {
    files: ['many-classes-numbers.csv'],
    right: {
      rows: 300,
      inputs: 2,
      classes: upTo(1, 26),
      target: 'label',
      samples: plain('many-classes-numbers.csv'),
    },
  },
  {
    files: ['many-classes-numbers.csv'],
    decided: { task: { of: 'label', task: 'regression' } },
    flags: ['--task', 'regression'],
    right: { rows: 300, inputs: 2, target: 'label' },
  },
  {
    files: ['passenger-id.csv'],
    right: {
      rows: 80,
      columns: 5,
      inputs: 2,
      classes: ['0', '1'],
      target: 'Survived',
      names: ['Class', 'Fare'],
      says: [/PassengerId: .*left out/, /left out: PassengerId, Name/],
    },
  },
  {
    files: ['repeated-header.csv'],
    right: {
      rows: 40,
      inputs: 2,
      classes: ['a', 'b'],
      target: 'kind',
      samples: () =>
        cellsOf('repeated-header.csv', ',').flatMap(([u, v, kind = '']) =>
          kind === 'kind' ? [] : [[Number(u), Number(v), kind]],
        ),
      says: [/row 22.*header|header.*row 22/i],
    },
  },
  {
    files: ['numbers-and-target-name.csv'],
    right: {
      rows: 60,
      inputs: 3,
      classes: ['0', '1'],
      target: 'target',
      names: ['0', '1', '2'],
      samples: plain('numbers-and-target-name.csv'),
      says: [/header: first row/],
    },
  },
  {
    files: ['wavelength-headers-name-first.csv'],
    decided: { target: 'sample' },
    flags: ['--target', 'sample'],
    right: {
      rows: 60,
      inputs: 3,
      classes: ['a', 'b'],
      names: ['400.5', '410.5', '420.5'],
      samples: () =>
        cellsOf('wavelength-headers-name-first.csv', ',').map(([name = '', ...numbers]) => [
          ...numbers.map(Number),
          name,
        ]),
      says: [/header: first row/],
    },
  },
  {
    files: ['unicode-minus.csv'],
    right: {
      rows: 40,
      inputs: 2,
      classes: ['a', 'b'],
      samples: () =>
        cellsOf('unicode-minus.csv', ',').map(([gain = '', u = '', kind = '']) => [
          Number(gain.replace('\u2212', '-')),
          Number(u.replace('\u2212', '-')),
          kind,
        ]),
      saysNot: [/filled/],
    },
  },
  {
    files: ['decimal-comma-quoted.csv'],
    right: {
      rows: 40,
      inputs: 2,
      classes: ['a', 'b'],
      samples: () =>
        linesOf('decimal-comma-quoted.csv', 1).map((line) => {
          const [, gain = '', u = '', kind = ''] = /^"(.*)","(.*)",(.*)$/.exec(line) as RegExpExecArray;
          return [Number(gain.replace(',', '.')), Number(u.replace(',', '.')), kind];
        }),
      says: [/decimal mark: comma/],
      profile: { decimal: 'comma' },
    },
  },
  { files: ['int-target-X.npy', 'int-target-y.npy'], right: { rows: 60, inputs: 5 } },
  {
    files: ['int-target-X.npy', 'int-target-y.npy'],
    flags: ['--task', 'regression'],
    right: { rows: 60, inputs: 5 },
  },
  {
    files: ['near-constant-pixels.csv'],
    right: {
      rows: 200,
      columns: 37,
      inputs: 36,
      classes: ['0', '1', '2'],
      target: 'label',
      samples: () =>
        cellsOf('near-constant-pixels.csv', ',').map(([label = '', ...pixels]) => [
          ...pixels.map(Number),
          label,
        ]),
    },
  },
  {
    files: ['last-batch-of-one.csv'],
    right: { rows: 126, inputs: 2, classes: ['no', 'yes'], samples: plain('last-batch-of-one.csv') },
  },
  {
    files: ['same-target-in-test.csv'],
    right: { rows: 40, inputs: 2, target: 'dose' },
  },
  {
    files: ['separable.csv'],
    right: { rows: 400, inputs: 2, classes: ['left', 'right'], samples: plain('separable.csv') },
  },
  {
    files: ['shared-prefix-classes.csv'],
    right: {
      rows: 360,
      inputs: 2,
      classes: upTo(1, 12).map((n) => `grade ${n}`),
      samples: plain('shared-prefix-classes.csv'),
    },
  },
];

/** The last lines contain only separators. */
function linesOfSentinel(): string[] {
  return hasCases ? linesOf('sentinel-minus200.csv', 1).filter(withValues) : [];
}

function titles(): string[] {
  return hasCases ? cellsOf('quotes-inside.tsv', '\t').map((cells) => cells[2] as string) : [];
}
