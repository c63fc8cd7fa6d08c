import { type ReactNode, useMemo } from 'react';
import { ruleStyle } from '../../../../../figures/theme/ruleStyle';
import { laneHeight, NAMES } from '../laneLayout';
import { Brackets, TimeAxis, TOP } from './MeasuredFrame';
import { inWindow, type Kind, type Piece, piecesOf, rowsOf, type Traced } from './pieces';

/** Below the lanes, for the axis. */
const AXIS = 20;
const RADIUS = 3;
/** Pixels of a digit, and beside a number. */
const [DIGIT, BESIDE] = [6.5, 4];

export const drawingHeight = (rows: number): number => TOP + rows * laneHeight(rows) + AXIS;

/** A rectangle with round corners where there is room for them. */
function boxPath(x: number, y: number, width: number, height: number): string {
  const r = Math.min(RADIUS, width / 2);
  const corner = (dx: number, dy: number) => `a${r} ${r} 0 0 1 ${dx} ${dy}`;
  return `M${x + r} ${y}h${width - 2 * r}${corner(r, r)}v${height - 2 * r}${corner(-r, r)}h${2 * r - width}${corner(-r, -r)}v${2 * r - height}${corner(r, -r)}Z`;
}

interface Scale {
  readonly lane: number;
  /** Pixels of a second. */
  readonly second: number;
}
const leftOf = ({ from }: Piece, { second }: Scale): number => NAMES + from * second;
/** A little narrower than its time, so that neighbours can be told apart; never invisible. */
const widthOf = ({ from, to }: Piece, { second }: Scale): number =>
  Math.max(0.6, (to - from) * second - ((to - from) * second > 5 ? 1.5 : 0.3));

const pathOf = (pieces: readonly Piece[], scale: Scale): string =>
  pieces
    .map((one) => {
      const y = TOP + one.row * scale.lane + 0.5;
      return boxPath(leftOf(one, scale), y, widthOf(one, scale), scale.lane - 5);
    })
    .join('');

function BatchNumbers({
  pieces,
  scale,
  rule,
}: {
  pieces: readonly Piece[];
  scale: Scale;
  rule: Traced['rule'];
}) {
  const { text } = ruleStyle(rule);
  const color: Readonly<Record<Kind, string>> = {
    forward: 'var(--ink)',
    'second-forward': text,
    learns: 'var(--s1)',
    waits: 'none',
  };
  return pieces
    .filter((one) => one.kind !== 'waits' && widthOf(one, scale) >= String(one.batch).length * DIGIT + BESIDE)
    .map((one) => (
      <text
        key={`${one.row} ${one.from}`}
        x={leftOf(one, scale) + widthOf(one, scale) / 2}
        y={TOP + one.row * scale.lane + (scale.lane - 4) / 2}
        dy="0.36em"
        textAnchor="middle"
        fontSize={10}
        fontWeight={600}
        fill={color[one.kind]}
      >
        {one.batch}
      </text>
    ));
}

export interface DrawingProps extends Traced {
  width: number;
  /** Seconds on the run's clock at which the window begins. */
  origin: number;
  /** Seconds of the window. */
  length: number;
  first: number;
  /** Begins the ids of the drawing, unique in its document. */
  id: string;
}

/** One run's lanes in a window, as the content of an SVG. */
export function MeasuredDrawing({ rule, trace, width, origin, length, first, id }: DrawingProps): ReactNode {
  const rows = useMemo(() => rowsOf(trace.lanes), [trace]);
  const all = useMemo(() => piecesOf(trace.lanes, rows), [trace, rows]);
  const { text } = ruleStyle(rule);
  const lane = laneHeight(rows.length);
  const scale: Scale = { lane, second: (width - NAMES) / length };
  const pieces = inWindow(all, origin, length);
  const path = (kind: Kind) =>
    pathOf(
      pieces.filter((piece) => piece.kind === kind),
      scale,
    );
  const bottom = TOP + rows.length * lane;
  return (
    <>
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
      </defs>
      <TimeAxis {...{ length, width, bottom, first }} />
      {rows.map((row, i) => (
        <text
          key={row.first}
          x={NAMES - 10}
          y={TOP + i * lane + (lane - 4) / 2}
          dy="0.36em"
          textAnchor="end"
          fontSize={11}
          fill="var(--ink2)"
        >
          {row.name}
        </text>
      ))}
      <Brackets rows={rows} lane={lane} />
      <path d={path('waits')} fill={`url(#${id}h)`} stroke="var(--line2)" strokeWidth={0.5} />
      <path d={path('forward')} fill="var(--s3)" stroke="var(--ctl)" strokeWidth={0.75} />
      <path d={path('second-forward')} fill="var(--s1)" stroke={text} />
      <path d={path('learns')} fill={text} />
      <BatchNumbers {...{ pieces, scale, rule }} />
    </>
  );
}
