/** The ends of a chart's lines, and candidate positions of its notes. */
import { type Plot, pixelsOf, plotHeight, xAt, yAt } from '../axes/plot';
import type { Edge } from '../axes/scale';
import { textWidth } from '../axes/textWidth';
import type { DrawnLine } from '../lines/draw';
import type { XY } from '../lines/line';
import type { Band, LineSpec } from '../lines/spec';
import type { RuleEnd } from './EndNames';
import { ROW } from './edgeNotes';
import type { Box } from './place';

export interface LineEnd extends RuleEnd {
  readonly line: DrawnLine;
  readonly inside: boolean;
  readonly stopped: boolean;
  readonly endsOn: Edge | undefined;
}

export function endsOf(plot: Plot, lines: readonly DrawnLine[], endText: LineSpec['endText']): LineEnd[] {
  const low = plot.top;
  const high = plot.top + plotHeight(plot);
  const worst = plot.y.domain[plot.y.worse === 'top' ? 1 : 0];
  return lines.flatMap((line) => {
    const { key, rule, mark, name, style, end: last, value, stopped, stoppedAt, endsOn, apart } = line;
    const end = last ?? (stoppedAt === undefined ? undefined : { x: stoppedAt, y: worst });
    if (!end) return [];
    const y = yAt(plot, end.y);
    const inside = y >= low - 0.5 && y <= high + 0.5;
    // A line that has not entered the plot yet has no end to label.
    if (!inside && !stopped && end.x < plot.x.from + plot.x.unit) return [];
    const said = value !== undefined && endText ? endText(value, line) : '';
    const text = stopped ? 'stopped' : (apart ?? said);
    const at = { x: xAt(plot, end.x), y: Math.max(low, Math.min(high, y)) };
    const own = { key, rule, mark, name, text, color: style.text, ...at };
    return [{ ...own, line, inside, stopped, endsOn, apart: apart !== undefined }];
  });
}

/** All lines, including single seeds, in pixels: texts avoid them. */
export const drawnIn = (plot: Plot, lines: readonly DrawnLine[]): XY[][] =>
  lines
    .flatMap(({ strokes, thin, seeds }) => [...strokes, thin, ...seeds.flatMap((seed) => seed.strokes)])
    .map((points) => pixelsOf(plot, points));

/** Each line as one trace in pixels, from its first point to its last. */
export const tracesIn = (plot: Plot, lines: readonly DrawnLine[]) =>
  lines.map(({ key, solid, thin }) => ({
    key,
    points: pixelsOf(plot, solid.length > 0 ? [...solid, ...thin.slice(1)] : thin),
  }));

/** Candidate positions right of the shaded area, from the bottom up; then further to the right. */
export function notePlaces(plot: Plot, behind: number, note: string): Box[] {
  const width = textWidth(note, 11);
  const first = xAt(plot, behind) + 8;
  const most = plot.width - 4 - width;
  const last = Math.min(most, plot.width - plot.right - 8 - width);
  const rows = Array.from({ length: Math.floor(plotHeight(plot) / ROW) }, (_, row) => row);
  const bottom = plot.top + plotHeight(plot) - 3;
  const columns = first < last ? [first, (first + last) / 2, last] : [Math.min(first, most)];
  return columns.flatMap((x) =>
    rows.map((row): Box => ({ x, y: bottom - (row + 1) * ROW, width, height: ROW })),
  );
}

/** Candidate positions from a band's left end, from the top down; left of the plot's right edge. */
export function bandPlaces(plot: Plot, { from, text }: Band): [Box, ...Box[]] {
  const width = textWidth(text, 11);
  const last = plot.width - plot.right - 4 - width;
  const x = Math.max(plot.left + 4, Math.min(xAt(plot, Math.max(from, plot.x.from)) + 5, last));
  const rows = Math.max(1, Math.floor(plotHeight(plot) / ROW));
  const place = (row: number): Box => ({ x, y: plot.top + 2 + row * ROW, width, height: ROW });
  return [place(0), ...Array.from({ length: rows - 1 }, (_, row) => place(row + 1))];
}

/** Candidate positions above a guide, then below it, nearest first; each row from right to left. */
export function guidePlaces(plot: Plot, { at, text }: NonNullable<LineSpec['guide']>): [Box, ...Box[]] {
  const width = textWidth(text, 11);
  const y0 = yAt(plot, at);
  const [left, right] = [plot.left + 4, plot.width - plot.right - 2 - width];
  const rows = [y0 - ROW - 1, y0 + 2, y0 + 2 + ROW, y0 + 2 + 2 * ROW].filter(
    (y) => y + ROW < plot.top + plotHeight(plot),
  );
  const places = rows.flatMap((y) =>
    [0, 1, 2, 3].map((part): Box => ({ x: right - (part / 3) * (right - left), y, width, height: ROW })),
  );
  return [places[0] as Box, ...places];
}
