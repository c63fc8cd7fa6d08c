import type { Inspection } from '../../../core/inspect';
import type { Column } from './diagramLayout';

interface Props {
  column: Column;
  inspection: Inspection | undefined;
  /** The sample's class, where it has one. */
  target: number | undefined;
}

const LONGEST = 36;

/** Numbers and values of the outputs; the right class stands out. */
export function DiagramOutput({ column, inspection, target }: Props) {
  return column.units.map(({ unit, x, y }) => {
    const value = inspection?.sample.output[unit];
    const right = unit === target;
    return (
      <g key={unit} className={right ? 'output right' : 'output'}>
        <text x={x + 19} y={y} dy="0.35em" textAnchor="middle">
          {unit}
        </text>
        {value !== undefined && Number.isFinite(value) && (
          <rect
            x={x + 30}
            y={y - 2}
            width={Math.max(1, Math.min(1, Math.abs(value)) * LONGEST)}
            height={4}
            rx={1}
          />
        )}
      </g>
    );
  });
}
