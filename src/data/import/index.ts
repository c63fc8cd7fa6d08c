/** Imports the user's files in three steps: examine, let the user correct, build. */
import { bytesText as amount } from '../../core/format';
import { DataProblem } from '../spec';
import type { ArrayFile } from './arrays/arrayFile';
import { readIdx } from './arrays/idxFile';
import { tableOf } from './arrays/matrix';
import { readNpy } from './arrays/npy';
import { openArrays } from './arrays/openArrays';
import { pairOf } from './arrays/pair';
import { readCsv } from './csv/csv';
import type { Examined } from './examined';
import { checkDeclared } from './numbers/missingMarks';
import { notText, type OwnFormat, sniffOwn } from './sniff';
import { fingerprint, headOf, type SourceFile } from './source';
import { openTable } from './table/openTable';
import type { FileProfile, ReadOptions } from './table/table';

export type { Examined, SourceFile };

type Progress = (done: number, total: number) => void;

const filesOf = (files: readonly SourceFile[]): FileProfile['files'] =>
  files.map(({ name, blob }) => ({ name, bytes: blob.size }));

async function sourceOf(file: SourceFile): Promise<string> {
  const digits = await fingerprint(file);
  return digits === undefined ? file.name : `${file.name} (SHA-256 ${digits}…)`;
}

async function unknownFile(file: SourceFile): Promise<DataProblem> {
  const like = notText(file.name, await headOf(file, 4096));
  return new DataProblem(
    'This file cannot be imported.',
    `${file.name}: ${like ?? 'It is not a table.'} CSV and TSV tables, NPY arrays, and IDX images with labels are supported, gzipped or not.`,
  );
}

function togetherProblem(files: readonly SourceFile[], formats: readonly OwnFormat[]): DataProblem {
  const names = files.map(({ name }) => name).join(', ');
  const way = formats.includes('csv')
    ? 'Open one table at a time.'
    : 'Choose two together: samples and their labels. The lab splits data itself, by a share and a seed: merge files that are already split into training and test first.';
  return new DataProblem('These files do not form a data set.', `${names}: ${way}`);
}

async function examineArrays(
  files: readonly SourceFile[],
  formats: readonly OwnFormat[],
  options: ReadOptions,
  progress: Progress,
): Promise<Examined> {
  const { labels } = options;
  const total = files.reduce((sum, { blob }) => sum + blob.size, 0);
  const arrays: ArrayFile[] = [];
  let before = 0;
  for (const [i, file] of files.entries()) {
    const start = before;
    const read = formats[i] === 'npy' ? readNpy : readIdx;
    arrays.push(await read(file, (done) => progress(start + done, total)));
    before += file.blob.size;
  }
  const sources = await Promise.all(files.map(sourceOf));
  const [first, second] = arrays as [ArrayFile, ArrayFile?];
  if (second) return openArrays(pairOf([first, second], labels), { files: filesOf(files) }, sources, options);
  if (first.format === 'idx') {
    const labels = first.shape.length === 1;
    throw new DataProblem(
      labels ? 'Images are missing.' : 'Labels are missing.',
      `${first.name} contains only ${labels ? 'labels' : 'images'}. Choose it together with the IDX file of its ${labels ? 'images' : 'labels'}.`,
    );
  }
  return openTable(tableOf(first, options), { files: filesOf(files), format: 'npy' }, sources);
}

async function examineAll(
  files: readonly SourceFile[],
  options: ReadOptions,
  progress: Progress,
): Promise<Examined> {
  const [first] = files;
  if (first === undefined)
    throw new DataProblem('No file was chosen.', 'Choose a CSV, TSV, NPY or IDX file.');
  checkDeclared(first.name, options);
  const formats: OwnFormat[] = [];
  for (const file of files) {
    const format = await sniffOwn(file);
    if (format === undefined) throw await unknownFile(file);
    formats.push(format);
  }
  if (files.length > 2 || (files.length > 1 && formats.includes('csv')))
    throw togetherProblem(files, formats);
  if (formats[0] !== 'csv') return examineArrays(files, formats, options, progress);
  const table = await readCsv(first, options, (done) => progress(done, first.blob.size));
  return openTable(table, { files: filesOf(files), format: 'csv' }, [await sourceOf(first)]);
}

/**
 * Reads the user's files: one table (CSV, TSV, an NPY matrix), or samples and labels in two NPY or IDX files.
 * @param options reading options set by the user
 * @param progress called with bytes read and total bytes
 * @throws {DataProblem} naming file, row and column
 */
export async function examine(
  files: readonly SourceFile[],
  options: ReadOptions = {},
  progress: Progress = () => {},
): Promise<Examined> {
  try {
    return await examineAll(files, options, progress);
  } catch (reason) {
    // Engines throw RangeError when an array cannot be allocated.
    if (!(reason instanceof RangeError)) throw reason;
    const names = files.map(({ name, blob }) => `${name} (${amount(blob.size)})`).join(', ');
    throw new DataProblem(
      'There is not enough memory for this.',
      `${names}: ${reason.message}. Close other pages, or save part of it.`,
    );
  }
}
