/** Places the names at the line ends. */
import { type Plot, plotHeight } from '../axes/plot';
import { textWidth } from '../axes/textWidth';
import type { XY } from '../lines/line';
import { type Box, bestPlace } from './place';

/** Moves labels apart: at least `gap` between neighbours, as close to their wanted positions as possible. */
export function spaceLabels(wanted: readonly number[], gap: number, low: number, high: number): number[] {
  const order = wanted
    .map((_, i) => i)
    .sort((a, b) => (wanted[a] as number) - (wanted[b] as number) || a - b);
  // Blocks of touching labels, each centred on the mean of its members' wanted positions.
  const blocks: { sum: number; members: number[] }[] = [];
  const top = ({ sum, members }: { sum: number; members: number[] }) => {
    const n = members.length;
    const free = sum / n - ((n - 1) * gap) / 2;
    return Math.max(low, Math.min(high - (n - 1) * gap, free));
  };
  for (const i of order) {
    let block = { sum: wanted[i] as number, members: [i] };
    let above = blocks.at(-1);
    while (above && top(above) + above.members.length * gap > top(block) + 1e-9) {
      blocks.pop();
      block = { sum: above.sum + block.sum, members: [...above.members, ...block.members] };
      above = blocks.at(-1);
    }
    blocks.push(block);
  }
  const placed = new Array<number>(wanted.length);
  for (const block of blocks) {
    const start = top(block);
    block.members.forEach((i, k) => {
      placed[i] = start + k * gap;
    });
  }
  return placed;
}

export interface NamedEnd extends XY {
  readonly name: string;
  /** Text after the name: the last value, or empty. */
  readonly text: string;
  /** The name of a stopped line is placed at its end; all others form a column to the right of the last one. */
  readonly stopped?: boolean;
}

/** The box in which a name is drawn. */
export interface NamePlace extends Box {
  /** The side of the box from which the text runs. */
  readonly anchor: 'start' | 'end';
}

/** Row height of labels in pixels, and the minimum for many labels in a low chart. */
const GAP = 14;
const LEAST_GAP = 11;
/** From a line's end to its name, in pixels: clears the marker. */
export const BEHIND = 11;
const BEHIND_STOP = 13;
const FONT = 12;
/** How many rows above and below its end a stopped line's name may move. */
const MOST_ROWS = 8;
/** Size of a marker in pixels. */
const MARK = 12;

/** Width factor of the semibold names. */
const BOLD = 1.06;

/** Width of a name with its value, in pixels. */
export const widthOf = ({ name, text }: Pick<NamedEnd, 'name' | 'text'>): number =>
  BOLD * textWidth(name, FONT) + (text === '' ? 0 : 5 + textWidth(text, FONT));

/** Width for the name of a line that reaches the right edge of the plot, in pixels. */
export const nameRoom = ({ right }: Plot): number => right - BEHIND - 2;

const markOf = ({ x, y }: XY): Box => ({ x: x - MARK / 2, y: y - MARK / 2, width: MARK, height: MARK });

/** Candidate positions beside a line's end, on either side, nearest first. */
function placesBeside(end: NamedEnd, plot: Plot): [NamePlace, ...NamePlace[]] {
  const width = widthOf(end);
  const [low, high] = [plot.top - GAP / 2, plot.top + plotHeight(plot) - GAP / 2];
  const sides = [
    { anchor: 'start', x: end.x + BEHIND_STOP },
    { anchor: 'end', x: end.x - BEHIND_STOP - width },
  ] as const;
  const inside = sides.filter(({ x }) => x >= plot.left && x + width <= plot.width);
  const rows = Array.from({ length: 2 * MOST_ROWS + 1 }, (_, i) => (i % 2 === 0 ? -i / 2 : (i + 1) / 2));
  const at = (row: number, side: (typeof sides)[number]): NamePlace => ({
    ...side,
    y: Math.max(low, Math.min(high, end.y - GAP / 2 + row * GAP)),
    width,
    height: GAP,
  });
  const all = rows.flatMap((row) => (inside.length > 0 ? inside : sides).map((side) => at(row, side)));
  return [all[0] as NamePlace, ...all];
}

/**
 * Places names without overlap: those of lines that continue in a column, those of stopped lines where they stopped.
 * @param drawn the lines in pixels, which names of stopped lines avoid
 * @param column left edge of the column in pixels; by default right of the last line end
 */
export function placeNames(
  plot: Plot,
  ends: readonly NamedEnd[],
  drawn: readonly (readonly XY[])[],
  column?: number,
): NamePlace[] {
  const going = ends.filter(({ stopped }) => !stopped);
  const x = column ?? Math.max(0, ...going.map((end) => end.x)) + BEHIND;
  const gap = Math.min(GAP, Math.max(LEAST_GAP, plotHeight(plot) / Math.max(1, going.length - 1)));
  const low = plot.top;
  const ys = spaceLabels(
    going.map(({ y }) => y),
    gap,
    low,
    low + plotHeight(plot),
  );
  const places = new Map<NamedEnd, NamePlace>(
    going.map((end, i) => [
      end,
      { x, y: (ys[i] as number) - gap / 2, width: widthOf(end), height: gap, anchor: 'start' },
    ]),
  );
  const boxes = [...places.values(), ...ends.map(markOf)];
  for (const end of ends) {
    if (!end.stopped) continue;
    const place = bestPlace(placesBeside(end, plot), { boxes, lines: drawn });
    places.set(end, place);
    boxes.push(place);
  }
  return ends.map((end) => places.get(end) as NamePlace);
}
