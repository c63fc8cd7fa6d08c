import { type CSSProperties, useId } from 'react';
import type { Slot } from '../../../../core/cost/timeline';
import { rules } from '../../../../core/rules';
import { ruleStyle } from '../../../../figures/theme/ruleStyle';
import { type Clock, inView, laneHeight, NAMES, passed, stateText, xOf } from './laneLayout';
import type { Row } from './useLocking';

const TOP = 6;
const GAP = 2;

interface Props {
  row: Row;
  layers: number;
  /** Slots passed, the present one with them. */
  now: number;
  clock: Clock;
}

function SlotMark({ one, now, clock, lane }: { one: Slot; now: number; clock: Clock; lane: number }) {
  const learns = one.work === 'update' || one.work === 'backward';
  const state = one.slot > now ? 'ahead' : learns ? 'learns' : one.work;
  const x = xOf(clock, one.slot - 1);
  const y = TOP + (one.layer - 1) * lane;
  return (
    <g className={`locking-slot ${state}`}>
      <rect x={x + 0.5} y={y + 0.5} width={clock.slot - GAP} height={lane - 5} rx={3} />
      {one.slot <= now && (
        <text x={x + clock.slot / 2 - 0.5} y={y + (lane - 4) / 2} dy="0.36em" textAnchor="middle">
          {one.batch}
        </text>
      )}
    </g>
  );
}

/** One lane per layer: what it has done so far, where it waits, and what is still to come. */
export function Lanes({ row: { rule, line }, layers, now, clock }: Props) {
  const id = useId();
  const lane = laneHeight(layers);
  const height = TOP + layers * lane + 4;
  const { text } = ruleStyle(rule);
  const end = xOf(clock, line.total);
  const words = line.total <= now;
  return (
    <svg
      width={NAMES + clock.view}
      height={height}
      role="img"
      aria-label={`${rules[rule].name}, slot ${now}: ${stateText(line, layers, now)}`}
      style={{ '--rule': text } as CSSProperties}
    >
      <defs>
        <pattern
          id={`${id}h`}
          width={6}
          height={6}
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <path d="M0 0V6" stroke="var(--ctl)" strokeWidth={1.5} />
        </pattern>
        <clipPath id={`${id}c`}>
          <rect x={NAMES} width={clock.view} height={height} />
        </clipPath>
      </defs>
      {Array.from({ length: layers }, (_, i) => i).map((i) => (
        <text
          key={i}
          className="locking-layer"
          x={NAMES - 10}
          y={TOP + i * lane + (lane - 4) / 2}
          dy="0.36em"
        >
          {`layer ${i + 1}`}
        </text>
      ))}
      <g clipPath={`url(#${id}c)`}>
        {line.waits.map((wait) => {
          const seen = passed(wait, now);
          if (!seen || !inView(clock, seen.from, seen.to)) return null;
          const x = xOf(clock, seen.from - 1);
          return (
            <rect
              key={`${wait.layer}/${wait.from}`}
              className="locking-wait"
              fill={`url(#${id}h)`}
              x={x + 0.5}
              y={TOP + (wait.layer - 1) * lane + 0.5}
              width={xOf(clock, seen.to) - x - GAP}
              height={lane - 5}
              rx={3}
            />
          );
        })}
        {line.slots
          .filter(({ slot }) => inView(clock, slot, slot))
          .map((one) => (
            <SlotMark key={`${one.layer}/${one.slot}`} {...{ one, now, clock, lane }} />
          ))}
        {words && (
          <g className="locking-done">
            <path d={`M${end + 0.5} 0V${height}`} />
            {NAMES + clock.view - end > 140 && (
              <text x={end + 10} y={height / 2} dy="0.36em">{`done after ${line.total} slots`}</text>
            )}
          </g>
        )}
      </g>
    </svg>
  );
}
