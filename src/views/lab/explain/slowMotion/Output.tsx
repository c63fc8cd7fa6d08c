import { coefficient, threeDigits } from '../../../../core/format';
import { footOf, roomIn, type StageColumn, TOP } from './stageLayout';
import { has, largest, lit, type StageProps } from './stageProps';

/** Bars of the outputs, and next to them the error. */
export function Output({ trace, columns, active, standing, names, width }: Omit<StageProps, 'label'>) {
  const { bar, error: place } = roomIn(width);
  const column = columns.at(-1) as StageColumn;
  const { output, error } = trace.sample;
  const most = largest(error);
  const known = standing.forward.has(column.layer);
  return (
    <g className="stage-output num">
      <g className={lit(active.error === true)}>
        {standing.error && (
          <text x={column.x + place.x} y={TOP - 12} textAnchor="middle" className="layer-name">
            error
          </text>
        )}
        {standing.error && (
          <path d={`M${column.x + place.x} ${TOP}V${footOf(column)}`} className="stage-axis" />
        )}
        {standing.error &&
          column.units.map(({ unit, x, y }) => {
            const value = error[unit] ?? 0;
            const size = most > 0 ? (Math.abs(value) / most) * place.longest : 0;
            return (
              <rect
                key={unit}
                x={x + place.x - (value < 0 ? size : 0)}
                y={y - 4}
                width={size}
                height={8}
                fill={value < 0 ? 'var(--diverging-low)' : 'var(--diverging-high)'}
              >
                <title>{`${names[unit] ?? unit}: ${threeDigits(value)}`}</title>
              </rect>
            );
          })}
      </g>
      {column.units.map(({ unit, x, y }) => {
        const value = output[unit] ?? 0;
        return (
          <g key={unit} className={lit(has(active.forward, column.layer) || active.error === true)}>
            <text x={x + 14} y={y} dy="0.35em">
              {(names[unit] ?? String(unit)).slice(0, 4)}
            </text>
            {known && (
              <>
                <rect
                  x={x + bar.x}
                  y={y - 2}
                  width={Math.max(1, Math.min(1, Math.abs(value)) * bar.longest)}
                  height={4}
                  rx={1}
                  className="stage-bar"
                />
                <title>{`${names[unit] ?? unit}: ${coefficient(value)}`}</title>
              </>
            )}
          </g>
        );
      })}
    </g>
  );
}
