import { threeDigits } from '../../../core/format';
import { Marker } from '../../theme/Marker';
import { ruleStyle } from '../../theme/ruleStyle';
import { Beyond, EdgeNotes } from '../charts/EdgeMarks';
import { EndNames, Over } from '../charts/EndNames';
import { edgeNotes } from '../charts/edgeNotes';
import { type Frame, pixelsOf, xAt, yAt } from '../charts/frame';
import { BEHIND, placeNames } from '../charts/labels';
import { type Axis, type Edge, edges } from '../charts/scale';
import { type DeltaLine, strokesOf } from './deltas';

interface Props {
  frame: Frame;
  axis: Axis;
  /** Of the x axis, from hidden layer 1 on. */
  span: number;
  lines: readonly DeltaLine[];
  epoch: number;
}

/** Pixels between two markers of a line. */
const MARKERS = 36;

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
  const ends = lines.flatMap(({ key, name, epoch: own, points }) => {
    const last = points.at(-1);
    if (!last) return [];
    const at = { x: xAt(frame, span, last.x - 1), y: yAt(frame, axis, axis.carry(last.y)) };
    const text = own < epoch ? `epoch ${own}` : threeDigits(last.y);
    return [{ key, name, rule: key, color: ruleStyle(key).text, text, ...at }];
  });
  const drawn = lines.flatMap((line) =>
    strokesOf(line).map((points) =>
      pixelsOf(
        frame,
        axis,
        span,
        points.map(({ x, y }) => ({ x: x - 1, y: axis.carry(y) })),
      ),
    ),
  );
  const places = placeNames(frame, ends, drawn, frame.width - frame.right + BEHIND);
  const held = lines.map(({ points }) => ({
    held: edges.filter((edge) => points.some(({ y }) => axis.edges?.[edge]?.holds(y))),
  }));
  return (
    <Over frame={frame} axisName="hidden layer">
      <EdgeNotes notes={edgeNotes({ frame, axis, lines: held, boxes: places, drawn })} />
      <Marks {...{ frame, axis, span, lines }} />
      <EndNames ends={ends} places={places} />
    </Over>
  );
}
