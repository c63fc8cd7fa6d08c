import type { Column } from '../diagramLayout';

/** The places of feature maps, behind their pictures. */
export function MapFrames({ column: { units }, side }: { column: Column; side: number }) {
  return units.map(({ unit, x, y }) => (
    <rect
      key={unit}
      x={x - side / 2 - 0.5}
      y={y - side / 2 - 0.5}
      width={side + 1}
      height={side + 1}
      className="map-frame"
    />
  ));
}
