import { threeDigits } from '../../../../core/format';
import { type Frame, pixelsOf, xAt } from '../../../charts/axes/frame';
import { type Axis, type Edge, edges } from '../../../charts/axes/scale';
import { Beyond, EdgeNotes } from '../../../charts/labels/EdgeMarks';
import { EndNames, Over, SharedMark } from '../../../charts/labels/EndNames';
import { edgeNotes } from '../../../charts/labels/edgeNotes';
import { groupEnds } from '../../../charts/labels/endGroups';
import { BEHIND, nameRoom, placeNames } from '../../../charts/labels/labels';
import type { XY } from '../../../charts/lines/decimate';
import { Marker } from '../../../theme/Marker';
import { ruleStyle } from '../../../theme/ruleStyle';
import { carried, type DeltaLine, strokesOf } from './deltas';

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

/** Pixels: closer than that, markers hide each other. */
const NEAR = 2;

const beyondOf = ({ edges: held }: Axis, y: number): Edge | undefined =>
  edges.find((edge) => held?.[edge]?.holds(y));

/** Zeros are all marked, of the rest as many as have room: rules take turns, so that equal lines show both. */
function isMarked(x: number, y: number, place: number, every: number): boolean {
  return y === 0 || (x - 1) % every === place % every;
}

function Marks({ frame, axis, span, lines }: Omit<Props, 'epoch'>) {
  const pixels = xAt(frame, span, 1) - xAt(frame, span, 0);
  const every = Math.max(1, Math.ceil(MARKERS / Math.max(1, pixels)));
  const marks = lines.flatMap(({ key, points }, place) => {
    const drawn = pixelsOf(frame, axis, span, carried(points, axis));
    return points.map(({ x, y }, i) => {
      const isShown = isMarked(x, y, place, every);
      const edge = beyondOf(axis, y);
      return { key, rule: key, isShown, edge, color: ruleStyle(key).line, ...(drawn[i] as XY) };
    });
  });
  const shown = marks.filter(({ isShown }) => isShown);
  return marks.map((mark) => {
    const { key, x, y, isShown, edge, color } = mark;
    const here = isShown ? shown.filter((one) => one.x === x && Math.abs(one.y - y) < NEAR) : [];
    return (
      <g key={`${key} ${x}`} className={`ruled rule-${key}`}>
        {here.length === 1 && <Marker shape={ruleStyle(key).marker} color={color} x={x} y={y} />}
        {edge && <Beyond x={x} y={y} edge={edge} color={color} />}
        {here.length > 1 && here[0] === mark && <SharedMark x={x} y={y} of={here} />}
      </g>
    );
  });
}

/** Marks on the lines, names and values at their ends, and what lies beyond the axis. */
export function DeltaEnds({ frame, axis, span, lines, epoch }: Props) {
  const place = (points: DeltaLine['points']) => pixelsOf(frame, axis, span, carried(points, axis));
  const ends = lines.flatMap(({ key, name, epoch: own, points }) => {
    const [last, at] = [points.at(-1), place(points).at(-1)];
    if (!last || !at) return [];
    // An older measurement is not the others' line, though it may lie on it.
    const apart = own < epoch;
    const text = apart ? `epoch ${own}` : threeDigits(last.y);
    return [{ key, name, rule: key, color: ruleStyle(key).text, text, apart, ...at }];
  });
  const drawn = lines.flatMap((line) => strokesOf(line).map(place));
  const traces = lines.map(({ key, points }) => ({ key, points: place(points) }));
  const named = groupEnds(ends, traces, nameRoom(frame));
  const places = placeNames(frame, named, drawn, frame.width - frame.right + BEHIND);
  const held = lines.map(({ points }) => ({
    held: edges.filter((edge) => points.some(({ y }) => axis.edges?.[edge]?.holds(y))),
  }));
  return (
    <Over frame={frame} axisName="hidden layer">
      <EdgeNotes notes={edgeNotes({ frame, axis, lines: held, boxes: places, drawn })} />
      <Marks {...{ frame, axis, span, lines }} />
      <EndNames ends={named} places={places} />
    </Over>
  );
}
