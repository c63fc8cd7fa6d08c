import { divergingColor } from '../../inside/cells/ramp';
import { strandsOf } from '../../inside/diagram/wires/wires';
import { SharedWeights } from '../../parts/SharedWeights';
import { SkipWires } from '../../parts/SkipWires';
import { MapStack } from '../maps/MapStack';
import { MIDDLE, type StageColumn } from './stageLayout';
import { has, largest, lit, type StageProps } from './stageProps';

/** Weights; during an update, their change: the negative gradients. */
export function Wires({ trace, columns, active, standing, image }: Omit<StageProps, 'label' | 'width'>) {
  return columns.slice(1).map((to, i) => {
    const from = columns[i] as StageColumn;
    const wires = trace.wires.find((one) => one.to === to.layer && one.from === from.layer);
    const reached = standing.forward.has(to.layer);
    if (!wires && from.skipped === 0)
      return (
        <g
          key={to.layer}
          className={`stage-wires ${lit(has(active.forward, to.layer) || has(active.update, to.layer))}${reached ? '' : ' ahead'}`}
        >
          <SharedWeights
            left={from.x + (from.maps ? from.mapSide / 2 + 5 : i === 0 && image ? 4 : 12)}
            right={to.x - (to.maps ? to.mapSide / 2 + 5 : 12)}
            y={MIDDLE}
            lines={from.link}
          />
        </g>
      );
    if (!wires) return null;
    const moves = has(active.update, to.layer) && wires.gradients !== undefined;
    const values = moves ? wires.gradients?.map((g) => -g) : wires.weights;
    const on = moves || has(active.forward, to.layer) || has(active.second, to.layer);
    return (
      <g key={to.layer} className={`stage-wires ${lit(on)}${reached ? '' : ' ahead'}`}>
        {strandsOf(from.units, to.units, values, largest(values)).map(({ sign, size, d }) => (
          <path
            key={`${sign} ${size}`}
            d={d}
            className={`wire ${sign}`}
            strokeWidth={0.3 + 1.7 * size}
            strokeOpacity={0.12 + 0.68 * size}
          />
        ))}
        {from.skips && !moves && <SkipWires from={from.units} to={to.units} />}
      </g>
    );
  });
}

/** Units, filled by their activation, with a ring for their delta. */
export function Units({ trace, columns, active, standing, image }: Omit<StageProps, 'label' | 'width'>) {
  return columns.map((column, i) => {
    const own = trace.layers[i];
    if (!own || (image && i === 0)) return null;
    const second = standing.second.has(column.layer) ? own.second : undefined;
    const h = second ?? own.h;
    const told = standing.fed.has(column.layer) ? own.dh : undefined;
    const on = [active.forward, active.second, active.fed, active.update].some((part) =>
      has(part, column.layer),
    );
    if (column.maps)
      return (
        <g key={column.layer} className={lit(on)}>
          <MapStack
            maps={standing.forward.has(column.layer) ? own.maps : undefined}
            x={column.x}
            y={MIDDLE}
            m={largest(own.maps?.values)}
            told={told !== undefined}
            side={column.mapSide}
          />
        </g>
      );
    return (
      <g key={column.layer} className={lit(on)}>
        {column.units.map(({ unit, x, y }, j) => (
          <g key={unit}>
            {told && (
              <circle
                cx={x}
                cy={y}
                r={8}
                className="stage-told"
                stroke={divergingColor(told[j] ?? 0, largest(own.dh))}
              />
            )}
            <circle
              cx={x}
              cy={y}
              r={5.5}
              className="unit"
              fill={
                standing.forward.has(column.layer)
                  ? divergingColor(h[j] ?? Number.NaN, largest(own.h))
                  : 'var(--s1)'
              }
            />
          </g>
        ))}
      </g>
    );
  });
}
