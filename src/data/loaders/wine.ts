/** Wine Quality: red and white wines in one table, with the colour as twelfth input; split as in the F³ code. */
import { count as counted } from '../../core/format';
import type { Dataset, Split } from '../../core/samples/dataset';
import { plainBytes } from '../fetch/gunzip';
import { DataProblem, type DatasetSpec, type LoadContext } from '../spec';
import { readNumbers } from './delimited';
import { columnMoments, moments } from './moments';
import { publishedSplit } from './mt19937';
import { readFiles, wayOut } from './readFiles';

type Spec = Omit<DatasetSpec, 'load'>;

/** In file order: red, white. Each file has fewer than 300,000 bytes. */
const rowsEach = [1599, 4898] as const;
const mostBytes = 400_000;
const measured = 11;
const inputs = measured + 1;
const bestScore = 10;

/** Scores must be whole numbers, because they are also classes. */
function checkScores(table: Float64Array, file: string): void {
  for (let row = 0; row < table.length / inputs; row++) {
    const score = table[row * inputs + measured] as number;
    if (Number.isInteger(score) && score >= 0 && score <= bestScore) continue;
    throw new DataProblem(
      'A score is out of range.',
      `${file}, row ${counted(row + 2)}, column quality: ${score} is not a whole number from 0 to ${bestScore}. ${wayOut('wine-quality')}`,
    );
  }
}

/** Both files concatenated: eleven measurements, the colour (red 0, white 1), the score. */
async function readTable(spec: Spec, { read, progress }: LoadContext): Promise<Float64Array> {
  const files = await readFiles(spec, read);
  const table = new Float64Array((rowsEach[0] + rowsEach[1]) * (inputs + 1));
  const header = [...(spec.inputNames ?? []).slice(0, measured), 'quality'];
  const help = wayOut(spec.folder);
  let at = 0;
  for (const [colour, bytes] of files.entries()) {
    const file = spec.files[colour]?.name ?? '';
    const plain = await plainBytes({ file, bytes, wayOut: help }, mostBytes);
    const rows = rowsEach[colour] as number;
    const values = readNumbers(plain, { file, delimiter: ';', header, rows, wayOut: help });
    checkScores(values, file);
    for (let row = 0; row < rows; row++, at += inputs + 1) {
      table.set(values.subarray(row * inputs, row * inputs + measured), at);
      table[at + measured] = colour;
      table[at + inputs] = values[row * inputs + measured] as number;
    }
    progress(colour + 1, files.length);
  }
  return table;
}

/** Inputs and scores of some rows of the table. */
function pick(table: Float64Array, rows: Uint32Array, allocate: LoadContext['allocate']) {
  const values = new Float32Array(allocate(4 * rows.length * inputs));
  const scores = new Uint8Array(allocate(rows.length));
  for (const [i, row] of rows.entries()) {
    const at = row * (inputs + 1);
    values.set(table.subarray(at, at + inputs), i * inputs);
    scores[i] = table[at + inputs] as number;
  }
  return { size: rows.length, inputs: values, scores };
}
type Picked = ReturnType<typeof pick>;

const ofClasses = ({ size, inputs: rows, scores }: Picked): Split => ({
  size,
  inputs: rows,
  targets: { kind: 'classes', labels: scores },
});

function ofScores(
  picked: Picked,
  scale: ReturnType<typeof moments>,
  allocate: LoadContext['allocate'],
): Split {
  const values = new Float32Array(allocate(4 * picked.size));
  for (let i = 0; i < picked.size; i++)
    values[i] = ((picked.scores[i] as number) - scale.mean) / scale.deviation;
  return { size: picked.size, inputs: picked.inputs, targets: { kind: 'values', values } };
}

/**
 * The score is a number or one of 11 classes, depending on the set's task.
 * @throws {DataProblem} naming file, row and column
 */
export async function loadWine(spec: Spec, context: LoadContext): Promise<Dataset> {
  const table = await readTable(spec, context);
  const rows = publishedSplit(table.length / (inputs + 1));
  const train = pick(table, rows.train, context.allocate);
  const test = pick(table, rows.test, context.allocate);
  const shared = { id: spec.id, inputs, outputs: spec.outputs, ...columnMoments(train.inputs, inputs) };
  if (spec.task === 'classification') return { ...shared, train: ofClasses(train), test: ofClasses(test) };
  const scale = moments(train.scores);
  return {
    ...shared,
    targetScale: { ...scale, unit: 'points' },
    train: ofScores(train, scale, context.allocate),
    test: ofScores(test, scale, context.allocate),
  };
}
