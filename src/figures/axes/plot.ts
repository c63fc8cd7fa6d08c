/** The plot's geometry and axes, shared by drawing, labels and reader. */
import type { XY } from '../lines/line';
import type { Axis } from './scale';
import { textWidth } from './textWidth';
import type { XAxis } from './xAxis';

export interface Plot {
  /** Size of the whole box, then the margin on each side of the plot, in pixels. */
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly x: Pick<XAxis, 'from' | 'to' | 'unit'>;
  readonly y: Axis;
}

/** Padding around the value axis's labels, in pixels. */
const BESIDE = 10;

/** Width that the value axis's labels need, in pixels. */
export const axisRoom = ({ ticks }: Pick<Axis, 'ticks'>): number =>
  BESIDE + Math.ceil(Math.max(0, ...ticks.map(({ label }) => textWidth(label, 11))));

export interface Room {
  readonly width: number;
  readonly height: number;
  /** Width to the right of the plot for the names at the line ends, in pixels. */
  readonly labels: number;
  readonly narrow: boolean;
  readonly x: Plot['x'];
  /** The value axis: wide labels push the plot to the right. */
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
/** @param y in axis units */
export function yAt(p: Plot, y: number): number {
  const [low, high] = p.y.domain;
  return p.top + (1 - (y - low) / (high - low)) * plotHeight(p);
}
/** The plot's rectangle, to position an element over it. */
export const plotBox = (p: Plot) => ({
  left: p.left,
  top: p.top,
  width: plotWidth(p),
  height: plotHeight(p),
});
/** Left edge of a tooltip at `x`: to the right of it, or to the left if there is no room. */
export function tipLeft(p: Plot, x: number, width: number): number {
  return x + 12 + width > plotWidth(p) + p.right ? x - width - 12 : x + 12;
}

/** An SVG path through the points, rounded to a tenth of a pixel. */
export function pathOf(p: Plot, points: readonly XY[]): string {
  return points
    .map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${xAt(p, x).toFixed(1)},${yAt(p, y).toFixed(1)}`)
    .join('');
}

/** The points in pixels. */
export const pixelsOf = (p: Plot, points: readonly XY[]): XY[] =>
  points.map(({ x, y }) => ({ x: xAt(p, x), y: yAt(p, y) }));
