/**
 * Census Income (Adult), in the F³ code's encoding and in a proper one. Cells are separated by ", ". The test file
 * begins with a line that is not a row, and its labels end with a full stop.
 */
import { count as counted } from '../../core/format';
import type { Dataset, Split } from '../../core/samples/dataset';
import { fileTypeHint } from '../fetch/fileTypeHint';
import { type NamedBytes, plainBytes } from '../fetch/gunzip';
import { DataProblem, type DatasetSpec, type LoadContext } from '../spec';
import { numberOf } from './delimited';
import { columnMoments } from './moments';
import { readFiles, wayOut } from './readFiles';

type Spec = Omit<DatasetSpec, 'load'>;

/** In file order. */
const columns = [
  'age',
  'workclass',
  'fnlwgt',
  'education',
  'education-num',
  'marital-status',
  'occupation',
  'relationship',
  'race',
  'sex',
  'capital-gain',
  'capital-loss',
  'hours-per-week',
  'native-country',
  'income',
] as const;
const numeric = [0, 2, 4, 10, 11, 12] as const;
const categorical = [1, 3, 5, 6, 7, 8, 9, 13] as const;
const income = 14;
const labels = ['<=50K', '>50K'] as const;
const rowsEach = [32_561, 16_281] as const;
/** The larger file has 3,974,305 bytes. */
const mostBytes = 5_000_000;

/** A file's rows as text cells, with their line numbers from 1. */
interface Rows {
  readonly file: string;
  readonly cells: readonly (readonly string[])[];
  readonly lines: readonly number[];
}

const short = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

function cellProblem(
  { file, lines }: Rows,
  row: number,
  column: number,
  text: string,
  title: string,
): DataProblem {
  return new DataProblem(
    title,
    `${file}, row ${counted(lines[row] as number)}, column ${columns[column]}: “${short(text)}”. ${wayOut('adult')}`,
  );
}

function splitLines(file: string, text: string): Rows {
  const cells: string[][] = [];
  const lines: number[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '' || line.startsWith('|')) continue;
    const row = line.split(',').map((cell) => cell.trim());
    if (row.length !== columns.length) {
      throw new DataProblem(
        'A row has the wrong number of cells.',
        `${file}, row ${counted(index + 1)}: ${counted(row.length)} cells; ${columns.length} are needed. ${wayOut('adult')}`,
      );
    }
    cells.push(row);
    lines.push(index + 1);
  }
  return { file, cells, lines };
}

/** @throws {DataProblem} if it is another file, ragged or incomplete */
async function readRows(given: NamedBytes, part: 0 | 1): Promise<Rows> {
  const { file, wayOut: help } = given;
  const plain = await plainBytes(given, mostBytes);
  const other = fileTypeHint(plain.subarray(0, 300));
  if (other) throw new DataProblem('This is not the table that is needed.', `${file}: ${other} ${help}`);
  const rows = splitLines(file, new TextDecoder().decode(Uint8Array.from(plain)));
  const found = rows.cells.length;
  if (found === rowsEach[part]) return rows;
  const title =
    found === rowsEach[1 - part]
      ? 'Training set and test set are swapped.'
      : `This table is ${found < rowsEach[part] ? 'cut short' : 'too long'}.`;
  throw new DataProblem(
    title,
    `${file} holds ${counted(found)} rows; ${counted(rowsEach[part])} are needed. ${help}`,
  );
}

function labelsOf(rows: Rows, allocate: LoadContext['allocate']): Uint8Array {
  const found = new Uint8Array(allocate(rows.cells.length));
  for (const [row, cells] of rows.cells.entries()) {
    const text = cells[income] as string;
    const label = (labels as readonly string[]).indexOf(text.replace(/\.$/, ''));
    if (label === -1) throw cellProblem(rows, row, income, text, 'An income is neither <=50K nor >50K.');
    found[row] = label;
  }
  return found;
}

/** Writes every row's six numeric columns to the start of its inputs. */
function writeNumbers(rows: Rows, inputs: Float32Array, width: number): void {
  for (const [row, cells] of rows.cells.entries()) {
    for (const [j, column] of numeric.entries()) {
      const text = cells[column] as string;
      const value = numberOf(text);
      if (!Number.isFinite(value)) throw cellProblem(rows, row, column, text, 'A cell is not a number.');
      inputs[row * width + j] = value;
    }
  }
}

type Codes = ReadonlyMap<string, number>;

/** Codes of each categorical column: its categories, "?" included, sorted by code unit and numbered. */
function codesOf({ cells }: Rows): readonly Codes[] {
  return categorical.map((column) => {
    const sorted = [...new Set(cells.map((row) => row[column] as string))].sort();
    return new Map(sorted.map((category, code) => [category, code]));
  });
}

/** As published: categories are numbered per file, so country codes shift where the test file lacks one. */
function publishedInputs(rows: Rows, allocate: LoadContext['allocate']): Float32Array {
  const width = numeric.length + categorical.length;
  const inputs = new Float32Array(allocate(4 * rows.cells.length * width));
  writeNumbers(rows, inputs, width);
  const codes = codesOf(rows);
  for (const [row, cells] of rows.cells.entries()) {
    for (const [j, column] of categorical.entries()) {
      inputs[row * width + numeric.length + j] = codes[j]?.get(cells[column] as string) as number;
    }
  }
  return inputs;
}

/** Checks that the training file has exactly the categories in the set's input names. */
function checkCategories(spec: Spec, codes: readonly Codes[], file: string): void {
  const found = codes.flatMap((code, j) =>
    [...code.keys()].map((name) => `${columns[categorical[j] as number]} = ${name}`),
  );
  const wanted = spec.inputNames?.slice(numeric.length) ?? [];
  const unknown = found.find((name) => !wanted.includes(name));
  const missing = wanted.find((name) => !found.includes(name));
  if (unknown === undefined && missing === undefined) return;
  throw new DataProblem(
    'The categories are not those of the census data.',
    `${file}: ${unknown === undefined ? `“${missing}” never occurs` : `“${unknown}” is unknown`}. ${wayOut(spec.folder)}`,
  );
}

/** One-hot categories; one that the training file lacks is all zeros. */
function soundInputs(
  rows: Rows,
  codes: readonly Codes[],
  width: number,
  allocate: LoadContext['allocate'],
): Float32Array {
  const inputs = new Float32Array(allocate(4 * rows.cells.length * width));
  writeNumbers(rows, inputs, width);
  for (const [row, cells] of rows.cells.entries()) {
    let at = row * width + numeric.length;
    for (const [j, column] of categorical.entries()) {
      const code = codes[j]?.get(cells[column] as string);
      if (code !== undefined) inputs[at + code] = 1;
      at += codes[j]?.size ?? 0;
    }
  }
  return inputs;
}

/** Standardises numeric columns by the training set's statistics; one-hot columns stay. */
function soundScale(train: Float32Array, width: number): Pick<Dataset, 'mean' | 'deviation'> {
  const { mean, deviation } = columnMoments(train, width);
  return { mean: mean.fill(0, numeric.length), deviation: deviation.fill(1, numeric.length) };
}

const splitOf = (inputs: Float32Array, found: Uint8Array): Split => ({
  size: found.length,
  inputs,
  targets: { kind: 'classes', labels: found },
});

/**
 * @param sound one-hot categories and standardised numbers instead of the published encoding
 * @throws {DataProblem} naming file, row and column
 */
export async function loadAdult(spec: Spec, sound: boolean, context: LoadContext): Promise<Dataset> {
  const { read, allocate, progress } = context;
  const files = await readFiles(spec, read);
  const rowsOf = (part: 0 | 1) => {
    const file = spec.files[part]?.name ?? '';
    return readRows({ file, bytes: files[part] as Uint8Array, wayOut: wayOut(spec.folder) }, part);
  };
  progress(0, 2);
  const train = await rowsOf(0);
  progress(1, 2);
  const test = await rowsOf(1);
  const codes = codesOf(train);
  if (sound) checkCategories(spec, codes, train.file);
  const inputsOf = (rows: Rows) =>
    sound ? soundInputs(rows, codes, spec.inputs, allocate) : publishedInputs(rows, allocate);
  const trained = inputsOf(train);
  progress(2, 2);
  return {
    id: spec.id,
    inputs: spec.inputs,
    outputs: spec.outputs,
    ...(sound ? soundScale(trained, spec.inputs) : { mean: 0, deviation: 1 }),
    train: splitOf(trained, labelsOf(train, allocate)),
    test: splitOf(inputsOf(test), labelsOf(test, allocate)),
  };
}
