/** A data set from two arrays: images or rows of numbers, and labels or values. */
import { momentsOf } from '../../loaders/moments';
import { DataProblem, type ImageShape } from '../../spec';
import { assemble, type Inputs, infoOf, type Rows } from '../assemble';
import type { Allocate, Examined, Outcome } from '../examined';
import { type Part, scaleOf } from '../numbers/scale';
import { withoutEnding } from '../table/profile';
import type { FileProfile, ImportChoices, ImportNote, ReadOptions } from '../table/table';
import { outputsOf, splitRows } from '../table/target';
import { perSample } from './arrayFile';
import { notesOf, type Opened } from './arrayNotes';
import { canSwap, type OpenArrays, openPair, type Pair, suggestTask, targetOf } from './pair';
import { mayBePictures } from './pixels';

/** @param offset [width], subtracted from each column before rounding to single precision */
function gather(
  { values, width, places }: OpenArrays,
  rows: ArrayLike<number>,
  allocate: Allocate,
  offset?: Float64Array,
): Uint8Array | Float32Array {
  const bytes = (values instanceof Uint8Array ? 1 : 4) * rows.length * width;
  const out =
    values instanceof Uint8Array ? new Uint8Array(allocate(bytes)) : new Float32Array(allocate(bytes));
  for (let i = 0; i < rows.length; i++) {
    const from = rows[i]! * width;
    if (places) for (let j = 0; j < width; j++) out[i * width + j] = values[from + places[j]!]!;
    else if (offset) for (let j = 0; j < width; j++) out[i * width + j] = values[from + j]! - offset[j]!;
    else out.set(values.subarray(from, from + width), i * width);
  }
  return out;
}

/** Encodes each column separately: its numbers, or their distances from its centre. */
function encodeColumns(arrays: OpenArrays, { train, test }: Rows, allocate: Allocate): Inputs {
  const { values, width } = arrays;
  const mean = new Float32Array(width);
  const deviation = new Float32Array(width);
  const offset = new Float64Array(width);
  for (let j = 0; j < width; j++) {
    const part: Part = { size: train.length, at: (i) => values[train[i]! * width + j]! };
    const scale = scaleOf(part, values instanceof Uint8Array);
    mean[j] = scale.mean;
    deviation[j] = scale.deviation;
    offset[j] = scale.offset;
  }
  const moved = offset.some((value) => value !== 0) ? offset : undefined;
  const gathered = (rows: Uint32Array) => gather(arrays, rows, allocate, moved);
  const parts = { train: gathered(train), test: gathered(test) };
  return { ...parts, mean, deviation, ...(moved ? { offset: moved } : {}) };
}

/** Image bytes share one mean and deviation; other columns have their own. */
function encode(
  arrays: OpenArrays,
  rows: Rows,
  standardise: ImportChoices['standardise'],
  allocate: Allocate,
): Inputs {
  const { picture } = arrays;
  const isPicture = picture !== undefined && arrays.values instanceof Uint8Array;
  if (standardise === true && !isPicture) return encodeColumns(arrays, rows, allocate);
  const parts = { train: gather(arrays, rows.train, allocate), test: gather(arrays, rows.test, allocate) };
  // Without standardisation pixels are scaled to 0 … 1, because 255 would saturate any unit.
  if (standardise === false) return { ...parts, mean: 0, deviation: picture ? 255 : 1 };
  return { ...parts, ...momentsOf(parts.train.length, (i) => parts.train[i]!) };
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
  const inputs = encode(arrays, rows, choices.standardise, allocate);
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

/** First rows as text: some of the numbers, then the target. */
function firstRowsOf({ values, width, targets, targetValues, exactLabels, samples }: OpenArrays): string[][] {
  const outputs = perSample(targets);
  const digits = values instanceof Float64Array ? 15 : 7;
  return Array.from({ length: Math.min(5, samples.shape[0]!) }, (_, i) => [
    ...Array.from(values.subarray(i * width, i * width + Math.min(width, SHOWN_NUMBERS)), (value) =>
      String(Number(value.toPrecision(digits))),
    ),
    ...(width > SHOWN_NUMBERS ? ['…'] : []),
    ...(exactLabels
      ? [String(exactLabels[i])]
      : Array.from(targetValues.subarray(i * outputs, (i + 1) * outputs), String)),
  ]);
}

/** Rows of bytes that may be flattened images, by their length. */
const looksLikePictures = ({ picture, values, width }: OpenArrays): boolean =>
  !picture && values instanceof Uint8Array && mayBePictures(values, width);

function suggest(arrays: OpenArrays): ImportChoices {
  return {
    name: withoutEnding(arrays.samples.name),
    task: suggestTask(arrays),
    uses: {},
    standardise: looksLikePictures(arrays) ? 'together' : true,
    testShare: 0.2,
    splitSeed: 0,
  };
}

function outcomeOf(arrays: Opened, choices: ImportChoices): Outcome {
  const target = targetOf(arrays, choices.task);
  const rows = splitRows(arrays.targets.name, target, choices);
  const [train, test] = [rows.train.length, rows.test.length];
  return {
    inputs: arrays.width,
    outputs: outputsOf(target),
    train,
    test,
    dropped: arrays.samples.shape[0]! - train - test,
    notes: notesOf(arrays, choices, rows),
  };
}

/** Notes for the suggested choices, even if those are invalid. */
function suggestedNotes(arrays: Opened, suggested: ImportChoices): readonly ImportNote[] {
  try {
    return outcomeOf(arrays, suggested).notes;
  } catch (reason) {
    if (!(reason instanceof DataProblem)) throw reason;
    return notesOf(arrays, suggested, undefined);
  }
}

function profileOf(arrays: Opened, files: FileProfile['files']): FileProfile {
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
    notes: suggestedNotes(arrays, suggested),
    suggested,
  };
}

/** @param sources files with their checksums, for the data set's `source` @throws {DataProblem} */
export function openArrays(
  pair: Pair,
  { files }: Pick<FileProfile, 'files'>,
  sources: readonly string[],
  { missing = [] }: ReadOptions = {},
): Examined {
  const arrays = { ...openPair(pair), declared: missing };
  return {
    profile: profileOf(arrays, files),
    outcome: (choices) => outcomeOf(arrays, choices),
    make: (choices, id, allocate) => make(arrays, sources, choices, id, allocate),
  };
}
