import { type Frame, pixelsOf, plotHeight, xAt, yAt } from '../../../charts/axes/frame';
import type { Axis } from '../../../charts/axes/scale';
import { textWidth } from '../../../charts/axes/textWidth';
import { EndNames, Over, SharedMark } from '../../../charts/labels/EndNames';
import { ROW } from '../../../charts/labels/edgeNotes';
import { aloneOf, groupEnds } from '../../../charts/labels/endGroups';
import { nameRoom, placeNames } from '../../../charts/labels/labels';
import { type Box, bestPlace } from '../../../charts/labels/place';
import { Marker } from '../../../theme/Marker';
import { angleStyle } from './angleStyle';
import { type AngleLine, angleStrokes, briefAngle, endsWithout } from './angles';

interface Props {
  frame: Frame;
  axis: Axis;
  epochs: number;
  lines: readonly AngleLine[];
}

const NOTE = '90°: no information';

/** Over the line at 90°, else under it, as near as may be: from the right to the left. */
function notePlaces(frame: Frame, axis: Axis): [Box, ...Box[]] {
  const width = textWidth(NOTE, 11);
  const at = yAt(frame, axis, 90);
  const [left, right] = [frame.left + 4, frame.width - frame.right - 2 - width];
  const rows = [at - ROW - 1, at + 2, at + 2 + ROW, at + 2 + 2 * ROW].filter(
    (y) => y + ROW < frame.top + plotHeight(frame),
  );
  const places = rows.flatMap((y) =>
    [0, 1, 2, 3].map((part): Box => ({ x: right - (part / 3) * (right - left), y, width, height: ROW })),
  );
  return [places[0] as Box, ...places];
}

/** Names and values at the line ends, and what 90° means. */
export function AngleEnds({ frame, axis, epochs, lines }: Props) {
  const ends = lines.flatMap((line) => {
    const end = line.points.at(-1);
    if (!end) return [];
    const { key, name, rule } = line;
    const style = angleStyle(line);
    // Its last angle is an older one than that of the lines that it lies on.
    const apart = endsWithout(line);
    const text = apart ? '–' : briefAngle(end.y);
    const at = { x: xAt(frame, epochs, end.x), y: yAt(frame, axis, end.y) };
    return [{ key, name, rule, style, color: style.text, text, apart, ...at }];
  });
  const drawn = lines.flatMap((line) =>
    angleStrokes(line).map((points) => pixelsOf(frame, axis, epochs, points)),
  );
  const traces = lines.map(({ key, points }) => ({ key, points: pixelsOf(frame, axis, epochs, points) }));
  const named = groupEnds(ends, traces, nameRoom(frame));
  const places = placeNames(frame, named, drawn);
  const note = bestPlace(notePlaces(frame, axis), { boxes: places, lines: drawn });
  return (
    <Over frame={frame} axisName="epoch">
      <text x={note.x} y={note.y + ROW / 2} dy="0.36em" className="chart-note">
        {NOTE}
      </text>
      <EndNames ends={named} places={places} />
      {named.map(({ key, x, y, group }) => group && <SharedMark key={key} {...{ x, y }} of={group} />)}
      {aloneOf(ends, named).map(({ key, rule, style, x, y }) => (
        <g key={key} className={`ruled rule-${rule}`}>
          <Marker shape={style.marker} color={style.line} x={x} y={y} />
        </g>
      ))}
    </Over>
  );
}
