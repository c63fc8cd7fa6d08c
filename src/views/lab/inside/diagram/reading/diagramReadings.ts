/** All values that can be read in the diagram, starting with the source of the feedback. */
import type { Inspection } from '../../../../../core/run/inspect/network';
import type { DiagramLayout } from '../diagramLayout';
import { iconPlace } from '../feedback/icon';
import { type PartSpot, type Parts, partReading } from './partSpots';
import type { Reading } from './spot';
import { spotReading, wires } from './spots';

function partsOf({ pictures, signal }: Parts): PartSpot[] {
  const bars = (signal?.values ?? []).map((_, bar): PartSpot => ({ part: 'signal', bar }));
  const cells = pictures.flatMap(({ weights, icon }, picture) => {
    const { rows, columns } = iconPlace(weights, icon);
    return Array.from({ length: rows * columns }, (_, i): PartSpot => {
      return { part: 'feedback', picture, row: Math.floor(i / columns), column: i % columns };
    });
  });
  return [...bars, ...cells];
}

export function diagramReadings(
  layout: DiagramLayout,
  inspection: Inspection | undefined,
  parts: Parts,
): Reading[] {
  const units = layout.columns.flatMap(({ units }, column) => units.map((_, index) => ({ column, index })));
  return [
    ...partsOf(parts).map((spot) => partReading(parts, spot)),
    ...[...units, ...wires(layout)].map((spot) => spotReading(layout, inspection, spot)),
  ];
}
