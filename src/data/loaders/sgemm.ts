/**
 * SGEMM, split as in the F³ paper: configurations are split first, then each of their four run times becomes its own
 * row, so that no configuration is in both training and test set.
 */
import { count as counted } from '../../core/format';
import type { Dataset, Split } from '../../core/samples/dataset';
import { plainBytes } from '../fetch/gunzip';
import { DataProblem, type DatasetSpec, type LoadContext } from '../spec';
import { readNumbers } from './delimited';
import { columnMoments, type Moments, moments } from './moments';
import { publishedSplit } from './mt19937';
import { readFiles, wayOut } from './readFiles';

type Spec = Omit<DatasetSpec, 'load'>;

const configurations = 241_600;
const settings = 14;
const runs = 4;
const columns = settings + runs;
/** The published file has 14,353,701 bytes; CRLF line ends add one per row. */
const mostBytes = 14_353_701 + configurations + 1000;

/** [configurations, 18] */
type Table = Float64Array;

/** Tuning parameters are powers of two up to 128 and switches: a byte each. */
function checkSettings(table: Table, names: readonly string[], file: string): void {
  for (let row = 0; row < configurations; row++) {
    for (let column = 0; column < settings; column++) {
      const value = table[row * columns + column] as number;
      if (Number.isInteger(value) && value >= 0 && value <= 255) continue;
      throw new DataProblem(
        'A tuning parameter is out of range.',
        `${file}, row ${counted(row + 2)}, column ${names[column]}: ${value} is not a whole number from 0 to 255. ${wayOut('sgemm')}`,
      );
    }
  }
}

/** Like pandas.melt: all configurations with their first run, then all with their second … */
function melt(table: Table, rows: Uint32Array, allocate: LoadContext['allocate']) {
  const size = rows.length * runs;
  const inputs = new Uint8Array(allocate(size * settings));
  const times = new Float64Array(size);
  for (let i = 0; i < rows.length; i++) {
    const at = (rows[i] as number) * columns;
    for (let j = 0; j < settings; j++) inputs[i * settings + j] = table[at + j] as number;
    for (let run = 0; run < runs; run++) times[run * rows.length + i] = table[at + settings + run] as number;
  }
  const once = rows.length * settings;
  for (let run = 1; run < runs; run++) inputs.copyWithin(run * once, 0, once);
  return { inputs, times };
}

function split(
  { inputs, times }: ReturnType<typeof melt>,
  { mean, deviation }: Moments,
  allocate: LoadContext['allocate'],
): Split {
  const values = new Float32Array(allocate(4 * times.length));
  for (let i = 0; i < times.length; i++) values[i] = ((times[i] as number) - mean) / deviation;
  return { size: times.length, inputs, targets: { kind: 'values', values } };
}

/** @throws {DataProblem} naming file, row and column */
export async function loadSgemm(spec: Spec, { read, allocate, progress }: LoadContext): Promise<Dataset> {
  const [bytes] = await readFiles(spec, read);
  progress(1, 4);
  const file = spec.files[0]?.name ?? '';
  const names = [...(spec.inputNames ?? [])];
  const help = wayOut(spec.folder);
  const plain = await plainBytes({ file, bytes: bytes as Uint8Array, wayOut: help }, mostBytes);
  progress(2, 4);
  const header = [...names, ...Array.from({ length: runs }, (_, run) => `Run${run + 1} (ms)`)];
  const table = readNumbers(plain, { file, delimiter: ',', header, rows: configurations, wayOut: help });
  checkSettings(table, names, file);
  progress(3, 4);
  const rows = publishedSplit(configurations);
  const train = melt(table, rows.train, allocate);
  const test = melt(table, rows.test, allocate);
  const scale = moments(train.times);

  progress(4, 4);
  return {
    id: spec.id,
    inputs: settings,
    outputs: 1,
    ...columnMoments(train.inputs, settings),
    targetScale: { ...scale, unit: 'ms' },
    train: split(train, scale, allocate),
    test: split(test, scale, allocate),
  };
}
