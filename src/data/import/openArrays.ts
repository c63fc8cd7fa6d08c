/** Samples in one array and what is predicted in another: images or rows of numbers, with labels or values. */
import { counted } from '../gunzip';
import { momentsOf } from '../moments';
import type { ImageShape } from '../spec';
import { perSample, shapeText } from './arrayFile';
import { assemble, type Inputs, infoOf, type Rows } from './assemble';
import type { Allocate, Examined, Outcome } from './examined';
import {
  canSwap,
  classesOf,
  type Numbers,
  type OpenArrays,
  openPair,
  type Pair,
  suggestTask,
  targetOf,
} from './pair';
import { withoutEnding } from './profile';
import type { FileProfile, ImportChoices, ImportNote } from './table';
import { outputsOf, singleNote, splitRows, splitSizes } from './target';

function gather({ values, width, places }: OpenArrays, rows: ArrayLike<number>, allocate: Allocate): Numbers {
  const bytes = values.BYTES_PER_ELEMENT * rows.length * width;
  const out =
    values instanceof Uint8Array ? new Uint8Array(allocate(bytes)) : new Float32Array(allocate(bytes));
  for (let i = 0; i < rows.length; i++) {
    const from = rows[i]! * width;
    if (places) for (let j = 0; j < width; j++) out[i * width + j] = values[from + places[j]!]!;
    else out.set(values.subarray(from, from + width), i * width);
  }
  return out;
}

/** The bytes of a picture are measured on one scale and have one mean and deviation; columns have them each for itself. */
function encode(arrays: OpenArrays, { train, test }: Rows, standardise: boolean, allocate: Allocate): Inputs {
  const { width, picture } = arrays;
  const parts = { train: gather(arrays, train, allocate), test: gather(arrays, test, allocate) };
  const values = parts.train;
  // Pixels are between 0 and 1 where they are not standardised: 255 would saturate any unit.
  if (!standardise) return { ...parts, mean: 0, deviation: picture ? 255 : 1 };
  if (picture && values instanceof Uint8Array)
    return { ...parts, ...momentsOf(values.length, (i) => values[i]!) };
  const mean = new Float32Array(width);
  const deviation = new Float32Array(width);
  for (let j = 0; j < width; j++) {
    const scale = momentsOf(train.length, (i) => values[i * width + j]!);
    mean[j] = scale.mean;
    deviation[j] = scale.deviation;
  }
  return { ...parts, mean, deviation };
}

const imageOf = ({ picture }: OpenArrays): ImageShape | undefined =>
  picture && { height: picture.height, width: picture.width, channels: picture.channels };

function make(
  arrays: OpenArrays,
  files: readonly string[],
  choices: ImportChoices,
  id: string,
  allocate: Allocate,
) {
  const { width, targets } = arrays;
  const target = targetOf(arrays, choices.task);
  const rows = splitRows(targets.name, target, choices);
  const inputs = encode(arrays, rows, choices.standardise !== false, allocate);
  const image = imageOf(arrays);
  const targetName = withoutEnding(targets.name);
  const kindOfInputs = image ? 'pixels' : 'numbers';
  return {
    info: infoOf({
      id,
      choices,
      files,
      target,
      rows,
      width,
      kindOfInputs,
      from: width,
      ...(choices.task === 'regression' ? { targetName } : {}),
      ...(image ? { image } : {}),
    }),
    dataset: assemble({ id, width, target, targetName, rows, inputs, allocate }),
  };
}

const SHOWN_IMAGES = 14;
const SHOWN_NUMBERS = 12;

/** First rows as text: some of the numbers, and the target last. */
function firstRowsOf({ values, width, targets, targetValues, samples }: OpenArrays): string[][] {
  const outputs = perSample(targets);
  return Array.from({ length: Math.min(5, samples.shape[0]!) }, (_, i) => [
    ...Array.from(values.subarray(i * width, i * width + Math.min(width, SHOWN_NUMBERS)), (value) =>
      String(Number(value.toPrecision(7))),
    ),
    ...(width > SHOWN_NUMBERS ? ['…'] : []),
    ...Array.from(targetValues.subarray(i * outputs, (i + 1) * outputs), String),
  ]);
}

function notesOf(arrays: OpenArrays, choices: ImportChoices): ImportNote[] {
  const { samples, targets, picture } = arrays;
  const notes: ImportNote[] = [
    { text: `${samples.name} holds the samples, ${targets.name} what is predicted.` },
  ];
  if (!picture && samples.shape.length > 2)
    notes.push({
      text: `Samples of shape ${shapeText({ shape: samples.shape.slice(1) })} are read as rows of numbers; as uint8 they would be images.`,
    });
  if (choices.task === 'classification') {
    const target = classesOf(arrays);
    const text = target.kind === 'classes' ? singleNote(target.names, target.counts) : undefined;
    if (text !== undefined) notes.push({ text });
  } else if (perSample(targets) > 1) {
    notes.push({
      text: `The ${counted(perSample(targets))} values of ${targets.name} are standardised each for itself: losses and predictions are in standard deviations.`,
    });
  }
  return notes;
}

function suggest(arrays: OpenArrays): ImportChoices {
  return {
    name: withoutEnding(arrays.samples.name),
    task: suggestTask(arrays),
    uses: {},
    standardise: true,
    testShare: 0.2,
    splitSeed: 0,
  };
}

function outcomeOf(arrays: OpenArrays, choices: ImportChoices): Outcome {
  const target = targetOf(arrays, choices.task);
  const sizes = splitSizes(arrays.targets.name, target, choices);
  return { inputs: arrays.width, outputs: outputsOf(target), ...sizes, notes: notesOf(arrays, choices) };
}

function profileOf(arrays: OpenArrays, files: FileProfile['files']): FileProfile {
  const { samples, targets, width } = arrays;
  const rows = samples.shape[0]!;
  const image = imageOf(arrays);
  const suggested = suggest(arrays);
  const shown = Array.from({ length: Math.min(SHOWN_IMAGES, rows) }, (_, i) => i);
  const pixels = image && gather(arrays, shown, (bytes) => new ArrayBuffer(bytes));
  return {
    files,
    format: samples.format,
    rows,
    columns: [],
    ...(canSwap(arrays) ? { labels: targets.name } : {}),
    firstRows: image ? [] : firstRowsOf(arrays),
    ...(image ? { image } : {}),
    ...(pixels instanceof Uint8Array ? { pixels } : {}),
    inputs: width,
    notes: outcomeOf(arrays, suggested).notes,
    suggested,
  };
}

/** @param sources files with their checksums, as a data set's source names them @throws {DataProblem} */
export function openArrays(
  pair: Pair,
  { files }: Pick<FileProfile, 'files'>,
  sources: readonly string[],
): Examined {
  const arrays = openPair(pair);
  return {
    profile: profileOf(arrays, files),
    outcome: (choices) => outcomeOf(arrays, choices),
    make: (choices, id, allocate) => make(arrays, sources, choices, id, allocate),
  };
}
