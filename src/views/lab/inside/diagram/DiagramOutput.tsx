import { useMemo } from 'react';
import { threeDigits } from '../../../../core/format';
import type { Inspection } from '../../../../core/run/inspect/network';
import { datasetChoice } from '../../../../store/settings/choices';
import { shortNames } from '../../../shortNames';
import { useDataset } from '../../useDataset';
import { truthText } from '../sample/sampleText';
import { rawValue, type Target } from '../sample/target';
import type { Column, UnitPlace } from './diagramLayout';

interface Props {
  dataset: string;
  column: Column;
  inspection: Inspection | undefined;
  target: Target | undefined;
}

interface OneProps {
  place: UnitPlace;
  /** The unit's full name; its number is shown if it has none. */
  name: string | undefined;
  short: string | undefined;
  value: number | undefined;
}

const BAR = { numbers: { x: 30, longest: 36 }, names: { x: 64, longest: 30 } } as const;
/** Maximum of a bar; rounding may make a softmax slightly larger than 1. */
const MOST = 1 + 1e-6;
/** Letters of a name that fit beside its unit. */
const LETTERS = { class: 8, value: 13 } as const;

function ClassOutput({ place: { unit, x, y }, name, short, value, right }: OneProps & { right: boolean }) {
  const bar = BAR[name === undefined ? 'numbers' : 'names'];
  const size = Math.abs(value ?? 0);
  return (
    <g className={right ? 'output right' : 'output'}>
      {name === undefined ? (
        <text x={x + 19} y={y} dy="0.35em" textAnchor="middle">
          {unit}
        </text>
      ) : (
        <text x={x + 12} y={y} dy="0.35em">
          {short}
          <title>{name}</title>
        </text>
      )}
      {value !== undefined && Number.isFinite(value) && (
        <rect
          x={x + bar.x}
          y={y - 2}
          width={Math.max(1, Math.min(1, size) * bar.longest)}
          height={4}
          rx={1}
        />
      )}
      {(size > MOST || Number.isNaN(value)) && (
        <path
          d={`M${x + bar.x + (size > MOST ? bar.longest : 0)} ${y - 4}v8`}
          className={size > MOST ? 'signal-beyond' : 'signal-nan'}
        >
          <title>
            {Number.isNaN(value) ? 'Not a number.' : `Bars go to 1; this is ${threeDigits(value ?? 0)}.`}
          </title>
        </path>
      )}
    </g>
  );
}

/** Predicted and true value, both in the target's unit. */
function ValueOutput({
  place: { unit, x, y },
  name,
  short,
  value,
  truth,
}: OneProps & { truth: number | undefined }) {
  const text = (one: number | undefined) => (one === undefined ? '–' : threeDigits(one));
  const right = truth === undefined ? '–' : truthText(truth);
  if (name === undefined)
    return (
      <text x={x + 12} y={y} dy="0.35em" className="output-value">
        <tspan className="output-name">{unit}</tspan>
        <tspan dx={5}>{text(value)}</tspan>
        <title>{`Output ${unit}: ${text(value)}, true ${right}`}</title>
      </text>
    );
  return (
    <text x={x + 12} y={y - 14} dy="0.35em" className="output-value">
      <tspan className="output-name">{short}</tspan>
      <tspan x={x + 12} dy={15}>
        {text(value)}
      </tspan>
      <tspan x={x + 12} dy={15} className="output-name">
        {`true ${right}`}
      </tspan>
      <title>{name}</title>
    </text>
  );
}

/** Names and values of the outputs; the true class is highlighted. */
export function DiagramOutput({ dataset: id, column, inspection, target }: Props) {
  const dataset = useDataset(id);
  const isClass = datasetChoice(id).task === 'classification';
  const { names } = column;
  const letters = LETTERS[isClass ? 'class' : 'value'];
  const short = useMemo(() => names && shortNames(names, letters, true), [names, letters]);
  const raw = (value: number | undefined) =>
    value === undefined || !dataset ? undefined : rawValue(value, dataset);
  return column.units.map((place) => {
    const { unit } = place;
    const shared = { place, name: names?.[unit], short: short?.[unit] };
    const value = inspection?.sample.output[unit];
    return isClass ? (
      <ClassOutput key={unit} {...shared} value={value} right={unit === target?.label} />
    ) : (
      <ValueOutput key={unit} {...shared} value={raw(value)} truth={raw(target?.values[unit])} />
    );
  });
}
