/** `lab train --dataset FILE`: imports the user's own file as the page does. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { count } from '../../core/format';
import type { Dataset } from '../../core/samples/dataset';
import { examine } from '../../data/import';
import { openQuestions } from '../../data/import/decisions';
import { withMarks } from '../../data/import/numbers/marks';
import { readingLines } from '../../data/import/readingLines';
import { sniffOwn } from '../../data/import/sniff';
import type { FileProfile, ImportNote } from '../../data/import/table/table';
import { shaped } from '../../data/shaped';
import { DataProblem, type DatasetInfo } from '../../data/spec';
import { identified } from '../../data/storage/contentChecksum';
import { addOwnDataset, datasetInfo, isOwnId } from '../../data/storage/ownDatasets';
import { listOf } from '../../experiment/fields/field';
import { isFile, refuseOtherKinds } from '../files/regularFile';
import { UsageError } from '../usage';
import { choicesBy, flagsFor, readOptions, refuseMeaningless, refuseOpen, type Values } from './ownOptions';

export interface OpenedFile {
  readonly info: DatasetInfo;
  readonly dataset: Dataset;
  readonly files: FileProfile['files'];
  /** How the file was read, and possible alternatives: "separator: comma". */
  readonly understood: readonly string[];
  /** Notes on the file and on the chosen options. */
  readonly notes: readonly ImportNote[];
}

/** A single existing file, whose name may contain commas, else a comma-separated list. */
const pathsIn = (dataset: string): readonly string[] => (isFile(dataset) ? [dataset] : listOf(dataset));

/** Whether `--dataset` names files rather than a built-in set: by its form, or because the files exist. */
export function namesFiles(dataset: string | boolean | undefined): dataset is string {
  if (typeof dataset !== 'string' || datasetInfo(dataset.trim()) || isOwnId(dataset)) return false;
  const paths = pathsIn(dataset);
  return /[./\\]/.test(dataset) || (paths.length > 0 && paths.every(isFile));
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

/** Adds the relevant options to an import error. */
async function naming<T>(options: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DataProblem)) throw error;
    throw new DataProblem(error.title, `${error.detail} (${options})`);
  }
}
const readingOptions =
  'Options: --separator, --header, --skip-rows, --decimal, --quotes, --missing, --not-missing.';
const choosingOptions =
  'Options: --target, --task, --numbers, --categories, --leave-out, --missing, --not-missing.';

/**
 * Reads the files that `--dataset` names (comma-separated), makes a data set of them and registers it.
 * @throws {UsageError} for an option, {DataProblem} for what is in the file
 */
export async function openFiles(values: Values & { readonly dataset: string }): Promise<OpenedFile> {
  const paths = pathsIn(values.dataset);
  const files = await Promise.all(
    paths.map(async (path) => ({ name: basename(path), blob: await readBlob(path) })),
  );
  const formats = await Promise.all(files.map(async (file) => ({ ...file, format: await sniffOwn(file) })));
  refuseMeaningless(values, formats);
  const options = readOptions(values);
  const isText = formats.some(({ format }) => format === 'csv');
  const examined = () => examine(files, options);
  const { profile, outcome, make } = await (isText ? naming(readingOptions, examined) : examined());
  const choices = choicesBy(values, profile);
  refuseOpen({ values, options, profile, choices, open: openQuestions(profile, choices) });
  const { notes } = await naming(choosingOptions, () => outcome(choices));
  const made = make(choices, '', (bytes) => new ArrayBuffer(bytes));
  const { info, dataset } = identified(made, files[0]?.name ?? '');
  addOwnDataset(info);
  const others = (profile.otherReadings ?? []).map(
    ({ name, options: other, differs }) =>
      `or: ${name}, with ${flagsFor(withMarks(options, other))}. ${differs}`,
  );
  const understood = [
    ...readingLines(profile, choices).map(({ what, text }) => `${what}: ${text}`),
    ...others,
  ];
  return { info, dataset: shaped(dataset, info), files: profile.files, understood, notes };
}

/** The imported data set and notes on it, one per line. */
export function openedLines({ info, files, understood, notes }: OpenedFile): string[] {
  const what = info.task === 'classification' ? 'classes' : info.outputs === 1 ? 'number' : 'numbers';
  const made = `${files.map(({ name }) => name).join(', ')}: ${count(info.inputs)} inputs → ${info.outputs} ${what}`;
  const said = notes.map(({ row, column, text }) => {
    const at = [row && `row ${count(row)}`, column && `column ${column}`].filter(Boolean).join(', ');
    return at === '' ? text : `${at}: ${text}`;
  });
  return [
    `${made}; ${count(info.trainSize)} rows to train, ${count(info.testSize)} to test`,
    ...understood,
    ...said,
  ];
}
