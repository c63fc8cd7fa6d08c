import type { RuleId } from '../../../core/rules';
import { rules } from '../../../core/rules';
import { Marker } from '../../theme/Marker';
import { ruleStyle } from '../../theme/ruleStyle';
import { Beyond, EdgeNotes } from './EdgeMarks';
import { EndName } from './EndName';
import { type Frame, plotHeight, xAt, yAt } from './frame';
import { spaceLabels } from './labels';
import type { DrawnLine } from './model';
import type { Axis, Edge } from './scale';

interface Props {
  frame: Frame;
  axis: Axis;
  epochs: number;
  lines: readonly DrawnLine[];
  /** Where it is now, in epochs; undefined when nothing runs. */
  now: number | undefined;
  valueText: ((value: number) => string) | undefined;
  note: string | undefined;
}

interface End {
  readonly rule: RuleId;
  readonly x: number;
  readonly y: number;
  readonly inside: boolean;
  readonly stopped: boolean;
  readonly endsOn: Edge | undefined;
  readonly value: number | undefined;
}

/** Between two labels; many of them in a low chart stand closer. */
const GAP = 14;
const LEAST_GAP = 11;
const NOTE_WIDTH = 240;

function endsOf({ frame, axis, epochs, lines }: Props): End[] {
  const low = frame.top;
  const high = frame.top + plotHeight(frame);
  return lines.flatMap(({ rule, end, value, stopped, endsOn }) => {
    if (!end) return [];
    const y = yAt(frame, axis, end.y);
    const inside = y >= low - 0.5 && y <= high + 0.5;
    // A line that has not come into sight yet has no end to label.
    if (!inside && end.x < 1) return [];
    const inPlot = Math.max(low, Math.min(high, y));
    return [{ rule, x: xAt(frame, epochs, end.x), y: inPlot, inside, stopped, endsOn, value }];
  });
}

function StopMark({ x, y }: { x: number; y: number }) {
  return (
    <g transform={`translate(${x} ${y})`} stroke="var(--bad)" strokeWidth={1.5} fill="var(--s1)">
      <circle r={6} />
      <path d="M-2.4 -2.4L2.4 2.4M-2.4 2.4L2.4 -2.4" />
    </g>
  );
}

function endText(end: End, valueText: Props['valueText']): string {
  if (end.stopped) return 'stopped';
  return end.value !== undefined && valueText ? valueText(end.value) : '';
}

function EndLabel({ end, x, y, text }: { end: End; x: number; y: number; text: string }) {
  const style = ruleStyle(end.rule);
  return (
    <g className={`ruled rule-${end.rule}`}>
      <EndName {...{ end, x, y, text }} name={rules[end.rule].name} color={style.text} />
      {end.inside && !end.stopped && <Marker shape={style.marker} color={style.line} x={end.x} y={end.y} />}
      {end.stopped && <StopMark x={end.x} y={end.y} />}
      {end.endsOn && !end.stopped && <Beyond x={end.x} y={end.y} edge={end.endsOn} color={style.line} />}
    </g>
  );
}

/** Names at the line ends, the thin line that marks now, and the note on the first epoch. */
export function EndLabels(props: Props) {
  const { frame, epochs, now, note, valueText } = props;
  const ends = endsOf(props);
  const low = frame.top;
  const high = frame.top + plotHeight(frame);
  const ys = spaceLabels(
    ends.map(({ y }) => y),
    Math.min(GAP, Math.max(LEAST_GAP, plotHeight(frame) / Math.max(1, ends.length - 1))),
    low,
    high,
  );
  const x = Math.max(0, ...ends.filter((end) => !end.stopped).map((end) => end.x)) + 11;
  const first = xAt(frame, epochs, Math.min(1, epochs));
  // The curves have right of way: where a label needs the corner, the note gives it up.
  const crowded = ys.some((y) => y > high - 26) && x < first + NOTE_WIDTH && x + 90 > first;
  return (
    <svg className="over" width={frame.width} height={frame.height} aria-hidden="true">
      {now !== undefined && (
        <line
          x1={xAt(frame, epochs, now)}
          x2={xAt(frame, epochs, now)}
          y1={low}
          y2={high}
          stroke="var(--line2)"
        />
      )}
      {note !== undefined && !crowded && (
        <text x={Math.min(first + 8, frame.width - NOTE_WIDTH)} y={high - 9} className="chart-note">
          {note}
        </text>
      )}
      <EdgeNotes frame={frame} axis={props.axis} lines={props.lines} />
      <text x={frame.width - frame.right + 16} y={frame.height - 9} className="axis-name">
        epoch
      </text>
      {ends.map((end, i) => (
        <EndLabel
          key={end.rule}
          end={end}
          x={end.stopped ? end.x + 13 : x}
          y={ys[i] as number}
          text={endText(end, valueText)}
        />
      ))}
    </svg>
  );
}
