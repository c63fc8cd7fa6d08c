/** Where the plot lies inside its box; drawing, labels and crosshair share it. */
import type { XY } from '../lines/decimate';
import type { Axis } from './scale';
import { textWidth } from './textWidth';

export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Between the labels of the value axis and the plot, and before them. */
const BESIDE = 10;

/** Room for the labels of an axis beside the plot. */
export const axisRoom = ({ ticks }: Pick<Axis, 'ticks'>): number =>
  BESIDE + Math.ceil(Math.max(0, ...ticks.map(({ label }) => textWidth(label, 11))));

export interface Room {
  readonly width: number;
  readonly height: number;
  /** Right of the plot, for the names at the line ends. */
  readonly labels: number;
  readonly narrow: boolean;
  /** The value axis: labels that are wider than usual push the plot to the right. */
  readonly axis: Pick<Axis, 'ticks'>;
}

export function makeFrame({ width, height, labels, narrow, axis }: Room): Frame {
  const left = Math.max(narrow ? 44 : 52, axisRoom(axis));
  return { width, height, left, right: labels, top: 10, bottom: 26 };
}

export const plotWidth = (f: Frame): number => Math.max(0, f.width - f.left - f.right);
export const plotHeight = (f: Frame): number => Math.max(0, f.height - f.top - f.bottom);
export const xAt = (f: Frame, epochs: number, x: number): number => f.left + (x / epochs) * plotWidth(f);
/** The plot itself, as the place of an element over it. */
export const plotBox = (f: Frame) => ({
  left: f.left,
  top: f.top,
  width: plotWidth(f),
  height: plotHeight(f),
});
/** Left edge of a tip beside a place in the plot: to the right of it, or to the left where there is no room. */
export function tipLeft(f: Frame, x: number, width: number): number {
  return x + 12 + width > plotWidth(f) + f.right ? x - width - 12 : x + 12;
}
/** `y` in the axis's own unit. */
export function yAt(f: Frame, { domain: [low, high] }: Axis, y: number): number {
  return f.top + (1 - (y - low) / (high - low)) * plotHeight(f);
}

/** A line through the points, as an SVG path to a tenth of a pixel. */
export function pathOf(f: Frame, axis: Axis, epochs: number, points: readonly XY[]): string {
  return points
    .map(
      ({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${xAt(f, epochs, x).toFixed(1)},${yAt(f, axis, y).toFixed(1)}`,
    )
    .join('');
}

/** The points where they are drawn, in pixels. */
export const pixelsOf = (f: Frame, axis: Axis, epochs: number, points: readonly XY[]): XY[] =>
  points.map(({ x, y }) => ({ x: xAt(f, epochs, x), y: yAt(f, axis, y) }));
