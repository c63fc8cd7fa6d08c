/** Two arrays that belong together: which holds the samples, what they are, and what is predicted of them. */
import { counted } from '../gunzip';
import { DataProblem, type ImageShape, type Task } from '../spec';
import { type ArrayFile, type ArrayHead, decode, isWhole, perSample, product, shapeText } from './arrayFile';
import { categoriesOf, fitsNetwork, numericColumn } from './column';
import { limits } from './limits';
import { areWhole } from './profile';
import { checkClasses, checkValues, type Target } from './target';

type Two = readonly [ArrayFile, ArrayFile];

export interface Pair {
  readonly samples: ArrayFile;
  readonly targets: ArrayFile;
}

const looksLikeTargets = ({ name }: ArrayFile): boolean => /label|target|(^|[^a-z])y([^a-z]|$)/i.test(name);

/** Targets have fewer numbers per sample, else the name decides. @throws {DataProblem} where neither does */
function lookedAt([a, b]: Two): Pair {
  const [inA, inB] = [perSample(a), perSample(b)];
  const unlike = inA === inB ? Number(looksLikeTargets(b)) - Number(looksLikeTargets(a)) : inA - inB;
  if (a.shape.length === 0 || b.shape.length === 0 || unlike === 0) {
    throw new DataProblem(
      'Which file holds the labels?',
      `${a.name} has the shape ${shapeText(a)} and ${b.name} ${shapeText(b)}. Give samples and their labels; name the second “labels.npy” where both have as many numbers.`,
    );
  }
  return unlike > 0 ? { samples: a, targets: b } : { samples: b, targets: a };
}

/** As the person says it. @throws {DataProblem} where none of the two is called so, or both are */
function asNamed([a, b]: Two, labels: string): Pair {
  if (a.name !== b.name && b.name === labels) return { samples: a, targets: b };
  if (a.name !== b.name && a.name === labels) return { samples: b, targets: a };
  throw new DataProblem(
    'Which file holds the labels?',
    `“${labels}” is to hold them; the files are called ${a.name} and ${b.name}. Name one of the two.`,
  );
}

/** @param labels which file holds labels or values, where the person knows better @throws {DataProblem} */
export function pairOf(two: Two, labels?: string): Pair {
  const pair = labels === undefined ? lookedAt(two) : asNamed(two, labels);
  const { samples, targets } = pair;
  const [n = 0, m = 0] = [samples.shape[0], targets.shape[0]];
  if (n !== m || n === 0) {
    throw new DataProblem(
      'Samples and labels do not match in number.',
      `${samples.name} holds ${counted(n)} samples, ${targets.name} ${counted(m)} labels. Give the two that belong together.`,
    );
  }
  return pair;
}

/** Whether the samples could as well be what is predicted. */
export const canSwap = ({ samples, targets }: Record<keyof Pair, ArrayHead>): boolean =>
  perSample(samples) <= limits.classes && samples.name !== targets.name;

/** How an array of bytes is a picture; `planes` where the colours come first. */
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

/** Place in a sample as it lies in the file of each number as the lab has it: colours as planes. */
function placesOf(width: number, picture: Picture | undefined): Uint32Array | undefined {
  if (!picture || picture.planes || picture.channels === 1) return undefined;
  const { channels } = picture;
  const plane = width / channels;
  return Uint32Array.from({ length: width }, (_, i) => (i % plane) * channels + Math.floor(i / plane));
}

export type Numbers = Uint8Array | Float32Array;

export interface OpenArrays {
  readonly samples: ArrayHead;
  readonly targets: ArrayHead;
  /** [n, width] row by row. */
  readonly values: Numbers;
  readonly width: number;
  readonly picture: Picture | undefined;
  readonly places: Uint32Array | undefined;
  /** [n, C] */
  readonly targetValues: Float64Array;
}

/** Bytes stay bytes. */
function valuesOf(samples: ArrayFile): Numbers {
  const { type, fortran, shape, body } = samples;
  if (type === 'u1' && !fortran) return body;
  const size = product(shape);
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

/** @throws {DataProblem} naming the first number that is none */
function checkFinite({ name }: ArrayHead, values: Numbers | Float64Array, width: number): void {
  if (values instanceof Uint8Array) return;
  const bad = values.findIndex((value: number) => !fitsNetwork(value));
  if (bad < 0) return;
  const place = width > 1 ? `, number ${counted((bad % width) + 1)} of ${counted(width)}` : '';
  throw new DataProblem(
    'An element is not a finite number.',
    `${name}, row ${counted(Math.floor(bad / width) + 1)}${place} is ${values[bad]}. Replace such elements before saving: np.nan_to_num(X).`,
  );
}

/** Reads all numbers; what the files held is let go. @throws {DataProblem} */
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
  const picture = pictureOf(samples);
  const { body: _samples, ...samplesHead } = samples;
  const { body: _targets, ...targetsHead } = targets;
  const heads = { samples: samplesHead, targets: targetsHead };
  return { ...heads, values, width, picture, places: placesOf(width, picture), targetValues };
}

/** The place of the single 1 in each row of 0 and 1; undefined where a row is another. */
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

export function classesOf({ targets, targetValues }: OpenArrays): Target {
  const outputs = perSample(targets);
  const labels = outputs === 1 ? targetValues : oneHotPlaces(targetValues, outputs);
  if (labels === undefined) {
    throw new DataProblem(
      'These targets are no classes.',
      `${targets.name} has ${counted(outputs)} numbers per sample, not a single 1 among zeros. Choose regression, or save one label per sample.`,
    );
  }
  const found = categoriesOf(numericColumn('labels', labels.slice()));
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

/** Different whole numbers of floating point that are still taken for labels: np.zeros(n) makes such. */
const MOST_FLOAT_LABELS = 20;

export function suggestTask({ targets, targetValues }: OpenArrays): Task {
  const outputs = perSample(targets);
  if (outputs > 1) return oneHotPlaces(targetValues, outputs) ? 'classification' : 'regression';
  const distinct = categoriesOf(numericColumn('labels', targetValues.slice()))?.names.length;
  if (distinct === undefined) return 'regression';
  if (isWhole(targets)) return distinct <= limits.classes ? 'classification' : 'regression';
  const often = distinct > 1 && distinct <= MOST_FLOAT_LABELS && 2 * distinct <= targetValues.length;
  return often && areWhole(targetValues) ? 'classification' : 'regression';
}
