/** Units and wires of the diagram: hit test, keyboard navigation and readings. */
import { threeDigits } from '../../../../../core/format';
import type { Inspection } from '../../../../../core/run/inspect/network';
import { sub } from '../../labels';
import type { Column, DiagramLayout } from '../diagramLayout';
import type { Reading, Spot } from './spot';

const UNIT_REACH = 9;
const WIRE_REACH = 4;

function distance(x: number, y: number, a: { x: number; y: number }, b: { x: number; y: number }): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const along = Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - a.x - along * dx, y - a.y - along * dy);
}

/** All drawn wires: between neighbouring columns whose weights are wires. */
export function wires({ columns }: DiagramLayout): Required<Spot>[] {
  return columns.flatMap((from, column) => {
    const next = columns[column + 1];
    if (!next || !from.wired) return [];
    return from.units.flatMap((_, index) => next.units.map((_unit, to) => ({ column, index, to })));
  });
}

/** The nearest unit within reach, else the nearest wire. */
export function spotAt(layout: DiagramLayout, x: number, y: number): Spot | undefined {
  const units = layout.columns.flatMap(({ units, image, maps }, column) =>
    image
      ? []
      : units.map((unit, index) => ({
          ...{ column, index, reach: maps === undefined ? UNIT_REACH : maps / 2 + 2 },
          far:
            maps === undefined
              ? Math.hypot(x - unit.x, y - unit.y)
              : Math.max(Math.abs(x - unit.x), Math.abs(y - unit.y)),
        })),
  );
  const unit = units.toSorted((a, b) => a.far - b.far)[0];
  if (unit && unit.far <= unit.reach) return { column: unit.column, index: unit.index };
  const wire = wires(layout)
    .map((spot) => ({ spot, far: distance(x, y, ...endsOf(layout, spot)) }))
    .toSorted((a, b) => a.far - b.far)[0];
  return wire && wire.far <= WIRE_REACH ? wire.spot : undefined;
}

/** Both ends of a wire. */
export function endsOf({ columns }: DiagramLayout, { column, index, to }: Required<Spot>) {
  const place = (of: number, at: number) => columns[of]?.units[at] ?? { unit: 0, x: 0, y: 0 };
  return [place(column, index), place(column + 1, to)] as const;
}

/** Moves from unit to unit: up and down in a layer, left and right to the nearest unit of the next. */
export function moveSpot({ columns }: DiagramLayout, spot: Spot | undefined, key: string): Spot | undefined {
  const steps: Readonly<Record<string, readonly [number, number]>> = {
    ArrowLeft: [-1, 0],
    ArrowRight: [1, 0],
    ArrowUp: [0, -1],
    ArrowDown: [0, 1],
    Home: [-columns.length, 0],
    End: [columns.length, 0],
  };
  const step = steps[key];
  if (!step) return undefined;
  if (!spot) return { column: 0, index: 0 };
  const column = Math.min(Math.max(spot.column + step[0], 0), columns.length - 1);
  const [from, to] = [columns[spot.column] as Column, columns[column] as Column];
  const count = to.units.length;
  const carried = Math.round((spot.index / Math.max(1, from.units.length - 1)) * (count - 1));
  const index = column === spot.column ? spot.index + step[1] : carried;
  return { column, index: Math.min(Math.max(index, 0), count - 1) };
}

const unitNames = (column: number, columns: readonly Column[]): string => {
  if (columns[column]?.maps !== undefined) return 'mean of map';
  return column === 0 ? 'input' : column === columns.length - 1 ? 'output' : 'unit';
};

/** "h₁, unit 212" or "W₂, unit 212 to unit 40", with its value. */
export function spotReading(
  { columns }: DiagramLayout,
  inspection: Inspection | undefined,
  spot: Spot,
): Reading {
  const from = columns[spot.column] as Column;
  const name = (column: number, index: number) => {
    const unit = columns[column]?.units[index]?.unit ?? 0;
    return `${unitNames(column, columns)} ${columns[column]?.names?.[unit] ?? unit}`;
  };
  if (spot.to === undefined) {
    const layer = inspection?.layers.find((one) => one.layer === from.layer);
    return {
      what: `${from.label}, ${name(spot.column, spot.index)}`,
      value: layer?.activations[layer.units.indexOf(from.units[spot.index]?.unit ?? -1)],
    };
  }
  const next = columns[spot.column + 1] as Column;
  const wire = inspection?.wires.find(({ to }) => to === next.layer);
  return {
    what: `W${sub(next.layer)}, ${name(spot.column, spot.index)} to ${name(spot.column + 1, spot.to)}`,
    value: wire?.weights[spot.index * next.units.length + spot.to],
  };
}

/** "h₁, unit 212: 0.43" */
export const readingText = ({ what, value }: Reading): string =>
  `${what}: ${value === undefined ? 'no value yet' : threeDigits(value)}`;
