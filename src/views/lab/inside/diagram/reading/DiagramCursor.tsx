import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import type { Inspection } from '../../../../../core/run/inspect/network';
import { type DiagramLayout, HEIGHT } from '../diagramLayout';
import { below, movePart, type PartSpot, type Parts, partAt, partBox, partReading } from './partSpots';
import type { Spot } from './spot';
import { endsOf, moveSpot, readingText, spotAt, spotReading } from './spots';
import './diagramCursor.css';

interface Props {
  layout: DiagramLayout;
  inspection: Inspection | undefined;
  parts: Parts;
}

type AnySpot = Spot | PartSpot;

function Mark({ layout, parts, spot }: Omit<Props, 'inspection'> & { spot: AnySpot }) {
  if ('part' in spot) return <rect {...partBox(parts, spot)} className="mark" />;
  if (spot.to === undefined) {
    const column = layout.columns[spot.column];
    const unit = column?.units[spot.index];
    if (!unit) return null;
    const side = column?.maps;
    if (side !== undefined)
      return <rect x={unit.x - side / 2} y={unit.y - side / 2} width={side} height={side} className="mark" />;
    return <circle cx={unit.x} cy={unit.y} r={column?.image ? 4 : 7.5} className="mark" />;
  }
  const [a, b] = endsOf(layout, { ...spot, to: spot.to });
  return <line x1={a.x} y1={a.y} x2={b.x} y2={b.y} className="mark" />;
}

function move(layout: DiagramLayout, parts: Parts, spot: AnySpot | undefined, key: string) {
  if (spot && 'part' in spot) return movePart(layout, parts, spot, key);
  const down = spot && key === 'ArrowDown' ? below(layout, parts, spot) : undefined;
  return down ?? moveSpot(layout, spot, key);
}

/** Index of the reading among all that the keys reach, from 1. */
function placeOf({ columns }: DiagramLayout, { pictures }: Parts, spot: AnySpot | undefined): number {
  const count = (until: number) => columns.slice(0, until).reduce((sum, { units }) => sum + units.length, 0);
  if (!spot) return 1;
  if (!('part' in spot)) return count(spot.column) + spot.index + 1;
  const units = count(columns.length);
  return units + (spot.part === 'feedback' ? spot.picture : pictures.length + spot.bar) + 1;
}

/** Reads the unit, wire, cell of B or bar under the pointer; keys move between them. */
export function DiagramCursor({ layout, inspection, parts }: Props) {
  const [spot, setSpot] = useState<AnySpot>();
  const text =
    spot && readingText('part' in spot ? partReading(parts, spot) : spotReading(layout, inspection, spot));
  const onMove = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    setSpot(partAt(parts, x, y) ?? spotAt(layout, x, y));
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') setSpot(undefined);
    const next = move(layout, parts, spot, event.key);
    if (!next) return;
    event.preventDefault();
    setSpot(next);
  };
  const place =
    spot && ('part' in spot ? partBox(parts, spot) : layout.columns[spot.column]?.units[spot.index]);
  const last = placeOf(layout, parts, { part: 'signal', bar: (parts.signal?.values.length ?? 0) - 1 });
  return (
    <div
      className="diagram-cursor"
      role="slider"
      tabIndex={0}
      aria-label="Read the values of units, weights and feedback"
      aria-valuemin={1}
      aria-valuemax={last}
      aria-valuenow={placeOf(layout, parts, spot)}
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
            <Mark layout={layout} parts={parts} spot={spot} />
          </svg>
          <div
            className="tip num"
            style={{
              ...(place.x > layout.width / 2
                ? { right: Math.max(4, layout.width - place.x + 12) }
                : { left: place.x + 12 }),
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
