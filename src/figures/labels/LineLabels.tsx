import { memo } from 'react';
import { type Plot, plotHeight, xAt, yAt } from '../axes/plot';
import type { DrawnLine } from '../lines/draw';
import { ruledClass } from '../lines/line';
import type { LineSpec } from '../lines/spec';
import { Marker } from '../theme/Marker';
import { Beyond, Crossings, EdgeNotes } from './EdgeMarks';
import { EndNames, Over, SharedMark } from './EndNames';
import { edgeNotes, ROW } from './edgeNotes';
import { aloneOf, groupEnds } from './endGroups';
import { LinePoints } from './LinePoints';
import { BEHIND, nameRoom, placeNames } from './labels';
import { bandPlaces, drawnIn, endsOf, guidePlaces, type LineEnd, notePlaces, tracesIn } from './lineEnds';
import { type Box, bestPlace, freePlace } from './place';
import { halo, small } from './texts';

interface Props {
  plot: Plot;
  lines: readonly DrawnLine[];
  spec: Pick<LineSpec, 'x' | 'endText' | 'shade' | 'bands' | 'guide' | 'marks'>;
  /** Training position on the x axis; undefined if nothing is training. */
  now?: number | undefined;
}

function StopMark({ x, y }: { x: number; y: number }) {
  return (
    <g transform={`translate(${x} ${y})`} stroke="var(--bad)" strokeWidth={1.5} fill="var(--s1)">
      <circle r={6} />
      <path d="M-2.4 -2.4L2.4 2.4M-2.4 2.4L2.4 -2.4" />
    </g>
  );
}

function EndMark({ end: { line, x, y, inside, stopped, endsOn }, alone }: { end: LineEnd; alone: boolean }) {
  const { style } = line;
  return (
    <g className={ruledClass(line)}>
      {alone && inside && !stopped && <Marker shape={style.marker} color={style.line} x={x} y={y} />}
      {stopped && <StopMark x={x} y={y} />}
      {inside && endsOn && !stopped && <Beyond x={x} y={y} edge={endsOn} color={style.line} />}
    </g>
  );
}

/** Marks where single seeds stopped; their rule continues with the others. */
function SeedStops({ plot, lines }: Pick<Props, 'plot' | 'lines'>) {
  const [low, high] = [plot.top, plot.top + plotHeight(plot)];
  return lines.flatMap((line) =>
    line.seeds.map(({ key, stoppedAt }) => {
      if (!stoppedAt) return null;
      const y = Math.max(low, Math.min(high, yAt(plot, stoppedAt.y)));
      return (
        <g key={key} className={ruledClass(line)}>
          <StopMark x={xAt(plot, stoppedAt.x)} y={y} />
        </g>
      );
    }),
  );
}

function Note({ at, text }: { at: Box | undefined; text: string }) {
  if (!at) return null;
  return (
    <text x={at.x} y={at.y + ROW / 2} dy="0.36em" {...small} {...halo}>
      {text}
    </text>
  );
}

/** All texts and marks, memoized separately from the line at the current position, which moves more often. */
const Texts = memo(function Texts({ plot, lines, spec }: Omit<Props, 'now'>) {
  const { shade, bands = [], guide, marks = 'ends' } = spec;
  const ends = endsOf(plot, lines, spec.endText);
  const drawn = drawnIn(plot, lines);
  const named = groupEnds(ends, tracesIn(plot, lines), nameRoom(plot));
  const column = marks === 'all' ? plot.width - plot.right + BEHIND : undefined;
  const names = placeNames(plot, named, drawn, column);
  const alone = new Set(aloneOf(ends, named));
  const shared = named.filter(({ key }) => ends.some((end) => end.key === key && end.inside));
  const notes = edgeNotes({ plot, lines, boxes: names, drawn });
  const boxes = [...names, ...notes.map(({ box }) => box)];
  const bandNames = bands.map((band) => {
    const at = bestPlace(bandPlaces(plot, band), { boxes, lines: drawn });
    boxes.push(at);
    return { ...band, at };
  });
  // Notes yield to curves and names.
  const note = shade?.note ?? '';
  const noteAt =
    shade && note !== '' ? freePlace(notePlaces(plot, shade.to, note), { boxes, lines: drawn }) : undefined;
  const guideAt = guide && bestPlace(guidePlaces(plot, guide), { boxes, lines: drawn });
  return (
    <>
      {bandNames.map(({ from, text, at }) => (
        <Note key={from} at={at} text={text} />
      ))}
      <Note at={noteAt} text={note} />
      <Note at={guideAt} text={guide?.text ?? ''} />
      <EdgeNotes notes={notes} />
      {lines.map((line) => (
        <g key={line.key} className={ruledClass(line)}>
          <Crossings plot={plot} line={line} />
        </g>
      ))}
      <SeedStops plot={plot} lines={lines} />
      {marks === 'all' && <LinePoints plot={plot} lines={lines} />}
      <EndNames ends={named} places={names} />
      {marks === 'ends' &&
        shared.map(({ key, x, y, group }) => group && <SharedMark key={key} {...{ x, y }} of={group} />)}
      {marks === 'ends' && ends.map((end) => <EndMark key={end.key} end={end} alone={alone.has(end)} />)}
    </>
  );
});

/** Names at the line ends, the current training position, notes, and arrows for values beyond the axis. */
export function LineLabels({ now, ...props }: Props) {
  const { plot, spec } = props;
  return (
    <Over plot={plot} axisName={spec.x.name}>
      {now !== undefined && (
        <line
          x1={xAt(plot, now)}
          x2={xAt(plot, now)}
          y1={plot.top}
          y2={plot.top + plotHeight(plot)}
          stroke="var(--line2)"
        />
      )}
      <Texts {...props} />
    </Over>
  );
}
