import { threeDigits } from '../../../../../core/format';
import type { UnitPlace } from '../../../inside/diagram/diagramLayout';
import type { Stage } from './stageLayout';

interface Props {
  stage: Stage;
  places: readonly UnitPlace[];
  /** Values of all units of the layer. */
  values: ArrayLike<number> | undefined;
  /** Value of the longest bar. */
  m: number;
  /** Each output's name, shortened to fit. */
  name: (unit: number) => string;
  title: string;
  /** Puts the title in the row of the column names, above the zero line. */
  above?: boolean;
}

const LONGEST_NAME = 12;

/** One bar per output, from a zero line, with name and value. */
export function Bars({ stage: { bars, roomy }, places, values, m, name, title, above = false }: Props) {
  const { zero, half } = bars;
  const first = places[0];
  if (!first) return null;
  const bottom = (places.at(-1)?.y ?? 0) + 8;
  return (
    <g className="bars">
      <text
        {...(above
          ? { x: zero, y: 22, textAnchor: 'middle' }
          : { x: first.x + LONGEST_NAME, y: first.y - 16 })}
        className="bars-title"
      >
        {title}
      </text>
      <path d={`M${zero} ${first.y - 8}V${bottom}`} className="bars-zero" />
      {places.map(({ unit, x, y }) => {
        const value = values?.[unit];
        const length = value === undefined || !(m > 0) ? 0 : Math.min(1, Math.abs(value) / m) * half;
        return (
          <g key={unit}>
            <text x={x + LONGEST_NAME} y={y} dy="0.35em" className="bars-name">
              {name(unit)}
            </text>
            {value !== undefined && value !== 0 && Number.isFinite(value) && (
              <rect
                x={value < 0 ? zero - length : zero}
                y={y - 4}
                width={Math.max(0.75, length)}
                height={8}
                rx={1}
                className={value < 0 ? 'bar low' : 'bar high'}
              />
            )}
            {roomy && bars.values !== undefined && (
              <text x={bars.values} y={y} dy="0.35em" textAnchor="end" className="bars-value">
                {value === undefined ? '–' : threeDigits(value)}
              </text>
            )}
          </g>
        );
      })}
    </g>
  );
}
