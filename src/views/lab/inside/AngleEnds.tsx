import { Marker } from '../../theme/Marker';
import { EndName } from '../charts/EndName';
import { type Frame, plotHeight, xAt, yAt } from '../charts/frame';
import { spaceLabels } from '../charts/labels';
import type { Axis } from '../charts/scale';
import { angleStyle } from './angleStyle';
import { type AngleLine, briefAngle } from './angles';

interface Props {
  frame: Frame;
  axis: Axis;
  epochs: number;
  lines: readonly AngleLine[];
}

const GAP = 14;
const NOTE_WIDTH = 104;
const NAME_WIDTH = 100;

/** Names and values at the line ends, and what 90° means. */
export function AngleEnds({ frame, axis, epochs, lines }: Props) {
  const ends = lines.flatMap((line) => {
    const end = line.points.at(-1);
    return end ? [{ line, x: xAt(frame, epochs, end.x), y: yAt(frame, axis, end.y), value: end.y }] : [];
  });
  const wanted = ends.map(({ y }) => y);
  const ys = spaceLabels(wanted, GAP, frame.top, frame.top + plotHeight(frame));
  const x = Math.max(0, ...ends.map((end) => end.x)) + 11;
  const [right, noteY] = [frame.width - frame.right, yAt(frame, axis, 90) - 5];
  // The labels have right of way.
  const aside = x + NAME_WIDTH > right - NOTE_WIDTH && x < right && ys.some((y) => Math.abs(y - noteY) < GAP);
  return (
    <svg className="over" width={frame.width} height={frame.height} aria-hidden="true">
      <text
        x={aside ? frame.left + 4 : right}
        y={noteY}
        textAnchor={aside ? 'start' : 'end'}
        className="chart-note"
      >
        90°: no information
      </text>
      <text x={frame.width - frame.right + 16} y={frame.height - 9} className="axis-name">
        epoch
      </text>
      {ends.map(({ line, value, ...end }, i) => {
        const style = angleStyle(line);
        const y = ys[i] as number;
        return (
          <g key={line.key} className={`ruled rule-${line.rule}`}>
            <EndName {...{ end, x, y }} name={line.name} color={style.text} text={briefAngle(value)} />
            <Marker shape={style.marker} color={style.line} x={end.x} y={end.y} />
          </g>
        );
      })}
    </svg>
  );
}
