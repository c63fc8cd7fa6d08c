/** Previews for data set cards: a few real samples and column histograms. Small, plain data. */
import type { Dataset } from '../core/samples/dataset';
import type { DatasetInfo } from './spec';

/** Increase whenever the content of previews changes, because browsers store them between visits. */
export const PREVIEW_VERSION = 1;

/** Histogram of one column over its range. */
export interface ColumnShape {
  readonly name: string;
  /** Ends of the range. */
  readonly from: number;
  readonly to: number;
  readonly counts: readonly number[];
}

export type Preview =
  | {
      readonly kind: 'images';
      readonly count: number;
      /** [count, inputs], bytes. */
      readonly pixels: Uint8Array;
      /** Class of each; empty for regression. */
      readonly labels: readonly number[];
    }
  | {
      readonly kind: 'points';
      readonly x: readonly number[];
      readonly y: readonly number[];
      readonly labels: readonly number[];
    }
  | {
      readonly kind: 'columns';
      /** The first inputs, and the target last. */
      readonly columns: readonly ColumnShape[];
      /** Number of inputs not shown. */
      readonly more: number;
      /** First rows of the same columns, as numbers. */
      readonly rows: readonly (readonly number[])[];
    };

const MOST_IMAGES = 14;
const MOST_POINTS = 300;
const MOST_COLUMNS = 9;
const MOST_ROWS = 3;
const BINS = 16;

/** Value of a sample in its original unit. */
type Column = (sample: number) => number;

/** Indices of samples with alternating classes, as far as available, in order within each class. */
function takingTurns(labels: Uint8Array, count: number): number[] {
  const perClass = new Map<number, number[]>();
  for (const [index, label] of labels.entries()) {
    const found = perClass.get(label) ?? [];
    if (found.length < count) perClass.set(label, [...found, index]);
  }
  const classes = [...perClass].sort(([a], [b]) => a - b).map(([, found]) => found);
  const taken: number[] = [];
  for (let turn = 0; turn < count && taken.length < count; turn++)
    taken.push(...classes.flatMap((found) => found.slice(turn, turn + 1)));
  return taken.slice(0, count);
}

function imagesOf({ inputs: width, train }: Dataset): Preview {
  const labels = train.targets.kind === 'classes' ? train.targets.labels : undefined;
  const count = Math.min(MOST_IMAGES, train.size);
  const chosen = labels ? takingTurns(labels, count) : Array.from({ length: count }, (_, i) => i);
  const pixels = new Uint8Array(chosen.length * width);
  for (const [i, sample] of chosen.entries())
    pixels.set(train.inputs.subarray(sample * width, (sample + 1) * width), i * width);
  return {
    kind: 'images',
    count: chosen.length,
    pixels,
    labels: labels ? chosen.map((sample) => labels[sample] as number) : [],
  };
}

/** In the original unit. */
const inputColumn =
  ({ inputs: width, train, offset }: Dataset, j: number): Column =>
  (i) =>
    (train.inputs[i * width + j] as number) + (offset?.[j] ?? 0);

function pointsOf(dataset: Dataset, labels: Uint8Array): Preview {
  const { train } = dataset;
  const count = Math.min(MOST_POINTS, train.size);
  const axis = (j: number) => Array.from({ length: count }, (_, i) => inputColumn(dataset, j)(i));
  return { kind: 'points', x: axis(0), y: axis(1), labels: [...labels.subarray(0, count)] };
}

function shapeOf(name: string, value: Column, size: number): ColumnShape {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < size; i++) {
    const x = value(i);
    if (x < from) from = x;
    if (x > to) to = x;
  }
  const counts = new Array<number>(BINS).fill(0);
  const scale = to > from ? BINS / (to - from) : 0;
  for (let i = 0; i < size; i++) {
    const bin = Math.min(BINS - 1, Math.floor((value(i) - from) * scale));
    counts[bin] = (counts[bin] as number) + 1;
  }
  return { name, from, to, counts };
}

function classShape(name: string, labels: Uint8Array, classes: number): ColumnShape {
  const counts = new Array<number>(classes).fill(0);
  for (const label of labels) counts[label] = (counts[label] as number) + 1;
  return { name, from: 0, to: classes - 1, counts };
}

/** The first of several targets. */
function targetColumn({ train, outputs, targetScale }: Dataset): Column {
  const { targets } = train;
  if (targets.kind === 'classes') return (i) => targets.labels[i] as number;
  const { mean, deviation } = targetScale ?? { mean: 0, deviation: 1 };
  return (i) => (targets.values[i * outputs] as number) * deviation + mean;
}

function columnsOf(info: DatasetInfo, dataset: Dataset): Preview {
  const { inputs: width, train } = dataset;
  const shown = Math.min(MOST_COLUMNS, width);
  const inputs = Array.from({ length: shown }, (_, j) => inputColumn(dataset, j));
  const target = targetColumn(dataset);
  const name = info.targetName ?? (info.task === 'regression' ? 'target' : 'class');
  return {
    kind: 'columns',
    columns: [
      ...inputs.map((value, j) => shapeOf(info.inputNames?.[j] ?? `x${j + 1}`, value, train.size)),
      train.targets.kind === 'classes'
        ? classShape(name, train.targets.labels, dataset.outputs)
        : shapeOf(name, target, train.size),
    ],
    more: width - shown,
    rows: Array.from({ length: Math.min(MOST_ROWS, train.size) }, (_, i) =>
      [...inputs, target].map((value) => value(i)),
    ),
  };
}

/** Preview of a loaded data set's training samples. */
export function previewOf(info: DatasetInfo, dataset: Dataset): Preview {
  const { targets } = dataset.train;
  if (info.image) return imagesOf(dataset);
  if (dataset.inputs === 2 && targets.kind === 'classes') return pointsOf(dataset, targets.labels);
  return columnsOf(info, dataset);
}
