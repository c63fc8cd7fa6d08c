import { Marker } from '../../theme/Marker';
import { ruleStyle } from '../../theme/ruleStyle';
import { Beyond, EdgeNotes } from '../charts/EdgeMarks';
import { EndName } from '../charts/EndName';
import { type Frame, plotHeight, xAt, yAt } from '../charts/frame';
import { spaceLabels } from '../charts/labels';
import type { Axis, Edge } from '../charts/scale';
import type { DeltaLine } from './deltas';
import { numberText } from './numberText';

interface Props {
  frame: Frame;
  axis: Axis;
  /** Of the x axis, from hidden layer 1 on. */
  span: number;
  lines: readonly DeltaLine[];
  epoch: number;
}

const GAP = 14;
/** Pixels between two markers of a line. */
const MARKERS = 36;
const edges = ['top', 'bottom'] as const;

const beyondOf = ({ edges: held }: Axis, y: number): Edge | undefined =>
  edges.find((edge) => held?.[edge]?.holds(y));

/** Zeros are all marked, of the rest as many as have room: rules take turns, so that equal lines show both. */
function isMarked(x: number, y: number, place: number, every: number): boolean {
  return y === 0 || (x - 1) % every === place % every;
}

function Marks({ frame, axis, span, lines }: Omit<Props, 'epoch'>) {
  const pixels = xAt(frame, span, 1) - xAt(frame, span, 0);
  const every = Math.max(1, Math.ceil(MARKERS / Math.max(1, pixels)));
  return lines.map(({ key, points }, place) => {
    const { marker, line } = ruleStyle(key);
    return (
      <g key={key} className={`ruled rule-${key}`}>
        {points.map(({ x, y }) => {
          const at = { x: xAt(frame, span, x - 1), y: yAt(frame, axis, axis.carry(y)) };
          const edge = beyondOf(axis, y);
          return (
            <g key={x}>
              {isMarked(x, y, place, every) && <Marker shape={marker} color={line} {...at} />}
              {edge && <Beyond {...at} edge={edge} color={line} />}
            </g>
          );
        })}
      </g>
    );
  });
}

/** Marks on the lines, names and values at their ends, and what lies beyond the axis. */
export function DeltaEnds({ frame, axis, span, lines, epoch }: Props) {
  const ends = lines.flatMap((line) => {
    const point = line.points.at(-1);
    return point ? [{ line, point, y: yAt(frame, axis, axis.carry(point.y)) }] : [];
  });
  const ys = spaceLabels(
    ends.map(({ y }) => y),
    GAP,
    frame.top,
    frame.top + plotHeight(frame),
  );
  const x = frame.width - frame.right + 11;
  const held = lines.map((line) => ({
    held: edges.filter((edge) => line.points.some(({ y }) => axis.edges?.[edge]?.holds(y))),
  }));
  return (
    <svg className="over" width={frame.width} height={frame.height} aria-hidden="true">
      <EdgeNotes frame={frame} axis={axis} lines={held} />
      <text x={frame.width - frame.right + 16} y={frame.height - 9} className="axis-name">
        hidden layer
      </text>
      <Marks {...{ frame, axis, span, lines }} />
      {ends.map(({ line, point, y }, i) => (
        <g key={line.key} className={`ruled rule-${line.key}`}>
          <EndName
            end={{ x: xAt(frame, span, point.x - 1), y }}
            x={x}
            y={ys[i] as number}
            name={line.name}
            color={ruleStyle(line.key).text}
            text={line.epoch < epoch ? `epoch ${line.epoch}` : numberText(point.y)}
          />
        </g>
      ))}
    </svg>
  );
}
