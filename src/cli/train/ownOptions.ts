/** Options of `lab train` for importing the user's own files. */
import { basename } from 'node:path';
import { count as counted } from '../../core/format';
import {
  canBeCategories,
  canBeClasses,
  canBePredicted,
  infiniteAmong,
  isOnlyInput,
} from '../../data/import/answers';
import { aimOf, choicesOf, type Decisions, type Way } from '../../data/import/decisions';
import { listedIn, listText } from '../../data/import/numbers/marks';
import type { OwnFormat } from '../../data/import/sniff';
import {
  type ColumnProfile,
  type Delimiter,
  decimalMarks,
  delimiters,
  type FileProfile,
  type ImportChoices,
  type ReadOptions,
  type StrayText,
} from '../../data/import/table/table';
import { tasks } from '../../data/spec';
import { integerOf, numberOf } from '../../experiment/fields/field';
import { UsageError } from '../usage';

/** Options with their help texts. Lists are comma-separated; entries that contain a comma are quoted. */
export const ownDataOptions = {
  target:
    'column to predict [one with a name such as target, label, class, species or quality; else the last]',
  task: `${tasks.join(' or ')} [detected from the target]`,
  categories: 'columns whose values name categories, comma-separated; "a,b" in quotation marks is one',
  numbers: 'columns read as numbers; text in them counts as missing',
  'leave-out': 'columns that are not inputs',
  standardise:
    'yes, no or together: (x − mean) / deviation of each input, or of all inputs together [yes, or together for pixels]',
  'test-share': 'share of the rows held out for testing, 0.01 to 0.9 [0.2]',
  'split-seed': 'seed of the split into training and test set [0]',
  separator: `between cells: ${Object.values(delimiters).join(', ')} [detected]`,
  header: 'yes, no, 2 or 3: whether the first row holds names, or the first two or three [detected]',
  'skip-rows': 'rows above the table, including blank ones [detected]',
  decimal: `${decimalMarks.join(' or ')}: whether 3.14 or 3,14 is a number with a fraction [detected]`,
  quotes: 'yes or no: whether quotation marks enclose cells or are ordinary characters [detected]',
  missing: 'cells that mean a missing value, besides empty ones, NA, null, …: -200,inf',
  'not-missing': 'cells that are values although they look missing: -,None',
  labels: 'of two array files, the one with the targets [detected]',
} as const;
export type OwnDataOption = keyof typeof ownDataOptions;
const optionNames = Object.keys(ownDataOptions) as OwnDataOption[];

/** Options for text tables only. */
const textOptions = [
  'separator',
  'header',
  'skip-rows',
  'decimal',
  'quotes',
  'missing',
  'not-missing',
] as const;

export type Values = Readonly<Record<string, string | boolean | undefined>>;

/** @throws {UsageError} if an import option is given without a file */
export function refuseFileOptions(values: Values): void {
  const given = optionNames.find((name) => values[name] !== undefined);
  if (given !== undefined)
    throw new UsageError(
      `--${given}: only for a file of your own. Name it with --dataset FILE, or leave it out.`,
    );
}

const refuse = (name: OwnDataOption, why: string): never => {
  throw new UsageError(`--${name}: ${why}`);
};

const text = (values: Values, name: OwnDataOption): string | undefined => {
  const value = values[name];
  return typeof value === 'string' ? value.trim() : undefined;
};

function within(values: Values, name: OwnDataOption, from: number, to: number, whole: boolean) {
  const typed = text(values, name);
  if (typed === undefined) return undefined;
  const value = whole ? integerOf(typed) : numberOf(typed);
  if (value >= from && value <= to) return value;
  return refuse(name, `“${typed}” must be a ${whole ? 'whole ' : ''}number from ${from} to ${to}.`);
}

function oneOf<T extends string>(values: Values, name: OwnDataOption, all: readonly T[]): T | undefined {
  const word = text(values, name)?.toLowerCase();
  if (word === undefined) return undefined;
  return all.find((one) => one === word) ?? refuse(name, `“${word}” is not known. Choose ${all.join(', ')}.`);
}

/** The entries of a comma-separated option; undefined if it is absent. */
function listed(values: Values, name: OwnDataOption): readonly string[] | undefined {
  const typed = text(values, name);
  if (typed === undefined) return undefined;
  const found =
    listedIn(typed) ?? refuse(name, `in “${typed}” a quotation mark is not closed. Write "a,b",c.`);
  return found.length > 0
    ? found
    : refuse(name, `“${typed}” contains no value. Give one, or leave the option out.`);
}

const headers: Readonly<Record<'yes' | 'no' | '2' | '3', ReadOptions>> = {
  yes: { header: true },
  no: { header: false },
  2: { header: true, headerRows: 2 },
  3: { header: true, headerRows: 3 },
};

/** Import settings given on the command line. @throws {UsageError} */
export function readOptions(values: Values): ReadOptions {
  const separator = oneOf(values, 'separator', Object.values(delimiters));
  const header = oneOf(values, 'header', ['yes', 'no', '2', '3']);
  const quotes = oneOf(values, 'quotes', ['yes', 'no']);
  const labels = text(values, 'labels');
  const found = {
    delimiter: (Object.keys(delimiters) as Delimiter[]).find((key) => delimiters[key] === separator),
    ...(header && headers[header]),
    skipRows: within(values, 'skip-rows', 0, 1_000_000, true),
    decimal: oneOf(values, 'decimal', decimalMarks),
    quotes: quotes && quotes === 'yes',
    missing: listed(values, 'missing'),
    notMissing: listed(values, 'not-missing'),
    labels: labels && basename(labels),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

/** The command-line form of import settings, such as `--decimal comma`. */
export function flagsFor(options: ReadOptions): string {
  const { delimiter, header, headerRows, skipRows, decimal, quotes, missing, notMissing, labels } = options;
  const names = (headerRows ?? 1) > 1 ? headerRows : header ? 'yes' : 'no';
  const flags = {
    separator: delimiter && delimiters[delimiter],
    header: header === undefined && headerRows === undefined ? undefined : names,
    'skip-rows': skipRows,
    decimal,
    quotes: quotes === undefined ? undefined : quotes ? 'yes' : 'no',
    missing: missing && listText(missing, ','),
    'not-missing': notMissing && listText(notMissing, ','),
    labels,
  };
  return Object.entries(flags)
    .flatMap(([name, value]) => (value === undefined ? [] : [flag(name as OwnDataOption, String(value))]))
    .join(' ');
}

/** Quoted for a shell where needed. "-x" after a space would be taken for an option, unless it is a number. */
function flag(name: OwnDataOption, value: string): string {
  const mark = value.startsWith('-') && !(name === 'missing' && /^-[\d.]/.test(value)) ? '=' : ' ';
  return `--${name}${mark}${/^[\w.,:%+/-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`}`;
}

const kinds = {
  csv: 'a table of text',
  npy: 'an array of numbers (NPY)',
  idx: 'an array of bytes (IDX)',
} as const;

/** @throws {UsageError} for an option that does not apply to such files */
export function refuseMeaningless(
  values: Values,
  files: readonly { readonly name: string; readonly format: OwnFormat | undefined }[],
): void {
  const [first] = files;
  const isText = files.some(({ format }) => format === 'csv' || format === undefined);
  // A matrix of numbers has missing values too.
  const isMatrix = files.length === 1 && first?.format === 'npy';
  const meaningless = textOptions.filter((name) => !(isMatrix && name === 'missing'));
  const given = isText ? undefined : meaningless.find((name) => values[name] !== undefined);
  if (given !== undefined && first?.format)
    refuse(
      given,
      `only for tables of text (CSV, TSV); ${first.name} is ${kinds[first.format]}. Leave it out.`,
    );
  const labels = text(values, 'labels');
  if (labels === undefined) return;
  const names = files.map(({ name }) => name);
  if (names.length < 2)
    refuse('labels', `only where two files of arrays are given; ${names.join('')} is one. Leave it out.`);
  if (!names.includes(basename(labels)))
    refuse('labels', `“${labels}” is none of the files. Name one of ${names.join(', ')}.`);
}

/** The columns that an option names. Names may contain commas. */
function columnsNamed(values: Values, name: OwnDataOption, profile: FileProfile): readonly string[] {
  const all = profile.columns.map((column) => column.name);
  const typed = text(values, name) ?? '';
  const named = all.includes(typed) ? [typed] : (listed(values, name) ?? []);
  const unknown = named.find((column) => !all.includes(column));
  if (unknown === undefined) return named;
  const file = profile.files.map((one) => one.name).join(', ');
  const has = all.length > 0 ? `It has ${all.join(', ')}` : 'It has none';
  return refuse(name, `“${unknown}” is not a column of ${file}. ${has}.`);
}

const wayOptions = {
  categories: 'categories',
  numbers: 'number-or-missing',
  'leave-out': 'leave-out',
} as const;

/** How columns are read. @throws {UsageError} if one is named twice */
function waysIn(values: Values, profile: FileProfile): Readonly<Record<string, Way>> {
  const ways = new Map<string, { readonly way: Way; readonly by: OwnDataOption }>();
  for (const by of Object.keys(wayOptions) as (keyof typeof wayOptions)[])
    for (const column of columnsNamed(values, by, profile)) {
      const before = ways.get(column);
      if (before) refuse(by, `“${column}” is named by --${before.by} too. Name it once.`);
      ways.set(column, { way: wayOptions[by], by });
    }
  return Object.fromEntries([...ways].map(([column, { way }]) => [column, way]));
}

/** @throws {UsageError} if the target is also given another role */
function refuseTarget({ target, task }: ImportChoices, ways: Readonly<Record<string, Way>>): void {
  const way = target !== undefined && Object.hasOwn(ways, target) ? ways[target] : undefined;
  if (way === 'leave-out')
    refuse('leave-out', `“${target}” is the target. Name another one with --target, or keep it.`);
  if (way === 'categories' && task === 'regression')
    refuse('categories', `“${target}” is the target. Add --task classification, or name another --target.`);
  if (way === 'number-or-missing' && task === 'classification')
    refuse('numbers', `“${target}” is the target. Add --task regression, or name another --target.`);
}

/** The detected import settings, overridden by the command line. @throws {UsageError} */
export function choicesBy(values: Values, profile: FileProfile): ImportChoices {
  const [target, second] = columnsNamed(values, 'target', profile);
  if (second !== undefined) refuse('target', `“${text(values, 'target')}” names several columns. Name one.`);
  const ways = waysIn(values, profile);
  const aim = aimOf(profile, { ...profile.suggested, ...(target === undefined ? {} : { target }) });
  const task = oneOf(values, 'task', tasks);
  const scale = oneOf(values, 'standardise', ['yes', 'no', 'together']);
  const testShare = within(values, 'test-share', 0.01, 0.9, false);
  const splitSeed = within(values, 'split-seed', 0, 4_294_967_295, true);
  const decided: Decisions = {
    ways,
    ...(target === undefined ? {} : { target }),
    ...(task ? { task: { of: aim, task } } : {}),
    ...(scale ? { standardise: scale === 'together' ? scale : scale === 'yes' } : {}),
    ...(testShare === undefined ? {} : { testShare }),
    ...(splitSeed === undefined ? {} : { splitSeed }),
  };
  const choices = choicesOf(profile, decided);
  refuseTarget(choices, ways);
  return choices;
}

const MOST = 8;

/** The requested and the resulting import settings. */
interface Asked {
  readonly values: Values;
  readonly options: ReadOptions;
  readonly profile: FileProfile;
  readonly choices: ImportChoices;
  readonly open: readonly StrayText[];
}

/** The option including the columns that it already names, since it can be given only once. */
const withColumn = (name: OwnDataOption, column: string, { values, profile }: Asked): string =>
  flag(name, listText([...columnsNamed(values, name, profile), column], ','));

const missingToo = (text: string, { options: { missing = [] } }: Asked): string =>
  flagsFor({ missing: [...missing, text] });

/** The target as classes: infinity is not a class. */
function classWays(column: ColumnProfile, asked: Asked): string[] {
  const infinite = infiniteAmong(asked.open, column);
  if (!canBeClasses(column, infinite)) return [];
  const first = infinite[0];
  return [`${first ? `${missingToo(first.text, asked)} ` : ''}--task classification`];
}

function inputWays(column: ColumnProfile, asked: Asked): string[] {
  const { name } = column;
  return [
    ...(canBeCategories(column) ? [withColumn('categories', name, asked)] : []),
    ...(isOnlyInput(column, asked.choices) ? [] : [withColumn('leave-out', name, asked)]),
  ];
}

/** Only options that would then work. */
function waysOut(column: ColumnProfile, text: string, asked: Asked): readonly string[] {
  const isTarget = column.name === asked.choices.target;
  const isKept = asked.options.notMissing?.includes(text) === true;
  // Where all its numbers are the same, there is nothing to predict without its texts.
  const asNumbers =
    isTarget && !canBePredicted(column)
      ? []
      : [...(isKept ? [] : [missingToo(text, asked)]), withColumn('numbers', column.name, asked)];
  const all = [...asNumbers, ...(isTarget ? classWays(column, asked) : inputWays(column, asked))];
  return all.length > 0 ? all : ['another --target'];
}

/** "row 22, column a: “inf” (2 cells): --missing inf | --numbers a | …" */
function openLine({ column, row, text: cell, cells }: StrayText, asked: Asked): string {
  const profile = asked.profile.columns.find(({ name }) => name === column)!;
  const all = cells > 1 ? ` (${counted(cells)} cells)` : '';
  return `  row ${counted(row)}, column ${column}: “${cell}”${all}: ${waysOut(profile, cell, asked).join(' | ')}`;
}

/** @throws {UsageError} that lists every text and the options that resolve it */
export function refuseOpen(asked: Asked): void {
  const { open, profile } = asked;
  if (open.length === 0) return;
  const lines = open.slice(0, MOST).map((one) => openLine(one, asked));
  const more = open.length - lines.length;
  if (more > 0) lines.push(`  and ${counted(more)} more`);
  throw new UsageError(
    `${profile.files[0]?.name} has cells in number columns that are not numbers. For each, choose one of the options shown: --missing counts that text as missing, --numbers all texts of the column.\n${lines.join('\n')}`,
  );
}
