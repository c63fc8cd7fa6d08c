/** Cells of B's pictures and bars of the signal: hit test, keyboard navigation and readings. */
import type { DiagramLayout } from '../diagramLayout';
import { CELL, type Icon, iconPlace } from '../feedback/icon';
import type { Box, Weights } from '../feedback/lanes';
import { barsOf } from '../signal/SignalBox';
import type { SignalScale } from '../signal/signalScale';
import type { Reading, Spot } from './spot';

export interface Signal {
  readonly box: Box;
  /** "Error memory" */
  readonly title: string;
  readonly unit: readonly number[];
  readonly names: readonly string[] | undefined;
  /** Empty while unknown. */
  readonly values: readonly number[];
  readonly scale: SignalScale;
  /** "epoch 4", "its label" */
  readonly since: string;
}

/** The parts of a diagram that can be read besides units and wires. */
export interface Parts {
  readonly pictures: readonly { readonly weights: Weights; readonly icon: Icon }[];
  /** Seed with which B was drawn: "seed 0". */
  readonly drawn: string;
  readonly signal: Signal | undefined;
}

/** A cell of a picture, by its index among the drawn cells, or a bar. */
export type PartSpot =
  | { readonly part: 'feedback'; readonly picture: number; readonly row: number; readonly column: number }
  | { readonly part: 'signal'; readonly bar: number };

export function partAt({ pictures, signal }: Parts, x: number, y: number): PartSpot | undefined {
  for (const [picture, { weights, icon }] of pictures.entries()) {
    const place = iconPlace(weights, icon);
    const [column, row] = [Math.floor((x - place.x) / CELL), Math.floor((y - place.y) / CELL)];
    if (column >= 0 && column < place.columns && row >= 0 && row < place.rows)
      return { part: 'feedback', picture, row, column };
  }
  if (!signal || signal.values.length === 0) return undefined;
  const { box, values, scale } = signal;
  const { from, pitch } = barsOf(box, values.length, scale);
  const bar = Math.floor((x - box.x - from) / pitch);
  const inside = y >= box.y && y <= box.y + box.height && bar >= 0 && bar < values.length;
  return inside ? { part: 'signal', bar } : undefined;
}

const firstBar = ({ signal }: Parts): PartSpot | undefined =>
  signal && signal.values.length > 0 ? { part: 'signal', bar: 0 } : undefined;

const firstCell = ({ pictures }: Parts, picture: number): PartSpot | undefined =>
  pictures[picture] && { part: 'feedback', picture, row: 0, column: 0 };

/** The part below the last unit of a column. */
export function below(
  { columns }: DiagramLayout,
  parts: Parts,
  { column, index }: Spot,
): PartSpot | undefined {
  const own = columns[column];
  if (!own || index < own.units.length - 1) return undefined;
  if (column === columns.length - 1) return firstBar(parts);
  const picture = parts.pictures.findIndex(({ weights }) => weights.layer === own.layer);
  return firstCell(parts, picture);
}

const within = (value: number, count: number): number => Math.min(Math.max(value, 0), count - 1);

function lastUnit({ columns }: DiagramLayout, column: number): Spot {
  return { column, index: (columns[column]?.units.length ?? 1) - 1 };
}

function moveCell(
  layout: DiagramLayout,
  parts: Parts,
  { picture, row, column }: Extract<PartSpot, { part: 'feedback' }>,
  [dx, dy]: readonly [number, number],
): PartSpot | Spot {
  const { weights, icon } = parts.pictures[picture] as Parts['pictures'][number];
  const { rows, columns } = iconPlace(weights, icon);
  if (row + dy < 0) {
    const above = layout.columns.findIndex(({ layer }) => layer === weights.layer);
    return lastUnit(layout, Math.max(0, above));
  }
  const next =
    column + dx >= columns
      ? (firstCell(parts, picture + 1) ?? firstBar(parts))
      : column + dx < 0
        ? firstCell(parts, picture - 1)
        : undefined;
  return (
    next ?? { part: 'feedback', picture, row: within(row + dy, rows), column: within(column + dx, columns) }
  );
}

const steps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The part that a key moves to; undefined for other keys. */
export function movePart(
  layout: DiagramLayout,
  parts: Parts,
  spot: PartSpot,
  key: string,
): PartSpot | Spot | undefined {
  if (key === 'Home') return { column: 0, index: 0 };
  if (key === 'End') return firstBar(parts) ?? lastUnit(layout, layout.columns.length - 1);
  const step = steps[key];
  if (!step) return undefined;
  if (spot.part === 'feedback') return moveCell(layout, parts, spot, step);
  if (step[1] < 0) return lastUnit(layout, layout.columns.length - 1);
  const bar = spot.bar + step[0];
  if (bar < 0) return firstCell(parts, parts.pictures.length - 1) ?? spot;
  return { part: 'signal', bar: within(bar, parts.signal?.values.length ?? 1) };
}

/** "B₁, row 7, unit 212, seed 0" or "Error memory, output 3, epoch 4", with its value. */
export function partReading({ pictures, drawn, signal }: Parts, spot: PartSpot): Reading {
  if (spot.part === 'signal') {
    const unit = signal?.unit[spot.bar] ?? spot.bar;
    const name = signal?.names?.[unit] ?? unit;
    return { what: `${signal?.title}, output ${name}, ${signal?.since}`, value: signal?.values[spot.bar] };
  }
  const one = pictures[spot.picture];
  if (!one) return { what: '', value: undefined };
  const { rows, columns, names, values } = one.icon;
  return {
    what: `${one.weights.label}, ${names.row} ${rows[spot.row]}, ${names.columnText(columns[spot.column] ?? 0)}, ${drawn}`,
    value: values[spot.row * columns.length + spot.column],
  };
}

/** Top left corner and size of a part. */
export function partBox({ pictures, signal }: Parts, spot: PartSpot): Box {
  if (spot.part === 'feedback') {
    const one = pictures[spot.picture];
    const place = one ? iconPlace(one.weights, one.icon) : { x: 0, y: 0 };
    return { x: place.x + spot.column * CELL, y: place.y + spot.row * CELL, width: CELL, height: CELL };
  }
  if (!signal) return { x: 0, y: 0, width: 0, height: 0 };
  const { box, values, scale } = signal;
  const { from, pitch } = barsOf(box, values.length, scale);
  return { x: box.x + from + spot.bar * pitch, y: box.y + 19, width: pitch, height: 27 };
}
