import { linearTicks } from '../../../../../figures/axes/ticks';
import { NAMES } from '../laneLayout';
import type { Row } from './pieces';

/** Pixels above the lanes. */
export const TOP = 4;
/** Pixels between two ticks, about. */
const TICK = 80;

/** Stages of a pipeline: a bracket around the lanes of each worker. */
export function Brackets({ rows, lane }: { rows: readonly Row[]; lane: number }) {
  const stages = [...new Set(rows.flatMap(({ stage }) => stage ?? []))];
  return stages.map((stage) => {
    const from = rows.findIndex((row) => row.stage === stage);
    const to = rows.findLastIndex((row) => row.stage === stage);
    const [top, bottom] = [TOP + from * lane + 1, TOP + (to + 1) * lane - 5];
    return (
      <g key={stage}>
        <title>{`Stage ${stage}: one worker`}</title>
        <path d={`M14 ${top}H11V${bottom}H14`} fill="none" stroke="var(--ctl)" strokeWidth={1.5} />
        <text x={7} y={(top + bottom) / 2} dy="0.36em" textAnchor="end" fontSize={11} fill="var(--ink2)">
          {stage}
        </text>
      </g>
    );
  });
}

interface AxisProps {
  length: number;
  width: number;
  bottom: number;
  first: number;
}

/** Milliseconds since the first batch in view began. */
export function TimeAxis({ length, width, bottom, first }: AxisProps) {
  const view = width - NAMES;
  const ticks = linearTicks(0, 1000 * length, Math.max(2, Math.floor(view / TICK)));
  const said = `ms since batch ${first} began`;
  const words = said.length * 5.4;
  return (
    <g fontSize={11} fill="var(--ink3)">
      {ticks.map(({ at, label }) => {
        const x = NAMES + (at / (1000 * length)) * view;
        return (
          <g key={at}>
            <path d={`M${x} ${TOP}V${bottom}`} stroke="var(--grid)" />
            {x < width - words - 12 && (
              <text x={x} y={bottom + 14} textAnchor={at === 0 ? 'start' : 'middle'}>
                {label}
              </text>
            )}
          </g>
        );
      })}
      <text x={width} y={bottom + 14} textAnchor="end">
        {said}
      </text>
    </g>
  );
}
