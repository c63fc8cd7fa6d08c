import { memo } from 'react';
import type { Trace } from '../../../../../core/run/inspect/trace';
import { divergingColor } from '../../../inside/cells/ramp';
import type { UnitPlace } from '../../../inside/diagram/diagramLayout';
import { strandsOf } from '../../../inside/diagram/wires/wires';
import { SharedWeights } from '../../../parts/SharedWeights';
import { SkipWires } from '../../../parts/SkipWires';
import { MapStack } from '../../maps/MapStack';
import { layerIn } from '../formula/formula';
import { drawnOf, IMAGE_MIDDLE, type Stage, type StageColumn, wiresBetween } from './stageLayout';

const WIDEST = 1.9;

interface WiresProps {
  from: readonly UnitPlace[];
  to: readonly UnitPlace[];
  weights: Float32Array | undefined;
  m: number;
  className?: string;
}

/** Wires between two columns: width and opacity show the size; CSS sets the colour. */
const Wires = memo(function Wires({ from, to, weights, m, className = '' }: WiresProps) {
  return strandsOf(from, to, weights, m).map(({ sign, size, d }) => (
    <path
      key={`${sign} ${size}`}
      d={d}
      className={`wire ${sign} ${className}`}
      strokeWidth={sign === 'unknown' ? 0.75 : 0.3 + WIDEST * size}
      strokeOpacity={sign === 'unknown' ? 1 : 0.15 + 0.65 * size}
    />
  ));
});

interface UnitsProps {
  places: readonly UnitPlace[];
  values: readonly number[] | undefined;
  m: number;
  chosen?: number | undefined;
}

export function Units({ places, values, m, chosen }: UnitsProps) {
  return places.map(({ unit, x, y }, i) => (
    <circle
      key={unit}
      cx={x}
      cy={y}
      r={unit === chosen ? 6.5 : 5.5}
      className={unit === chosen ? 'unit chosen' : 'unit'}
      fill={values ? divergingColor(values[i] ?? Number.NaN, m) : 'var(--s1)'}
    />
  ));
}

/** "h₁ 500", above its column. */
function Label({ column: { label, sizeText, maps, upper }, stage }: { column: StageColumn; stage: Stage }) {
  const isFirst = column0(stage)?.label === label;
  // Beside an edge, a long name starts where its picture does.
  const isImage = isFirst && (stage.image !== undefined || maps);
  const x = isImage ? (stage.image ?? (upper[0]?.x ?? 0) - 19) : (upper[0]?.x ?? 0);
  return (
    <text x={x} y={22} textAnchor={isImage ? 'start' : 'middle'} className="layer-label">
      <tspan className="layer-name">{label}</tspan>
      <tspan dx={5} className="layer-size">
        {sizeText}
      </tspan>
    </text>
  );
}
const column0 = ({ columns }: Stage): StageColumn | undefined => columns[0];

interface Props {
  stage: Stage;
  trace: Trace | undefined;
  /** Upper ends of the weight scales, by target layer. */
  scale: (layer: number) => number;
  hidden: number;
  chosen: number;
}

/** Forward pass: wires coloured by sign, units by activation. */
export function ForwardLane({ stage, trace, scale, hidden, chosen }: Props) {
  const { columns, image } = stage;
  return (
    <g className="lane-forward">
      {columns.map((from, i) => {
        const to = columns[i + 1];
        if (!to) return null;
        if (from.skipped > 0)
          return (
            <text key={from.layer} x={(from.x + to.x) / 2} y={124} textAnchor="middle" className="skipped">
              {`× ${from.skipped} more`}
            </text>
          );
        if (from.shared)
          return (
            <SharedWeights
              key={from.layer}
              left={(i === 0 && image !== undefined ? from.x : from.x + 22) + 6}
              right={to.x - (to.maps ? 22 : 0) - 12}
              y={IMAGE_MIDDLE}
              lines={from.link}
            />
          );
        const weights = trace && wiresBetween(trace, from, to);
        return (
          <g key={from.layer} className={from.layer === hidden ? 'wires-above' : 'wires-other'}>
            <Wires from={from.upper} to={to.upper} weights={weights} m={scale(to.layer)} />
            {from.skips && <SkipWires from={from.upper} to={to.upper} />}
          </g>
        );
      })}
      {columns.map((column, i) => (
        <g key={column.layer}>
          <Label column={column} stage={stage} />
          {column.maps && (
            <MapStack
              maps={trace && layerIn(trace, column.layer)?.maps}
              x={column.x}
              y={IMAGE_MIDDLE}
              m={1}
            />
          )}
          {!column.maps && !(i === 0 && image !== undefined) && (
            <Units
              places={column.upper}
              values={drawnOf(trace, column, 'h')}
              m={1}
              chosen={column.layer === hidden ? chosen : undefined}
            />
          )}
        </g>
      ))}
    </g>
  );
}
