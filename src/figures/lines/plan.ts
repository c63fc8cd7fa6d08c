/** Layout of a line chart in a box of a given size: its plot, and its lines prepared for drawing. */
import { makePlot, type Plot } from '../axes/plot';
import { type DrawnLine, drawLines } from './draw';
import type { LineSpec } from './spec';

export interface Size {
  readonly width: number;
  readonly height: number;
}

export const plotOf = ({ x, y, labelRoom, narrow }: LineSpec, { width, height }: Size): Plot =>
  makePlot({ width, height, labels: labelRoom, narrow, x, y });

export const drawnOf = ({ lines, x, y, beta = 0, whole = false }: LineSpec, width: number): DrawnLine[] =>
  drawLines(lines, { axis: y, span: x.to - x.from, beta, ...(whole ? {} : { width }) });

/** The shaded range, from the start of the axis. */
export const shadeOf = ({ x, shade }: Pick<LineSpec, 'x' | 'shade'>): readonly [number, number] | undefined =>
  shade && [x.from, Math.min(shade.to, x.to)];
