/** `lab train --dataset FILE`: a data set of the person's own, read as the page reads it. */
import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Dataset } from '../core/dataset';
import { identified } from '../data/contentChecksum';
import { examine } from '../data/import';
import {
  delimiters,
  type FileProfile,
  type ImportChoices,
  type ImportNote,
  type ReadOptions,
} from '../data/import/table';
import { addOwn, datasetInfo, isOwnId } from '../data/own';
import { type DatasetInfo, tasks } from '../data/spec';
import { listOf, numberOf, wholeOf } from '../experiment/field';
import { refuseOtherKinds } from './regularFile';
import { UsageError } from './usage';

/** Options that say how a file is read; each with its line of help. */
export const ownDataOptions = {
  target: 'column to be predicted [one named class, target, label, quality or y; else the last]',
  task: `${tasks.join(' or ')} [as the target looks]`,
  categories: 'columns of numbers that name categories, parted by commas',
  numbers: 'columns of texts to be read as numbers; what is none counts as missing',
  'leave-out': 'columns that are no inputs',
  standardise: 'yes or no: (x − mean) / deviation of the training part [yes]',
  'test-share': 'part of the rows kept for testing, 0.01 to 0.9 [0.2]',
  'split-seed': 'of the split into training and test set [0]',
  separator: `between cells: ${Object.values(delimiters).join(', ')} [as the file looks]`,
  header: 'yes or no: whether the first row holds names [as the file looks]',
  labels: 'of two files of arrays, the one that holds what is predicted [as they look]',
} as const;
type OwnDataOption = keyof typeof ownDataOptions;
const optionNames = Object.keys(ownDataOptions) as OwnDataOption[];

type Values = Readonly<Record<string, string | boolean | undefined>>;

export interface OpenedFile {
  readonly info: DatasetInfo;
  readonly dataset: Dataset;
  readonly files: FileProfile['files'];
  /** What one should know of the file and of what was chosen. */
  readonly notes: readonly ImportNote[];
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

/** One file whose name may hold commas, else several parted by commas. */
const pathsIn = (dataset: string): readonly string[] => (isFile(dataset) ? [dataset] : listOf(dataset));

/** Whether `--dataset` names files instead of one of the lab's sets: by its looks, or because they are there. */
export function namesFiles(dataset: string | boolean | undefined): dataset is string {
  if (typeof dataset !== 'string' || datasetInfo(dataset.trim()) || isOwnId(dataset)) return false;
  const paths = pathsIn(dataset);
  return /[./\\]/.test(dataset) || (paths.length > 0 && paths.every(isFile));
}

/** @throws {UsageError} where an option for files is given though no file is named */
export function refuseFileOptions(values: Values): void {
  const given = optionNames.find((name) => values[name] !== undefined);
  if (given !== undefined)
    throw new UsageError(
      `--${given}: only for a file of your own. Name it with --dataset FILE, or leave it out.`,
    );
}

const text = (values: Values, name: OwnDataOption): string | undefined => {
  const value = values[name];
  return typeof value === 'string' ? value.trim() : undefined;
};

function yesOrNo(values: Values, name: OwnDataOption): boolean | undefined {
  const word = text(values, name)?.toLowerCase();
  if (word === undefined) return undefined;
  if (word !== 'yes' && word !== 'no')
    throw new UsageError(`--${name}: “${word}” is neither yes nor no. Write one.`);
  return word === 'yes';
}

function within(
  values: Values,
  name: OwnDataOption,
  from: number,
  to: number,
  whole: boolean,
): number | undefined {
  const typed = text(values, name);
  if (typed === undefined) return undefined;
  const value = whole ? wholeOf(typed) : numberOf(typed);
  const fits = value >= from && value <= to;
  if (!fits)
    throw new UsageError(
      `--${name}: “${typed}” must be a ${whole ? 'whole ' : ''}number from ${from} to ${to}.`,
    );
  return value;
}

function oneOf<T extends string>(values: Values, name: OwnDataOption, all: readonly T[]): T | undefined {
  const word = text(values, name);
  if (word === undefined) return undefined;
  const found = all.find((one) => one === word);
  if (found === undefined)
    throw new UsageError(`--${name}: “${word}” is not known. Choose ${all.join(', ')}.`);
  return found;
}

function columnsNamed(values: Values, name: OwnDataOption, profile: FileProfile): string[] {
  const named = listOf(text(values, name) ?? '');
  const all = profile.columns.map((column) => column.name);
  const unknown = named.find((column) => !all.includes(column));
  if (unknown === undefined) return named;
  const file = profile.files.map((one) => one.name).join(', ');
  const has = all.length > 0 ? `It has ${all.join(', ')}` : 'It has none';
  throw new UsageError(`--${name}: “${unknown}” is no column of ${file}. ${has}.`);
}

/** What looks right in the file, with what was said on the command line in its place. */
function choicesOf(profile: FileProfile, values: Values): ImportChoices {
  const { suggested } = profile;
  const target = columnsNamed(values, 'target', profile)[0] ?? suggested.target;
  const aimed = profile.columns.find(({ name }) => name === target);
  const uses = { ...suggested.uses };
  // The column that was taken for the target is an input like the others.
  for (const { name, looks: own } of profile.columns) if (name !== target) uses[name] ??= own;
  for (const name of columnsNamed(values, 'categories', profile)) uses[name] = 'categories';
  for (const name of columnsNamed(values, 'numbers', profile)) uses[name] = 'number';
  for (const name of columnsNamed(values, 'leave-out', profile)) uses[name] = 'leave-out';
  if (target !== undefined) delete uses[target];
  return {
    ...suggested,
    ...(target === undefined ? {} : { target }),
    task: oneOf(values, 'task', tasks) ?? aimed?.task ?? suggested.task,
    uses,
    standardise: yesOrNo(values, 'standardise') ?? suggested.standardise,
    testShare: within(values, 'test-share', 0.01, 0.9, false) ?? suggested.testShare,
    splitSeed: within(values, 'split-seed', 0, 4_294_967_295, true) ?? suggested.splitSeed,
  };
}

async function readBlob(path: string): Promise<Blob> {
  refuseOtherKinds('dataset', path, 'Name a CSV, TSV, NPY or IDX file.');
  try {
    return new Blob([await readFile(path)]);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `--dataset: “${path}” cannot be read (${why}). Name a file, or a data set that \`lab datasets\` lists.`,
    );
  }
}

/** How files are to be read, where the command line says it. @throws {UsageError} */
function readOptions(values: Values): ReadOptions {
  const separator = oneOf(values, 'separator', Object.values(delimiters));
  const delimiter = (Object.keys(delimiters) as (keyof typeof delimiters)[]).find(
    (key) => delimiters[key] === separator,
  );
  const header = yesOrNo(values, 'header');
  const labels = text(values, 'labels');
  return {
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(header === undefined ? {} : { header }),
    ...(labels === undefined ? {} : { labels: basename(labels) }),
  };
}

/**
 * Reads the files that `--dataset` names (several parted by commas), makes them a data set and makes it known.
 * @throws {UsageError} for an option, {DataProblem} for what is in the file
 */
export async function openFiles(values: Values & { readonly dataset: string }): Promise<OpenedFile> {
  const paths = pathsIn(values.dataset);
  const files = await Promise.all(
    paths.map(async (path) => ({ name: basename(path), blob: await readBlob(path) })),
  );
  const { profile, outcome, make } = await examine(files, readOptions(values));
  const choices = choicesOf(profile, values);
  const { notes } = outcome(choices);
  const made = make(choices, '', (bytes) => new ArrayBuffer(bytes));
  const { info, dataset } = identified(made, files[0]?.name ?? '');
  addOwn(info);
  return { info, dataset, files: profile.files, notes };
}

/** What was made of a file, and what one should know of it: a line each. */
export function openedLines({ info, files, notes }: OpenedFile): string[] {
  const count = new Intl.NumberFormat('en');
  const what = info.task === 'classification' ? 'classes' : info.outputs === 1 ? 'number' : 'numbers';
  const made = `${files.map(({ name }) => name).join(', ')}: ${count.format(info.inputs)} inputs → ${info.outputs} ${what}`;
  const said = notes.map(({ row, column, text }) => {
    const at = [row && `row ${count.format(row)}`, column && `column ${column}`].filter(Boolean).join(', ');
    return at === '' ? text : `${at}: ${text}`;
  });
  return [
    `${made}; ${count.format(info.trainSize)} rows to train, ${count.format(info.testSize)} to test`,
    ...said,
  ];
}
