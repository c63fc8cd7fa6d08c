import { percent, threeDigits } from '../../../core/format';
import { rules } from '../../../core/rules';
import type { Judged } from '../../../experiment/aggregate';
import { linearTicks } from '../../../figures/axes/ticks';
import type { ShownGroup } from '../../../figures/compare/groups';
import type { Rows } from '../../../figures/lines/rows';
import { countedRuns } from '../../../notebook/stats/mean';
import { Figure } from '../../charts/figure/Figure';
import { highlightMark } from '../../highlightMark';
import { useSize } from '../../useSize';

/** Height of a row: as many as are there share the room, down to what a name needs. */
const ROWS = { most: 34, least: 20 } as const;
const NAMES = 132;
const FOOT = 28;
/** Width of the exported figure, in pixels. */
const FILE = 640;

interface Props {
  groups: readonly ShownGroup[];
  by: Judged;
}

interface Marks {
  readonly group: ShownGroup;
  readonly values: readonly number[];
}

const marksOf = (groups: readonly ShownGroup[], by: Judged): readonly Marks[] =>
  groups
    .filter(({ isHidden }) => !isHidden)
    .map((group) => ({
      group,
      values: countedRuns(group.runs).flatMap(({ reached }) => {
        const value = reached?.[by];
        return value !== undefined && Number.isFinite(value) ? [value] : [];
      }),
    }));

/** A tenth of the range on either side; a single value gets some room. */
function rangeOf(marks: readonly Marks[]): readonly [number, number] {
  const all = marks.flatMap(({ values }) => values);
  if (all.length === 0) return [0, 1];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const room = Math.max((high - low) / 10, 0.002);
  return [low - room, high + room];
}

function Row({
  marks: { group, values },
  at,
  y,
  height,
}: {
  marks: Marks;
  at: (value: number) => number;
  y: number;
  height: number;
}) {
  const { last } = group.result;
  const { line, text } = group.style;
  return (
    <g
      className={`ruled ${group.mark}`}
      onPointerEnter={() => highlightMark(group.mark, `rule-${group.rule}`)}
      onPointerLeave={() => highlightMark(undefined)}
    >
      <rect y={y - height / 2} width="100%" height={height} fill="none" pointerEvents="all" />
      <text x={NAMES - 12} y={y} dy="0.32em" textAnchor="end" fill={text} fontWeight={550}>
        {group.name.length > 18 ? `${group.name.slice(0, 17)}…` : group.name}
      </text>
      {last?.sd !== undefined && (
        <rect
          x={at(last.mean - last.sd)}
          y={y - 4}
          width={Math.max(1, at(last.mean + last.sd) - at(last.mean - last.sd))}
          height={8}
          rx={4}
          fill={line}
          fillOpacity={0.13}
        />
      )}
      {values.map((value, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: runs keep their order.
        <circle key={place} cx={at(value)} cy={y} r={3} fill={line} fillOpacity={0.6} />
      ))}
      {last && (
        <line x1={at(last.mean)} x2={at(last.mean)} y1={y - 9} y2={y + 9} stroke={line} strokeWidth={2} />
      )}
    </g>
  );
}

interface DrawingProps {
  marks: readonly Marks[];
  by: Judged;
  width: number;
  /** Of each row. */
  row: number;
}

const valueText = (by: Judged, value: number): string =>
  by === 'testAccuracy' ? percent(value, 2) : threeDigits(value);

const ticksOf = (by: Judged, [low, high]: readonly [number, number]) =>
  by === 'testAccuracy'
    ? linearTicks(100 * low, 100 * high, 5).map((tick) => ({ at: tick.at / 100, label: `${tick.label} %` }))
    : linearTicks(low, high, 5);

/** Axis and rows, without the `svg` around them. */
function LastDrawing({ marks, by, width, row }: DrawingProps) {
  const [low, high] = rangeOf(marks);
  const at = (value: number): number =>
    NAMES + ((value - low) / (high - low)) * Math.max(1, width - NAMES - 24);
  const height = marks.length * row;
  return (
    <>
      {ticksOf(by, [low, high]).map(({ at: value, label }) => (
        <g key={value}>
          <line x1={at(value)} x2={at(value)} y1={0} y2={height} stroke="var(--grid)" />
          <text x={at(value)} y={height + FOOT - 10} textAnchor="middle" fill="var(--ink3)" fontSize={11}>
            {label}
          </text>
        </g>
      ))}
      {marks.map((one, place) => (
        <Row key={one.group.key} marks={one} at={at} y={(place + 0.5) * row} height={row} />
      ))}
    </>
  );
}

/** Every run's last value, in full precision. */
const rowsOf = (groups: readonly ShownGroup[], by: Judged): Rows => [
  ['group', 'algorithm', 'seed', 'value'],
  ...groups
    .filter(({ isHidden }) => !isHidden)
    .flatMap(({ name, runs }) =>
      countedRuns(runs).flatMap(({ spec, reached }) => {
        const value = reached?.[by];
        return value === undefined ? [] : [[name, rules[spec.rule].name, spec.seed, value]];
      }),
    ),
];

function summaryOf(title: string, marks: readonly Marks[], by: Judged): string {
  const ends = marks.flatMap(({ group: { name, result } }) => {
    const { last } = result;
    if (!last) return [];
    return `${name} ${valueText(by, last.mean)}${last.sd === undefined ? '' : ` ± ${valueText(by, last.sd)}`}`;
  });
  return ends.length > 0 ? `${title}: ${ends.join(', ')}.` : `${title}: no run has finished an epoch yet.`;
}

/** Where each run ended: a mark per run, their mean, and ± one standard deviation. */
export function LastValues({ groups, by }: Props) {
  const [ref, { width, height: room }] = useSize<HTMLDivElement>();
  const marks = marksOf(groups, by);
  const share = Math.floor((room - FOOT) / Math.max(1, marks.length));
  const row = Math.max(ROWS.least, Math.min(ROWS.most, share));
  const title = by === 'testAccuracy' ? 'Last accuracy' : 'Last loss';
  const draw = () => ({
    ...{ width: FILE, height: marks.length * ROWS.most + FOOT },
    content: <LastDrawing {...{ marks, by }} width={FILE} row={ROWS.most} />,
  });
  const isMeasured = marks.some(({ values }) => values.length > 0);
  return (
    <Figure
      title={title}
      subtitle="one mark per run, line = mean, bar = ± sd"
      summary={summaryOf(title, marks, by)}
      table={undefined}
      exports={isMeasured ? { draw, rows: () => rowsOf(groups, by) } : undefined}
      className="figure compare-last"
    >
      <div className="last-values" ref={ref}>
        {width > 0 && (
          <svg width={width} height={marks.length * row + FOOT} aria-hidden="true" className="last-drawing">
            <LastDrawing {...{ marks, by, width, row }} />
          </svg>
        )}
      </div>
    </Figure>
  );
}
