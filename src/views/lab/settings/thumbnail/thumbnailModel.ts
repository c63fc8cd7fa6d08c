/** Thumbnail of a data set without images: its points, or a histogram of its targets. */
import type { Dataset, Split } from '../../../../core/samples/dataset';

/** Maximum number of rows read: enough for 30 pixels. */
const MOST_ROWS = 2000;
const MOST_POINTS = 150;
const BARS = 10;

export interface ThumbnailPoint {
  /** 0 … 1, from the left and from the top. */
  readonly x: number;
  readonly y: number;
  readonly label: number;
}
export type TablePicture =
  | { readonly kind: 'points'; readonly points: readonly ThumbnailPoint[] }
  /** 0 … 1, from left to right. */
  | { readonly kind: 'bars'; readonly heights: readonly number[] };

/** At most `most` evenly spaced row indices. */
function places(size: number, most: number): number[] {
  const step = Math.max(1, size / most);
  return Array.from({ length: Math.min(size, most) }, (_, i) => Math.floor(i * step));
}

/** Scales values to 0 … 1 by their minimum and maximum. */
function stretched(values: readonly number[]): number[] {
  const low = Math.min(...values);
  const span = Math.max(...values) - low;
  return values.map((value) => (span > 0 ? (value - low) / span : 0.5));
}

function points({ size, inputs, targets }: Split): ThumbnailPoint[] {
  const all = places(size, MOST_POINTS);
  const x = stretched(all.map((i) => inputs[2 * i] ?? 0));
  const y = stretched(all.map((i) => inputs[2 * i + 1] ?? 0));
  return all.map((i, k) => ({
    x: x[k] as number,
    y: 1 - (y[k] as number),
    label: targets.kind === 'classes' ? (targets.labels[i] ?? 0) : 0,
  }));
}

/** Histogram of the first output. */
function bars({ train: { size, targets }, outputs }: Dataset): number[] {
  const all = places(size, MOST_ROWS);
  const few = Math.min(outputs, BARS);
  const of =
    targets.kind === 'classes'
      ? all.map((i) => Math.floor(((targets.labels[i] ?? 0) * few) / outputs))
      : stretched(all.map((i) => targets.values[i * outputs] ?? 0)).map((at) =>
          Math.min(BARS - 1, Math.floor(at * BARS)),
        );
  const counts = new Array<number>(targets.kind === 'classes' ? few : BARS).fill(0);
  for (const bar of of) counts[bar] = (counts[bar] ?? 0) + 1;
  const most = Math.max(1, ...counts);
  return counts.map((count) => count / most);
}

export function tablePicture(dataset: Dataset): TablePicture {
  if (dataset.inputs === 2) return { kind: 'points', points: points(dataset.train) };
  return { kind: 'bars', heights: bars(dataset) };
}
