/** Pairs two arrays: which one holds the samples, and what its targets are. */
import { count as counted, twoDigits } from '../../../core/format';
import { DataProblem, type ImageShape, type Task } from '../../spec';
import { limits } from '../limits';
import { fitsNetwork } from '../numbers/numberText';
import { categoriesOf } from '../table/categories';
import { type Column, ColumnBuilder, numericColumn } from '../table/column';
import { checkClasses, checkValues, type Target } from '../table/target';
import { areIntegers } from '../table/targetColumn';
import {
  type ArrayFile,
  type ArrayHead,
  decode,
  exactNumbers,
  isIntegerType,
  perSample,
  product,
  type Rounded,
  roundedIn,
  shapeText,
} from './arrayFile';

type Two = readonly [ArrayFile, ArrayFile];

export interface Pair {
  readonly samples: ArrayFile;
  readonly targets: ArrayFile;
}

const looksLikeTargets = ({ name }: ArrayFile): boolean => /label|target|(^|[^a-z])y([^a-z]|$)/i.test(name);

/** @throws {DataProblem} if an array is a single number */
function checkSingle(one: ArrayFile, other: ArrayFile): void {
  if (one.shape.length > 0) return;
  const samples = other.shape[0];
  throw new DataProblem(
    'An array is a single number.',
    `${one.name} has the shape (): it holds one number, not one for each ${samples === undefined ? 'sample' : `of the ${counted(samples)} samples`}. Save an array of labels or values instead.`,
  );
}

/**
 * The file names decide if exactly one says "labels" and can be a target; otherwise the array with fewer numbers per
 * sample holds the targets.
 * @throws {DataProblem} if neither decides
 */
function lookedAt([a, b]: Two): Pair {
  const [inA, inB] = [perSample(a), perSample(b)];
  const byName = Number(looksLikeTargets(b)) - Number(looksLikeTargets(a));
  const isPossible = (byName > 0 ? inB : inA) <= limits.classes;
  const unlike = byName !== 0 && isPossible ? byName : inA - inB;
  if (unlike === 0) {
    throw new DataProblem(
      'Which file holds the labels?',
      `${a.name} has the shape ${shapeText(a)} and ${b.name} ${shapeText(b)}. Choose samples and their labels; if both have the same shape, name the second “labels.npy”.`,
    );
  }
  return unlike > 0 ? { samples: a, targets: b } : { samples: b, targets: a };
}

/** By the user's choice. @throws {DataProblem} unless exactly one file has this name */
function asNamed([a, b]: Two, labels: string): Pair {
  if (a.name !== b.name && b.name === labels) return { samples: a, targets: b };
  if (a.name !== b.name && a.name === labels) return { samples: b, targets: a };
  throw new DataProblem(
    'Which file holds the labels?',
    `“${labels}” was named; the files are ${a.name} and ${b.name}. Name one of the two.`,
  );
}

/** @param labels name of the file with labels or values, if the user chose it @throws {DataProblem} */
export function pairOf(two: Two, labels?: string): Pair {
  checkSingle(two[0], two[1]);
  checkSingle(two[1], two[0]);
  const pair = labels === undefined ? lookedAt(two) : asNamed(two, labels);
  const { samples, targets } = pair;
  const [n = 0, m = 0] = [samples.shape[0], targets.shape[0]];
  if (n !== m || n === 0) {
    throw new DataProblem(
      'Samples and labels do not match in number.',
      `${samples.name} holds ${counted(n)} samples, ${targets.name} ${counted(m)} labels. Choose two files that belong together.`,
    );
  }
  return pair;
}

/** Whether samples and targets could be swapped. */
export const canSwap = ({ samples, targets }: Record<keyof Pair, ArrayHead>): boolean =>
  perSample(samples) <= limits.classes && samples.name !== targets.name;

/** Image layout of a byte array; `planes` if the channels come first. */
interface Picture extends ImageShape {
  readonly planes: boolean;
}

function pictureOf({ type, shape }: ArrayHead): Picture | undefined {
  const [, a = 0, b = 0, c = 0] = shape;
  if (type !== 'u1') return undefined;
  if (shape.length === 3 && a > 1 && b > 1) return { height: a, width: b, channels: 1, planes: true };
  if (shape.length !== 4) return undefined;
  if (c === 1 || c === 3) return { height: a, width: b, channels: c, planes: false };
  if (a === 1 || a === 3) return { height: b, width: c, channels: a, planes: true };
  return undefined;
}

/** Maps the lab's pixel order (channel planes) to indices within a sample in the file. */
function placesOf(width: number, picture: Picture | undefined): Uint32Array | undefined {
  if (!picture || picture.planes || picture.channels === 1) return undefined;
  const { channels } = picture;
  const plane = width / channels;
  return Uint32Array.from({ length: width }, (_, i) => (i % plane) * channels + Math.floor(i / plane));
}

/** Doubles if single precision may lose digits. */
export type Numbers = Uint8Array | Float32Array | Float64Array;

export interface OpenArrays {
  readonly samples: ArrayHead;
  readonly targets: ArrayHead;
  /** [n, width], row-major. */
  readonly values: Numbers;
  readonly width: number;
  readonly picture: Picture | undefined;
  readonly places: Uint32Array | undefined;
  /** [n, C] */
  readonly targetValues: Float64Array;
  /** [n]: exact labels beyond 2^53, if double precision would merge some. */
  readonly exactLabels: readonly bigint[] | undefined;
  /** Integers that were rounded to double precision. */
  readonly rounded: { readonly samples: Rounded | undefined; readonly targets: Rounded | undefined };
  /** One class label per sample; undefined if samples have several target values that are not one-hot. */
  readonly labels: Column | undefined;
}

const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
const needsDoubles: ReadonlySet<string> = new Set(['f8', 'i4', 'u4', 'i8', 'u8']);

/** Bytes stay bytes. Doubles are used in place if byte order and alignment allow. */
function valuesOf(samples: ArrayFile): Numbers {
  const { type, fortran, shape, body } = samples;
  if (type === 'u1' && !fortran) return body;
  const size = product(shape);
  if (type === 'f8' && samples.littleEndian && !fortran && isLittleEndian && body.byteOffset % 8 === 0)
    return new Float64Array(body.buffer, body.byteOffset, size);
  if (needsDoubles.has(type)) return decode(samples, new Float64Array(size));
  return decode(samples, type === 'u1' || type === 'b1' ? new Uint8Array(size) : new Float32Array(size));
}

function checkOutputs(targets: ArrayHead): void {
  const outputs = perSample(targets);
  if (outputs <= limits.classes) return;
  throw new DataProblem(
    'There are too many outputs.',
    `${targets.name} has ${counted(outputs)} numbers per sample; ${limits.classes} are the most.`,
  );
}

/** NumPy code that removes such rows or replaces the values. */
function wayOut(name: string, value: number): string {
  const array = name.replace(/\.(npy|gz)/gi, '').replace(/\W+/g, '_') || 'X';
  const drop = `leave such rows out of both files: keep = np.isfinite(${array}).reshape(len(${array}), -1).all(axis=1)`;
  if (Number.isNaN(value)) return `Fill it before saving: np.nan_to_num(${array}, nan=0.0). Or ${drop}.`;
  const limits = `np.nan_to_num(${array}, posinf=…, neginf=…)`;
  if (!Number.isFinite(value))
    return `Give ${limits} numbers that suit your data (without them it writes 1.8e308, which does not fit either). Or ${drop}.`;
  return `It is what np.nan_to_num writes for infinity: give it numbers that suit your data, ${limits}. Or leave such rows out of both files: keep = (np.abs(${array}) < 3.4e38).reshape(len(${array}), -1).all(axis=1).`;
}

/** @throws {DataProblem} naming the first element that is not finite, or overflows single precision */
function checkFinite({ name }: ArrayHead, values: Numbers, width: number): void {
  if (values instanceof Uint8Array) return;
  const bad = values.findIndex((value: number) => !fitsNetwork(value));
  if (bad < 0) return;
  const value = values[bad]!;
  const place = width > 1 ? `, number ${counted((bad % width) + 1)} of ${counted(width)}` : '';
  let all = 0;
  for (let i = 0; i < values.length; i++) if (!fitsNetwork(values[i]!)) all++;
  const more = all > 1 ? ` (${counted(all)} elements are so)` : '';
  const finite = Number.isFinite(value);
  throw new DataProblem(
    finite ? 'A number does not fit single precision.' : 'An element is not a finite number.',
    `${name}, row ${counted(Math.floor(bad / width) + 1)}${place} is ${finite ? twoDigits(value) : value}${more}${finite ? '; networks compute in single precision, up to 3.4e38' : ''}. ${wayOut(name, value)}`,
  );
}

/** Index of the 1 in each one-hot row; undefined if a row is not one-hot. */
function oneHotPlaces(values: Float64Array, outputs: number): Float64Array | undefined {
  if (outputs < 2) return undefined;
  const places = new Float64Array(values.length / outputs);
  for (let row = 0; row < places.length; row++) {
    const cells = values.subarray(row * outputs, (row + 1) * outputs);
    const ones = cells.reduce((sum, value) => sum + (value === 1 ? 1 : value === 0 ? 0 : 2), 0);
    if (ones !== 1) return undefined;
    places[row] = cells.indexOf(1);
  }
  return places;
}

/** One label per sample; undefined if rows have several values that are not one-hot. */
function labelColumn(
  targets: ArrayHead,
  targetValues: Float64Array,
  exactLabels: readonly bigint[] | undefined,
): Column | undefined {
  if (exactLabels) {
    const builder = new ColumnBuilder('labels');
    for (const [i, label] of exactLabels.entries()) builder.add(String(label), i + 1);
    return builder.done();
  }
  const outputs = perSample(targets);
  const labels = outputs === 1 ? targetValues : oneHotPlaces(targetValues, outputs);
  return labels && numericColumn('labels', labels);
}

/** Decodes all numbers and releases the files' bytes. @throws {DataProblem} */
export function openPair({ samples, targets }: Pair): OpenArrays {
  const width = perSample(samples);
  checkOutputs(targets);
  if (width > limits.inputs) {
    throw new DataProblem(
      'These samples are too large.',
      `${samples.name} has ${counted(width)} numbers per sample; ${counted(limits.inputs)} are the most. Make them smaller before saving.`,
    );
  }
  const values = valuesOf(samples);
  checkFinite(samples, values, width);
  const targetValues = decode(targets, new Float64Array(product(targets.shape)));
  checkFinite(targets, targetValues, perSample(targets));
  const exact = perSample(targets) === 1 ? exactNumbers(targets, targetValues) : undefined;
  const exactLabels = exact && Array.from(targetValues, (_, i) => exact(i));
  const rounded = {
    samples: values instanceof Float64Array ? roundedIn(samples, values) : undefined,
    targets: roundedIn(targets, targetValues),
  };
  const picture = pictureOf(samples);
  const { body: _samples, ...samplesHead } = samples;
  const { body: _targets, ...targetsHead } = targets;
  const heads = { samples: samplesHead, targets: targetsHead };
  return {
    ...heads,
    values,
    width,
    picture,
    places: placesOf(width, picture),
    targetValues,
    exactLabels,
    rounded,
    labels: labelColumn(targets, targetValues, exactLabels),
  };
}

function classesOf({ targets, labels }: OpenArrays): Target {
  if (labels === undefined) {
    throw new DataProblem(
      'These targets are not classes.',
      `${targets.name} has ${counted(perSample(targets))} numbers per sample, not a single 1 among zeros. Choose regression, or save one label per sample.`,
    );
  }
  const found = categoriesOf(labels);
  checkClasses(targets.name, found?.names);
  const { names, places, counts } = found!;
  return { kind: 'classes', names, labels: places(), counts };
}

export function targetOf(arrays: OpenArrays, task: Task): Target {
  if (task === 'classification') return classesOf(arrays);
  const { targets, targetValues } = arrays;
  checkValues(targets.name, targetValues);
  return { kind: 'values', outputs: perSample(targets), values: targetValues };
}

/** Up to this many distinct whole floats count as class labels, as from np.zeros(n). */
const MOST_FLOAT_LABELS = 20;

/** Regression if every class occurs only once, because such classes cannot be split into training and test. */
export function suggestTask({ targets, targetValues, labels }: OpenArrays): Task {
  if (perSample(targets) > 1) return labels ? 'classification' : 'regression';
  const distinct = labels && categoriesOf(labels)?.names.length;
  if (distinct === undefined || 2 * distinct > targetValues.length) return 'regression';
  if (isIntegerType(targets)) return distinct <= limits.classes ? 'classification' : 'regression';
  const often = distinct > 1 && distinct <= MOST_FLOAT_LABELS;
  return often && areIntegers(targetValues) ? 'classification' : 'regression';
}
