/** Where a plot lies inside its box, and what its axes are: drawing, labels and reader share it. */
import type { XY } from '../lines/line';
import type { Axis } from './scale';
import { textWidth } from './textWidth';
import type { XAxis } from './xAxis';

export interface Plot {
  /** Of the whole box, in pixels; then the room on each side of the plot. */
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly x: Pick<XAxis, 'from' | 'to' | 'unit'>;
  readonly y: Axis;
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
  readonly x: Plot['x'];
  /** The value axis: labels that are wider than usual push the plot to the right. */
  readonly y: Axis;
}

export function makePlot({ width, height, labels, narrow, x, y }: Room): Plot {
  const left = Math.max(narrow ? 44 : 52, axisRoom(y));
  return { width, height, left, right: labels, top: 10, bottom: 26, x, y };
}

export const plotWidth = (p: Plot): number => Math.max(0, p.width - p.left - p.right);
export const plotHeight = (p: Plot): number => Math.max(0, p.height - p.top - p.bottom);
export const xAt = (p: Plot, x: number): number =>
  p.left + ((x - p.x.from) / (p.x.to - p.x.from)) * plotWidth(p);
/** `y` in the axis's own unit. */
export function yAt(p: Plot, y: number): number {
  const [low, high] = p.y.domain;
  return p.top + (1 - (y - low) / (high - low)) * plotHeight(p);
}
/** The plot itself, as the place of an element over it. */
export const plotBox = (p: Plot) => ({
  left: p.left,
  top: p.top,
  width: plotWidth(p),
  height: plotHeight(p),
});
/** Left edge of a tip beside a place in the plot: to the right of it, or to the left where there is no room. */
export function tipLeft(p: Plot, x: number, width: number): number {
  return x + 12 + width > plotWidth(p) + p.right ? x - width - 12 : x + 12;
}

/** A line through the points, as an SVG path to a tenth of a pixel. */
export function pathOf(p: Plot, points: readonly XY[]): string {
  return points
    .map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${xAt(p, x).toFixed(1)},${yAt(p, y).toFixed(1)}`)
    .join('');
}

/** The points where they are drawn, in pixels. */
export const pixelsOf = (p: Plot, points: readonly XY[]): XY[] =>
  points.map(({ x, y }) => ({ x: xAt(p, x), y: yAt(p, y) }));
