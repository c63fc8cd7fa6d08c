import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import type { Inspection } from '../../../core/inspect';
import { type DiagramLayout, HEIGHT } from './diagramLayout';
import { endsOf, moveSpot, type Spot, spotAt, spotText } from './spots';

interface Props {
  layout: DiagramLayout;
  inspection: Inspection | undefined;
}

function Mark({ layout, spot }: { layout: DiagramLayout; spot: Spot }) {
  if (spot.to === undefined) {
    const column = layout.columns[spot.column];
    const unit = column?.units[spot.index];
    if (!unit) return null;
    return <circle cx={unit.x} cy={unit.y} r={column?.image ? 4 : 7.5} className="mark" />;
  }
  const [a, b] = endsOf(layout, { ...spot, to: spot.to });
  return <line x1={a.x} y1={a.y} x2={b.x} y2={b.y} className="mark" />;
}

/** Reads the value of the unit or wire under the pointer; with the keyboard it goes from unit to unit. */
export function DiagramCursor({ layout, inspection }: Props) {
  const [spot, setSpot] = useState<Spot>();
  const text = spot && spotText(layout, inspection, spot);
  const onMove = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    setSpot(spotAt(layout, event.clientX - box.left, event.clientY - box.top));
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') setSpot(undefined);
    const next = moveSpot(layout, spot, event.key);
    if (!next) return;
    event.preventDefault();
    setSpot(next);
  };
  const place = spot && layout.columns[spot.column]?.units[spot.index];
  const most = layout.columns.reduce((sum, { units }) => sum + units.length, 0);
  const before = layout.columns.slice(0, spot?.column ?? 0).reduce((sum, { units }) => sum + units.length, 0);
  return (
    <div
      className="diagram-cursor"
      role="slider"
      tabIndex={0}
      aria-label="Read the values of units"
      aria-valuemin={1}
      aria-valuemax={most}
      aria-valuenow={before + (spot?.index ?? 0) + 1}
      aria-valuetext={text ?? 'not set'}
      onPointerMove={onMove}
      onPointerDown={onMove}
      onPointerLeave={() => setSpot(undefined)}
      onBlur={() => setSpot(undefined)}
      onKeyDown={onKey}
    >
      {spot && place && (
        <>
          <svg width={layout.width} height={HEIGHT} aria-hidden="true">
            <Mark layout={layout} spot={spot} />
          </svg>
          <div
            className="tip num"
            style={{
              left: Math.min(place.x + 12, layout.width - 190),
              top: Math.max(2, place.y - 40),
            }}
          >
            {text}
          </div>
        </>
      )}
    </div>
  );
}
