/** Notes on values beyond the axis, and their positions. */
import { type Plot, plotHeight } from '../axes/plot';
import { type Edge, edges } from '../axes/scale';
import { textWidth } from '../axes/textWidth';
import type { DrawnLine } from '../lines/draw';
import type { XY } from '../lines/line';
import { type Box, bestPlace } from './place';

export interface EdgeNote {
  readonly edge: Edge;
  readonly label: string;
  readonly box: Box;
}

/** Sign of the outward direction along y. */
export const outwards = { top: -1, bottom: 1 } as const;
/** Height of a note. */
export const ROW = 15;
/** Width of the arrow and the gap before the text. */
export const ARROW = 11;
const ASIDE = 24;

/** Candidate positions: along an edge from the right, then row by row inwards. */
function placesOf(plot: Plot, edge: Edge, width: number): [Box, ...Box[]] {
  const right = plot.width - plot.right - 8 - width;
  const first = edge === 'top' ? plot.top + 3 : plot.top + plotHeight(plot) - ROW - 3;
  const columns = Math.max(1, Math.floor((right - plot.left - 4) / ASIDE));
  const rows = Math.max(1, Math.floor(plotHeight(plot) / ROW));
  const place = (row: number, column: number): Box => ({
    x: right - column * ASIDE,
    y: first - outwards[edge] * row * ROW,
    width,
    height: ROW,
  });
  const all = Array.from({ length: rows * columns }, (_, i) => place(Math.floor(i / columns), i % columns));
  return [place(0, 0), ...all];
}

interface Props {
  plot: Plot;
  lines: readonly Pick<DrawnLine, 'held'>[];
  /** Names at the line ends to avoid; `drawn` are the lines. Both in pixels. */
  boxes: readonly Box[];
  drawn: readonly (readonly XY[])[];
}

export function edgeNotes({ plot, lines, boxes, drawn }: Props): EdgeNote[] {
  return edges.flatMap((edge) => {
    const label = plot.y.edges?.[edge]?.label;
    if (label === undefined || !lines.some(({ held }) => held.includes(edge))) return [];
    const places = placesOf(plot, edge, ARROW + textWidth(label, 11));
    return [{ edge, label, box: bestPlace(places, { boxes, lines: drawn }) }];
  });
}
