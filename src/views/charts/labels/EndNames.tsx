import type { ReactNode } from 'react';
import type { RuleId } from '../../../core/rules';
import type { Plot } from '../axes/plot';
import type { NamedEnd, NamePlace } from './labels';
import { halo, small } from './texts';

/** What lies over a plot, the name of its horizontal axis first. */
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
  readonly color: string;
  /** What stands behind its name holds for no other line, though others may lie on it. */
  readonly apart?: boolean;
  /** Those that are named together here. */
  readonly parts?: readonly RuleEnd[];
  /** More names follow in the next row. */
  readonly goesOn?: boolean;
  /** In the first row of several that end together: all of them. */
  readonly group?: readonly RuleEnd[];
}

const classOf = (ends: readonly Pick<RuleEnd, 'rule'>[]): string =>
  ['ruled', ...ends.map(({ rule }) => `rule-${rule}`)].join(' ');

/** Where several lines end: their own marks would hide each other. */
export function SharedMark({ x, y, of }: { x: number; y: number; of: readonly Pick<RuleEnd, 'rule'>[] }) {
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

/** A thin line leads back from a name that had to move away. */
function leaderOf(end: NamedEnd, place: NamePlace): string | undefined {
  const y = place.y + place.height / 2;
  const [x, from, way] =
    place.anchor === 'start' ? [place.x, end.x + 5, place.x - end.x] : [place.x + place.width, end.x - 5, 0];
  const moved = Math.abs(y - end.y) > 2 || way > 14;
  return moved ? `M${from} ${end.y}L${x + (place.anchor === 'start' ? -3 : 3)} ${y}` : undefined;
}

/** Names and values of lines at their ends; no leader runs over a name. */
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
          {(end.parts ?? [end]).map(({ key, rule, name, color }, i, { length }) => (
            <tspan key={key} fill={color} fontWeight={600} className={`ruled rule-${rule}`}>
              {`${i === 0 ? '' : ', '}${name}${end.goesOn && i === length - 1 ? ',' : ''}`}
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
