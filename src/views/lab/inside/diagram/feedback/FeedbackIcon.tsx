import { memo } from 'react';
import { divergingColor } from '../../cells/ramp';
import { CELL, type Icon, iconPlace } from './icon';
import type { Weights } from './lanes';
import './feedback.css';

const Cells = memo(function Cells({ icon, columns }: { icon: Icon; columns: number }) {
  return Array.from({ length: icon.rows.length * columns }, (_, i) => {
    const [row, column] = [Math.floor(i / columns), i % columns];
    const value = icon.values[row * icon.columns.length + column] ?? Number.NaN;
    return (
      <rect
        // biome-ignore lint/suspicious/noArrayIndexKey: cells are identified by index.
        key={i}
        x={column * CELL}
        y={row * CELL}
        width={CELL}
        height={CELL}
        fill={divergingColor(value, icon.m)}
      />
    );
  });
});

const LOCK = 'M2 5V3.500a2 2 0 0 1 4 0V5M1 5h6v4.500h-6z';

interface Props {
  weights: Weights;
  icon: Icon | undefined;
  locked: boolean;
}

/** B as a small picture with label and padlock, or the label of the forward weights used. */
export function FeedbackIcon({ weights, icon, locked }: Props) {
  const { label, layer, x, y, name } = weights;
  if (layer === undefined) {
    return (
      <g>
        <text x={x} y={y - 7} textAnchor="middle" className="weights-label">
          {label}
        </text>
        <text x={x} y={y + 14} textAnchor="middle" className="weights-note">
          copied
        </text>
      </g>
    );
  }
  const { columns, rows, ...corner } = iconPlace(weights, icon);
  const [wide, high] = [columns * CELL, rows * CELL];
  const side = name === 'left' ? -1 : 1;
  const above = name === 'above';
  const at = above ? { x: x - wide / 2, y: y - high / 2 - 6 } : { x: x + side * (wide / 2 + 5), y: y - 1 };
  const lock = above
    ? { x: at.x + label.length * 7 + 3, y: at.y - 9 }
    : { x: side < 0 ? at.x - 8 : at.x, y: y + 2 };
  return (
    <g>
      <g transform={`translate(${corner.x} ${corner.y})`} shapeRendering="crispEdges">
        <rect className="weights-icon" x={-1} y={-1} width={wide + 2} height={high + 2} />
        {icon && <Cells icon={icon} columns={columns} />}
      </g>
      <text x={at.x} y={at.y} textAnchor={side < 0 ? 'end' : 'start'} className="weights-label">
        {label}
      </text>
      {locked && <path d={LOCK} transform={`translate(${lock.x} ${lock.y})`} className="weights-lock" />}
    </g>
  );
}
