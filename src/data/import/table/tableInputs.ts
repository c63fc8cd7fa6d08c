/** Encodes a table's inputs. Scales and categories come from the training rows only. */
import { type Moments, momentsOf } from '../../loaders/moments';
import { areBytes } from '../arrays/pixels';
import type { Inputs, Rows } from '../assemble';
import type { Allocate } from '../examined';
import { scaleIn } from '../numbers/precision';
import type { Scale } from '../numbers/scale';
import type { Categories } from './categories';
import type { Column } from './column';
import type { ImportChoices } from './table';
import type { InputPlan } from './tablePlan';

/** One column as inputs; categories are those that occur in the training rows. */
export type FittedInput =
  | { readonly use: 'number'; readonly column: Column }
  | {
      readonly use: 'categories';
      readonly column: Column;
      readonly names: readonly string[];
      /** [rows]: index in `names`, -1 for none. */
      readonly places: Int32Array;
    };

/** Name of the category for missing cells. */
const MISSING = 'missing';

/** Cell counts per category in these rows; the last is for missing cells. */
function countsIn({ names, places }: Categories, rows: Uint32Array): Uint32Array {
  const [all, none] = [places(), names.length];
  const counts = new Uint32Array(none + 1);
  for (const row of rows) {
    const place = all[row]!;
    counts[place < 0 ? none : place]!++;
  }
  return counts;
}

/** Categories that occur in test rows only. */
export function unseenIn(categories: Categories, { train, test }: Rows): readonly string[] {
  const [trained, tested] = [countsIn(categories, train), countsIn(categories, test)];
  return categories.names.filter((_, place) => trained[place] === 0 && tested[place]! > 0);
}

function fitCategories(
  { column, categories }: Extract<InputPlan, { use: 'categories' }>,
  { train }: Rows,
): FittedInput {
  const counts = countsIn(categories, train);
  const names: string[] = [];
  const placeOf = new Int32Array(counts.length).fill(-1);
  for (const [place, name] of [...categories.names, MISSING].entries()) {
    if (counts[place] === 0) continue;
    placeOf[place] = names.length;
    names.push(name);
  }
  const none = placeOf.length - 1;
  const places = categories.places().map((place) => placeOf[place < 0 ? none : place]!);
  return { use: 'categories', column, names, places };
}

export const fitInputs = (plans: readonly InputPlan[], rows: Rows): readonly FittedInput[] =>
  plans.map((plan) => (plan.use === 'number' ? plan : fitCategories(plan, rows)));

const widthOf = (input: FittedInput): number => (input.use === 'number' ? 1 : input.names.length);

/** n_0 */
export const inputsIn = (inputs: readonly FittedInput[]): number =>
  inputs.reduce((sum, input) => sum + widthOf(input), 0);

export function namesOf(input: FittedInput): readonly string[] {
  const { name } = input.column;
  return input.use === 'number' ? [name] : input.names.map((category) => `${name} = ${category}`);
}

/** Destination of a split's numbers: [rows, width], row-major. */
interface Matrix {
  readonly rows: Uint32Array;
  readonly values: Float32Array;
  readonly width: number;
}

/** Missing cells get the mean. */
function writeNumbers(
  { numbers }: Column,
  { rows, values, width }: Matrix,
  at: number,
  { mean, offset }: Pick<Scale, 'mean' | 'offset'>,
): void {
  for (let i = 0; i < rows.length; i++) {
    const value = numbers[rows[i]!]!;
    values[i * width + at] = Number.isNaN(value) ? mean : value - offset;
  }
}

/** One-hot. */
function writeCategories(places: Int32Array, { rows, values, width }: Matrix, at: number): void {
  for (let i = 0; i < rows.length; i++) {
    const place = places[rows[i]!]!;
    if (place >= 0) values[i * width + at + place] = 1;
  }
}

type NumberInput = Extract<FittedInput, { use: 'number' }>;
const isNumber = (input: FittedInput): input is NumberInput => input.use === 'number';

/** One scale over all numeric columns. */
function sharedScale(inputs: readonly FittedInput[], { train }: Rows): Moments {
  const columns = inputs.filter(isNumber).map(({ column }) => column.numbers);
  const n = train.length;
  return momentsOf(columns.length * n, (i) => columns[Math.floor(i / n)]![train[i % n]!]!);
}

/** The scale of each column; missing cells always get the column's own mean. */
function scalesOf(inputs: readonly FittedInput[], rows: Rows, standardise: ImportChoices['standardise']) {
  const shared = standardise === 'together' ? sharedScale(inputs, rows) : undefined;
  const read = shared ?? { mean: 0, deviation: 1 };
  return inputs.map((input) => {
    if (input.use !== 'number') return undefined;
    const own = scaleIn(input.column.numbers, rows);
    if (standardise === true) return { ...own, read: own };
    return { mean: own.mean + own.offset, offset: 0, read };
  });
}

/** Images: bytes without missing values, on one scale. They stay bytes, as in IDX files. */
function encodeBytes(inputs: readonly NumberInput[], width: number, rows: Rows, allocate: Allocate): Inputs {
  const part = (which: Uint32Array): Uint8Array => {
    const values = new Uint8Array(allocate(which.length * width));
    for (const [j, { column }] of inputs.entries())
      for (let i = 0; i < which.length; i++) values[i * width + j] = column.numbers[which[i]!]!;
    return values;
  };
  return { train: part(rows.train), test: part(rows.test), ...sharedScale(inputs, rows) };
}

/**
 * Numbers stay in their own unit, or become distances from their column's centre, with the training split's mean and
 * deviation; missing cells get that mean. Each category is an input of 0 or 1.
 */
export function encode(
  inputs: readonly FittedInput[],
  rows: Rows,
  standardise: ImportChoices['standardise'],
  allocate: Allocate,
): Inputs {
  const width = inputsIn(inputs);
  if (standardise === 'together' && inputs.every(isNumber) && inputs.every(({ column }) => areBytes(column)))
    return encodeBytes(inputs, width, rows, allocate);
  const matrix = (part: Uint32Array): Matrix => ({
    rows: part,
    width,
    values: new Float32Array(allocate(4 * part.length * width)),
  });
  const matrices = [matrix(rows.train), matrix(rows.test)] as const;
  const mean = new Float32Array(width);
  const deviation = new Float32Array(width).fill(1);
  const offset = new Float64Array(width);
  const scales = scalesOf(inputs, rows, standardise);
  let at = 0;
  for (const [p, input] of inputs.entries()) {
    const scale = scales[p];
    if (input.use === 'number' && scale) {
      for (const part of matrices) writeNumbers(input.column, part, at, scale);
      mean[at] = scale.read.mean;
      deviation[at] = scale.read.deviation;
      offset[at] = scale.offset;
    } else if (input.use === 'categories')
      for (const part of matrices) writeCategories(input.places, part, at);
    at += widthOf(input);
  }
  const [train, test] = [matrices[0].values, matrices[1].values];
  return { train, test, mean, deviation, ...(offset.some((value) => value !== 0) ? { offset } : {}) };
}
