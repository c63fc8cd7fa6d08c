import { memo } from 'react';
import { type RuleId, rules } from '../../../core/rules';
import { type Frame, pixelsOf, plotHeight, xAt, yAt } from '../../charts/axes/frame';
import type { Axis, Edge } from '../../charts/axes/scale';
import { textWidth } from '../../charts/axes/textWidth';
import { Beyond, Crossings, EdgeNotes } from '../../charts/labels/EdgeMarks';
import { EndNames, Over, type RuleEnd, SharedMark } from '../../charts/labels/EndNames';
import { edgeNotes, ROW } from '../../charts/labels/edgeNotes';
import { aloneOf, groupEnds } from '../../charts/labels/endGroups';
import { nameRoom, placeNames } from '../../charts/labels/labels';
import { type Box, freePlace } from '../../charts/labels/place';
import type { DrawnLine } from '../../charts/lines/model';
import { Marker } from '../../theme/Marker';
import { ruleStyle } from '../../theme/ruleStyle';

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

interface End extends RuleEnd {
  readonly rule: RuleId;
  readonly inside: boolean;
  readonly stopped: boolean;
  readonly endsOn: Edge | undefined;
}

function endsOf({ frame, axis, epochs, lines, valueText }: Omit<Props, 'now'>): End[] {
  const low = frame.top;
  const high = frame.top + plotHeight(frame);
  const worst = axis.domain[axis.worse === 'top' ? 1 : 0];
  return lines.flatMap(({ rule, end: last, value, mean, stopped, stoppedAt, endsOn }) => {
    const end = last ?? (stoppedAt === undefined ? undefined : { x: stoppedAt, y: worst });
    if (!end) return [];
    const y = yAt(frame, axis, end.y);
    const inside = y >= low - 0.5 && y <= high + 0.5;
    // A line that has not come into sight yet has no end to label.
    if (!inside && !stopped && end.x < 1) return [];
    const said = value !== undefined && valueText ? [valueText(value), mean].filter(Boolean).join(', ') : '';
    const text = stopped ? 'stopped' : said;
    const at = { x: xAt(frame, epochs, end.x), y: Math.max(low, Math.min(high, y)) };
    const { name } = rules[rule];
    return [{ key: rule, rule, name, text, color: ruleStyle(rule).text, ...at, inside, stopped, endsOn }];
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

function EndMark({ end: { rule, x, y, inside, stopped, endsOn }, alone }: { end: End; alone: boolean }) {
  const { marker, line } = ruleStyle(rule);
  return (
    <g className={`ruled rule-${rule}`}>
      {alone && inside && !stopped && <Marker shape={marker} color={line} x={x} y={y} />}
      {stopped && <StopMark x={x} y={y} />}
      {inside && endsOn && !stopped && <Beyond x={x} y={y} edge={endsOn} color={line} />}
    </g>
  );
}

/** Where single seeds broke off; their rule goes on with the others. */
function SeedStops({ frame, axis, epochs, lines }: Pick<Props, 'frame' | 'axis' | 'epochs' | 'lines'>) {
  const [low, high] = [frame.top, frame.top + plotHeight(frame)];
  return lines.flatMap(({ rule, seeds }) =>
    seeds.map(({ key, stoppedAt }) => {
      if (!stoppedAt) return null;
      const y = Math.max(low, Math.min(high, yAt(frame, axis, stoppedAt.y)));
      return (
        <g key={key} className={`ruled rule-${rule}`}>
          <StopMark x={xAt(frame, epochs, stoppedAt.x)} y={y} />
        </g>
      );
    }),
  );
}

/** Behind the first epoch, from the bottom up; then further to the right. */
function notePlaces(frame: Frame, epochs: number, note: string): Box[] {
  const width = textWidth(note, 11);
  const first = xAt(frame, epochs, Math.min(1, epochs)) + 8;
  const most = frame.width - 4 - width;
  const last = Math.min(most, frame.width - frame.right - 8 - width);
  const rows = Array.from({ length: Math.floor(plotHeight(frame) / ROW) }, (_, row) => row);
  const bottom = frame.top + plotHeight(frame) - 3;
  const columns = first < last ? [first, (first + last) / 2, last] : [Math.min(first, most)];
  return columns.flatMap((x) =>
    rows.map((row): Box => ({ x, y: bottom - (row + 1) * ROW, width, height: ROW })),
  );
}

/** All texts and marks; apart from the line that marks now, which moves more often than they do. */
const Texts = memo(function Texts(props: Omit<Props, 'now'>) {
  const { frame, axis, epochs, lines, note } = props;
  const ends = endsOf(props);
  const drawn = lines.flatMap(({ solid, thin, seeds }) =>
    [solid, thin, ...seeds.map((seed) => seed.solid)].map((one) => pixelsOf(frame, axis, epochs, one)),
  );
  const traces = lines.map(({ rule, solid, thin }) => ({
    key: rule,
    points: pixelsOf(frame, axis, epochs, solid.length > 0 ? [...solid, ...thin.slice(1)] : thin),
  }));
  const named = groupEnds(ends, traces, nameRoom(frame));
  const names = placeNames(frame, named, drawn);
  const alone = new Set(aloneOf(ends, named));
  const shared = named.filter(({ key }) => ends.some((end) => end.key === key && end.inside));
  const notes = edgeNotes({ frame, axis, lines, boxes: names, drawn });
  const boxes = [...names, ...notes.map(({ box }) => box)];
  // Curves and names have right of way.
  const at =
    note === undefined ? undefined : freePlace(notePlaces(frame, epochs, note), { boxes, lines: drawn });
  return (
    <>
      {at && (
        <text x={at.x} y={at.y + ROW / 2} dy="0.36em" className="chart-note">
          {note}
        </text>
      )}
      <EdgeNotes notes={notes} />
      {lines.map((line) => (
        <g key={line.rule} className={`ruled rule-${line.rule}`}>
          <Crossings {...{ frame, axis, epochs, line }} />
        </g>
      ))}
      <SeedStops {...{ frame, axis, epochs, lines }} />
      <EndNames ends={named} places={names} />
      {shared.map(({ key, x, y, group }) => group && <SharedMark key={key} {...{ x, y }} of={group} />)}
      {ends.map((end) => (
        <EndMark key={end.key} end={end} alone={alone.has(end)} />
      ))}
    </>
  );
});

/** Names at the line ends, the thin line that marks now, the note on the first epoch, and what lies beyond the axis. */
export function EndLabels({ now, ...props }: Props) {
  const { frame, epochs } = props;
  return (
    <Over frame={frame} axisName="epoch">
      {now !== undefined && (
        <line
          x1={xAt(frame, epochs, now)}
          x2={xAt(frame, epochs, now)}
          y1={frame.top}
          y2={frame.top + plotHeight(frame)}
          stroke="var(--line2)"
        />
      )}
      <Texts {...props} />
    </Over>
  );
}
