/**
 * CIFAR-10's binary version: six files of 10,000 records. A record is a label and 3,072 pixel bytes: the red, green
 * and blue planes, each in row-major order.
 */
import { count as counted } from '../../core/format';
import type { Dataset, Split } from '../../core/samples/dataset';
import { fileTypeHint, firstBytes } from '../fetch/fileTypeHint';
import { type NamedBytes, pieces } from '../fetch/gunzip';
import { type DataFile, DataProblem, type DatasetSpec, type LoadContext } from '../spec';
import { missingProblem, readFile, wayOut } from './readFiles';

type Spec = Omit<DatasetSpec, 'load'>;

const plane = 32 * 32;
const pixels = 3 * plane;
const record = 1 + pixels;
const perFile = 10_000;
const fileBytes = perFile * record;
const classes = 10;

/** Destination of one file's records. */
interface Target {
  /** [10,000, 3072] */
  readonly inputs: Uint8Array;
  /** [10,000] */
  readonly labels: Uint8Array;
}

function checkLabels(labels: Uint8Array, { file, wayOut: help }: NamedBytes): void {
  const wrong = labels.findIndex((label) => label >= classes);
  if (wrong === -1) return;
  throw new DataProblem(
    'A label is out of range.',
    `${file}: record ${counted(wrong + 1)} of ${counted(perFile)} begins with ${labels[wrong]}; labels go from 0 to ${classes - 1}. ${help}`,
  );
}

/** The first byte is a label, 0 … 9, which tells other formats apart. */
function checkBeginning(first: Uint8Array, { file, wayOut: help }: NamedBytes): void {
  const [label] = first;
  if (label !== undefined && label < classes) return;
  const python = label === 0x80 ? 'It is the Python version; the binary version is needed.' : undefined;
  const other =
    python ?? fileTypeHint(first.subarray(0, 300)) ?? `${firstBytes(first)}; the first is a label, 0 to 9.`;
  throw new DataProblem('This is not a CIFAR-10 file.', `${file}: ${other} ${help}`);
}

/** Copies a chunk's records to their place; a record may span chunks. */
function copyPiece(piece: Uint8Array, at: number, { inputs, labels }: Target): void {
  for (let i = 0; i < piece.length; ) {
    const index = Math.floor((at + i) / record);
    const within = (at + i) % record;
    if (within === 0) {
      labels[index] = piece[i++] as number;
      continue;
    }
    const part = piece.subarray(i, i + record - within);
    inputs.set(part, index * pixels + within - 1);
    i += part.length;
  }
}

/** @throws {DataProblem} if it is another format, truncated, too long, or has an invalid label */
async function readRecords(
  given: NamedBytes,
  target: Target,
  progress: (bytes: number) => void,
): Promise<void> {
  let at = 0;
  for await (const piece of pieces(given)) {
    if (at === 0) checkBeginning(piece, given);
    if (at + piece.length > fileBytes) {
      at += piece.length;
      break;
    }
    copyPiece(piece, at, target);
    at += piece.length;
    progress(at);
  }
  if (at === 0) checkBeginning(new Uint8Array(0), given);
  if (at !== fileBytes) {
    const there = at < fileBytes ? counted(at) : 'more';
    throw new DataProblem(
      `This CIFAR-10 file is ${at < fileBytes ? 'cut short' : 'too long'}.`,
      `${given.file}: ${counted(perFile)} records are ${counted(fileBytes)} bytes; ${there} are there. ${given.wayOut}`,
    );
  }
  checkLabels(target.labels, given);
}

/** Only the published test file has 1,000 images of each class, so a swapped file is noticed. */
function checkTest(spec: Spec, { labels }: Target, file: DataFile): void {
  const counts = new Array<number>(classes).fill(0);
  for (const label of labels) counts[label] = (counts[label] as number) + 1;
  const odd = counts.findIndex((count) => count !== perFile / classes);
  if (odd === -1) return;
  throw new DataProblem(
    'This is not the test set.',
    `${file.name} holds ${counted(counts[odd] as number)} images of class ${odd} (${spec.classNames?.[odd]}); the test set has 1,000 of each. Is it swapped with another file? ${wayOut(spec.folder)}`,
  );
}

function emptySplit(size: number, allocate: LoadContext['allocate']): Split & Target {
  const labels = new Uint8Array(allocate(size));
  return {
    size,
    inputs: new Uint8Array(allocate(size * pixels)),
    labels,
    targets: { kind: 'classes', labels },
  };
}

const rowsOf = ({ inputs, labels }: Target, from: number): Target => ({
  inputs: inputs.subarray(from * pixels, (from + perFile) * pixels),
  labels: labels.subarray(from, from + perFile),
});

const perChannel = (values: readonly number[]): Float32Array =>
  Float32Array.from({ length: pixels }, (_, i) => values[Math.floor(i / plane)] as number);

/**
 * Reads one file at a time, to save memory.
 * @throws {DataProblem}
 */
export async function loadCifar10(spec: Spec, { read, allocate, progress }: LoadContext): Promise<Dataset> {
  const train = emptySplit(spec.trainSize, allocate);
  const test = emptySplit(spec.testSize, allocate);
  const targets = [...Array.from({ length: 5 }, (_, i) => rowsOf(train, i * perFile)), rowsOf(test, 0)];
  const missing: DataFile[] = [];
  for (const [index, file] of spec.files.entries()) {
    const bytes = await readFile(read, file);
    if (bytes === undefined) missing.push(file);
    // Once one is missing, only check whether the others exist, so that the message names all missing files.
    if (bytes === undefined || missing.length > 0) continue;
    const given = { file: file.name, bytes, wayOut: wayOut(spec.folder) };
    await readRecords(given, targets[index] as Target, (done) =>
      progress(index * fileBytes + done, spec.files.length * fileBytes),
    );
  }
  if (missing.length > 0) throw missingProblem(spec, missing);
  checkTest(spec, test, spec.files.at(-1) as DataFile);
  return {
    id: spec.id,
    inputs: pixels,
    outputs: classes,
    // From the F³ code, scaled to 0 … 255.
    mean: perChannel([125.3, 123.0, 113.9]),
    deviation: perChannel([63.0, 62.1, 66.7]),
    train: { size: train.size, inputs: train.inputs, targets: train.targets },
    test: { size: test.size, inputs: test.inputs, targets: test.targets },
  };
}
