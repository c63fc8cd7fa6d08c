/** Draws a heatmap on a canvas, with colours from CSS. */
import type { Grid } from './cells';
import { parseRgb, type Rgb, ramp, rampIndex } from './ramp';

/** The scale's 256 colours, and that of the hatching. */
export interface Colors {
  readonly colors: readonly Rgb[];
  readonly hatch: string;
}

/** cells.css passes the colours of the scale in CSS properties that have no effect on a canvas. */
export function colorsOf(canvas: HTMLCanvasElement): Colors {
  const { color, caretColor, columnRuleColor, outlineColor } = getComputedStyle(canvas);
  return {
    colors: ramp(parseRgb(color), parseRgb(caretColor), parseRgb(columnRuleColor)),
    hatch: outlineColor,
  };
}

interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** NaN is hatched. */
export function paintHatch(
  context: CanvasRenderingContext2D,
  { x, y, width, height }: Rect,
  color: string,
): void {
  context.save();
  context.beginPath();
  context.rect(x, y, width, height);
  context.clip();
  context.strokeStyle = color;
  context.beginPath();
  for (let from = x - height; from < x + width; from += 3) {
    context.moveTo(from, y + height);
    context.lineTo(from + height, y);
  }
  context.stroke();
  context.restore();
}

export interface Painting extends Grid {
  readonly values: Float32Array;
  readonly m: number;
}

export function paint(canvas: HTMLCanvasElement, { values, m, rows, columns }: Painting): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const { colors, hatch } = colorsOf(canvas);
  const { width, height } = canvas;
  // Edges on whole pixels, so that cells touch without a seam.
  const edge = (i: number, count: number, length: number) => Math.round((i * length) / count);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const [x, y] = [edge(column, columns, width), edge(row, rows, height)];
      const cell = {
        x,
        y,
        width: edge(column + 1, columns, width) - x,
        height: edge(row + 1, rows, height) - y,
      };
      const index = rampIndex(values[row * columns + column] ?? Number.NaN, m);
      const [r, g, b] = colors[index ?? 127] as Rgb;
      context.fillStyle = `rgb(${r} ${g} ${b})`;
      context.fillRect(cell.x, cell.y, cell.width, cell.height);
      if (index === undefined) paintHatch(context, cell, hatch);
    }
  }
}
