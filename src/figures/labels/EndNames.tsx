import type { ReactNode } from 'react';
import type { RuleId } from '../../core/rules';
import type { Plot } from '../axes/plot';
import { ruledClass } from '../lines/line';
import type { NamedEnd, NamePlace } from './labels';
import { halo, small } from './texts';

/** The overlay of a plot, with the name of its horizontal axis. */
export function Over({ plot, axisName, children }: { plot: Plot; axisName: string; children: ReactNode }) {
  return (
    <svg className="over" width={plot.width} height={plot.height} aria-hidden="true">
      <text x={plot.width - plot.right + 16} y={plot.height - 9} {...small}>
        {axisName}
      </text>
      {children}
    </svg>
  );
}

export interface RuleEnd extends NamedEnd {
  readonly key: string;
  readonly rule: RuleId;
  /** As the line's. */
  readonly mark?: string | undefined;
  readonly color: string;
  /** Never grouped with other line ends, even if they overlap: the text behind its name applies to this line only. */
  readonly apart?: boolean;
  /** The ends named in this row. */
  readonly parts?: readonly RuleEnd[];
  /** More names of the group follow in the next row. */
  readonly goesOn?: boolean;
  /** All ends of the group; set on its first row only. */
  readonly group?: readonly RuleEnd[];
}

type Marked = Pick<RuleEnd, 'rule' | 'mark'>;
const classOf = (ends: readonly Marked[]): string => ends.map(ruledClass).join(' ');

/** One marker for several lines that end at the same point, where their own would hide each other. */
export function SharedMark({ x, y, of }: { x: number; y: number; of: readonly Marked[] }) {
  return (
    <circle
      className={classOf(of)}
      cx={x}
      cy={y}
      r={4}
      fill="var(--s1)"
      stroke="var(--ink2)"
      strokeWidth={1.5}
    />
  );
}

/** Path of the leader line from a name that was moved to its line's end. */
function leaderOf(end: NamedEnd, place: NamePlace): string | undefined {
  const y = place.y + place.height / 2;
  const [x, from, way] =
    place.anchor === 'start' ? [place.x, end.x + 5, place.x - end.x] : [place.x + place.width, end.x - 5, 0];
  const moved = Math.abs(y - end.y) > 2 || way > 14;
  return moved ? `M${from} ${end.y}L${x + (place.anchor === 'start' ? -3 : 3)} ${y}` : undefined;
}

/** Names and values at the line ends; leaders are drawn below all names. */
export function EndNames({ ends, places }: { ends: readonly RuleEnd[]; places: readonly NamePlace[] }) {
  const all = ends.map((end, i) => ({
    end,
    place: places[i] as NamePlace,
    className: classOf(end.parts ?? [end]),
  }));
  return (
    <>
      {all.map(({ end, place, className }) => (
        <path
          key={end.key}
          d={leaderOf(end, place) ?? ''}
          stroke="var(--line2)"
          fill="none"
          className={className}
        />
      ))}
      {all.map(({ end, place, className }) => (
        <text
          key={end.key}
          x={place.anchor === 'start' ? place.x : place.x + place.width}
          y={place.y + place.height / 2}
          dy="0.34em"
          textAnchor={place.anchor}
          fontSize={12}
          {...halo}
          className={className}
        >
          {(end.parts ?? [end]).map((part, i, { length }) => (
            <tspan key={part.key} fill={part.color} fontWeight={600} className={ruledClass(part)}>
              {`${i === 0 ? '' : ', '}${part.name}${end.goesOn && i === length - 1 ? ',' : ''}`}
            </tspan>
          ))}
          {end.text !== '' && (
            <tspan dx={5} fill="var(--ink2)" style={{ fontVariantNumeric: 'tabular-nums' }}>
              {end.text}
            </tspan>
          )}
        </text>
      ))}
    </>
  );
}
