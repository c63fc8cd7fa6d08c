/** Decision surfaces: their frame, their points, their colours, and what is said of them. */
import { percent } from '../../../../../core/format';
import { cellCentre } from '../../../../../core/run/inspect/grid';
import type { Surface, SurfaceRequest } from '../../../../../core/run/inspect/surface';
import type { Dataset } from '../../../../../core/samples/dataset';
import type { Cell } from '../../../inside/cells/cells';
import type { Rgb } from '../../../inside/cells/ramp';

/** Cells along a side. */
export const CELLS = 56;
/** Room around the points, as a share of their range. */
const MARGIN = 0.08;
/** Training points drawn. */
const MOST_POINTS = 240;
/** A network is called unsure where it is less certain than this. */
export const SURE = 0.75;

/** The frame of all surfaces of a data set: the range of its training points, and some room. */
export function boundsOf({ train }: Dataset): SurfaceRequest['bounds'] {
  const range = (axis: number): [number, number] => {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let i = axis; i < 2 * train.size; i += 2) {
      low = Math.min(low, train.inputs[i] as number);
      high = Math.max(high, train.inputs[i] as number);
    }
    const room = MARGIN * (high - low) || 1;
    return [low - room, high + room];
  };
  return [...range(0), ...range(1)];
}

export interface PlanePoint {
  /** 0 … 1 from the left and from the top of the frame. */
  readonly x: number;
  readonly y: number;
  readonly label: number;
}

/** A place in the frame. */
function placeIn(
  [left, right, bottom, top]: SurfaceRequest['bounds'],
  x: number,
  y: number,
): { readonly x: number; readonly y: number } {
  return { x: (x - left) / (right - left), y: (top - y) / (top - bottom) };
}

/** The first training points. */
export function pointsOf({ train }: Dataset, bounds: SurfaceRequest['bounds']): PlanePoint[] {
  const { targets } = train;
  if (targets.kind !== 'classes') return [];
  return Array.from({ length: Math.min(MOST_POINTS, train.size) }, (_, i) => ({
    ...placeIn(bounds, train.inputs[2 * i] as number, train.inputs[2 * i + 1] as number),
    label: targets.labels[i] as number,
  }));
}

/** Raw inputs at a cell's centre. */
export const valuesAt = (bounds: SurfaceRequest['bounds'], { row, column }: Cell): [number, number] =>
  cellCentre({ bounds, cells: CELLS }, row, column);

/** The cell that holds a point. */
export function cellOf(bounds: SurfaceRequest['bounds'], x: number, y: number): Cell {
  const place = placeIn(bounds, x, y);
  const within = (share: number) => Math.min(CELLS - 1, Math.max(0, Math.floor(share * CELLS)));
  return { row: within(place.y), column: within(place.x) };
}

/** Opacity of the least and the most certain cell. */
const FAINT = 0.06;
const STRONG = 0.62;

/** Opacity of a cell: faint where the class is a guess among C, strong where its output is 1. */
export function opacityOf(certainty: number, classes: number): number {
  const guess = 1 / classes;
  const sure = Math.min(1, Math.max(0, (certainty - guess) / (1 - guess)));
  return FAINT + sure * (STRONG - FAINT);
}

/** [cells, cells, 4], RGBA; cells without an answer stay clear. @param colors by class, repeated where there are more */
export function pixelsOf(
  { labels, certainty }: Pick<Surface, 'labels' | 'certainty'>,
  classes: number,
  colors: readonly Rgb[],
): Uint8ClampedArray<ArrayBuffer> {
  const out = new Uint8ClampedArray(4 * labels.length);
  labels.forEach((label, i) => {
    const color = colors[label % colors.length];
    if (label < 0 || !color) return;
    out.set(color, 4 * i);
    out[4 * i + 3] = 255 * opacityOf(certainty[i] as number, classes);
  });
  return out;
}

/** Share of the frame where the network is unsure, 0 … 1. */
export function unsureShare({ certainty }: Pick<Surface, 'certainty'>): number {
  return certainty.reduce((sum, one) => sum + Number(!(one >= SURE)), 0) / certainty.length;
}

interface Told {
  readonly name: string;
  readonly surface: Surface | undefined;
  /** Last one of the test set, 0 … 1. */
  readonly accuracy: number | undefined;
}

/** "BP: test accuracy 97.4 %, unsure in 12 % of the frame." */
export function surfaceText({ name, surface, accuracy }: Told): string {
  if (!surface) return `${name}: no network yet.`;
  const test = accuracy === undefined ? [] : [`test accuracy ${percent(accuracy, 1)}`];
  return `${name}: ${[...test, `unsure in ${percent(unsureShare(surface), 0)} of the frame`].join(', ')}.`;
}

/** Share of the frame where the network answers this class, 0 … 1. */
export const shareOf = ({ labels }: Pick<Surface, 'labels'>, label: number): number =>
  labels.reduce((sum, one) => sum + Number(one === label), 0) / labels.length;
