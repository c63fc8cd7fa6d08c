import { memo } from 'react';
import type { Inspection } from '../../../../core/run/inspect/network';
import type { RunId } from '../../../../core/run/spec';
import { type Scales, scaleKey } from '../../../../store/run/inside';
import { SkipWires } from '../../parts/SkipWires';
import { divergingColor } from '../cells/ramp';
import type { Column, DiagramLayout } from './diagramLayout';
import { MapFrames } from './maps/MapFrames';
import { Band } from './wires/Band';
import { strandsOf } from './wires/wires';

const WIDEST = 1.4;

interface BundleProps {
  from: Column;
  to: Column;
  /** [from units, to units]; undefined before the first inspection. */
  weights: Float32Array | undefined;
  m: number;
}

/** All wires between two layers: width and strength by size, colour by sign. */
const Bundle = memo(function Bundle({ from, to, weights, m }: BundleProps) {
  return strandsOf(from.units, to.units, weights, m).map(({ sign, size, d }) => (
    <path
      key={`${sign} ${size}`}
      d={d}
      className={`wire ${sign}`}
      strokeWidth={sign === 'unknown' ? 0.75 : 0.25 + WIDEST * size}
      strokeOpacity={sign === 'unknown' ? 1 : 0.1 + 0.6 * size}
    />
  ));
});

interface UnitsProps {
  column: Column;
  activations: readonly number[] | undefined;
  m: number;
}

function Units({ column, activations, m }: UnitsProps) {
  if (column.image) return null;
  if (column.maps !== undefined) return <MapFrames column={column} side={column.maps} />;
  return column.units.map(({ unit, x, y }, i) => (
    <circle
      key={unit}
      cx={x}
      cy={y}
      r={5}
      className="unit"
      fill={activations ? divergingColor(activations[i] ?? Number.NaN, m) : 'var(--s1)'}
    />
  ));
}

function ColumnLabel({ column: { label, sizeText, x }, crowded }: { column: Column; crowded: boolean }) {
  return (
    <text x={x} y={crowded ? 12 : 16} textAnchor="middle" className="layer-label">
      <tspan className="layer-name">{label}</tspan>
      <tspan {...(crowded ? { x, dy: 13 } : { dx: 5 })} className="layer-size">
        {sizeText}
      </tspan>
    </text>
  );
}

/** "× 7 more" between columns with omitted layers. */
function Skipped({ from, to }: { from: Column; to: Column }) {
  const x = (from.x + to.x) / 2;
  return (
    <text x={x} y={108} textAnchor="middle" className="skipped">
      <tspan x={x}>{`× ${from.skipped}`}</tspan>
      <tspan x={x} dy={14}>
        more
      </tspan>
    </text>
  );
}

interface Props {
  layout: DiagramLayout;
  run: RunId;
  inspection: Inspection | undefined;
  scales: Scales;
}

/** The forward path: wires, units and labels. */
export function DiagramNet({ layout, run, inspection, scales }: Props) {
  const { columns } = layout;
  const hasMaps = columns.some(({ maps }) => maps !== undefined);
  const crowded = hasMaps || (columns[1]?.x ?? 0) - (columns[0]?.x ?? 0) < 74;
  return (
    <g>
      {columns.map((from, i) => {
        const to = columns[i + 1];
        if (!to) return null;
        if (from.skipped > 0) return <Skipped key={from.layer} from={from} to={to} />;
        if (!from.wired) return <Band key={from.layer} from={from} to={to} />;
        const weights = inspection?.wires.find((one) => one.to === to.layer)?.weights;
        const m = scales[scaleKey(run, 'W')] ?? 0;
        return (
          <g key={from.layer}>
            <Bundle from={from} to={to} weights={weights} m={m} />
            {from.skips && <SkipWires from={from.units} to={to.units} />}
          </g>
        );
      })}
      {columns.map((column) => (
        <g key={column.layer}>
          <ColumnLabel column={column} crowded={crowded} />
          <Units
            column={column}
            activations={inspection?.layers.find(({ layer }) => layer === column.layer)?.activations}
            m={scales[scaleKey(run, 'units')] ?? 1}
          />
        </g>
      ))}
    </g>
  );
}
