/** From the lines of a chart to what is drawn: decimated, with their ends and their values. */
import type { RuleId } from '../../../core/rules';
import { type RuleStyle, ruleStyle } from '../../theme/ruleStyle';
import { type Axis, type Edge, edges } from '../axes/scale';
import { type Buckets, decimate, makeBuckets } from './decimate';
import { type Columns, columnsFrom, type Line, type Track, type XY } from './line';
import { smoothed } from './smooth';

const MOST_POINTS = 300;

/** Points in the units of the axes, as they are drawn. */
interface DrawnTrack {
  readonly key: string;
  /** All of them; smoothed, where that is asked for. */
  readonly solid: readonly XY[];
  /** The same, parted where no line leads from one to the next. */
  readonly strokes: readonly (readonly XY[])[];
  /** The points since the last of them, which the next will replace: thin. */
  readonly thin: readonly XY[];
  /** Edges of the axis beyond which it lies somewhere. */
  readonly held: readonly Edge[];
}

/** One seed of several: behind their mean, and without a name. */
export interface SeedLine extends DrawnTrack {
  /** It broke off here. */
  readonly stoppedAt: XY | undefined;
}

/** A point of a line: beyond an edge of the axis, or in the lane of values that have no place on it. */
export interface DrawnPoint extends XY {
  readonly edge: Edge | undefined;
  readonly isLane: boolean;
}

export interface DrawnLine extends DrawnTrack {
  readonly name: string;
  readonly rule: RuleId;
  readonly style: RuleStyle;
  readonly mean?: string;
  readonly apart?: string;
  readonly points: readonly DrawnPoint[];
  readonly seeds: readonly SeedLine[];
  /** What is smoothed, as it is: behind the line. Otherwise empty. */
  readonly raw: readonly XY[];
  /** Where the drawing ends. */
  readonly end: XY | undefined;
  /** Its loss is not a number, or its worker broke: the line goes no further. */
  readonly stopped: boolean;
  /** Where it stopped, though nothing of it may be drawn. */
  readonly stoppedAt?: number;
  /** The edge beyond which it ends. */
  readonly endsOn: Edge | undefined;
  /** Where the drawing ends, in its own unit: of a sample while an epoch is under way. */
  readonly value: number | undefined;
}

/** Where the axis has them; points whose place is not known are left out. */
function placed(columns: Columns, place: Track['place']): Columns {
  if (!place) return columns;
  const points = Array.from({ length: columns.length }, (_, i) => ({
    x: place(columns.x[i] as number),
    y: columns.y[i] as number,
  }));
  return columnsFrom(points.filter((point): point is XY => point.x !== undefined));
}

/** The line from its start, which is not averaged: it was measured before training. */
export function columnsOf({ points, start, place }: Track, beta: number): Columns {
  const line = placed(beta > 0 ? smoothed(points, beta) : points, place);
  if (start === undefined) return line;
  return {
    x: [place?.(0) ?? 0, ...Array.prototype.slice.call(line.x, 0, line.length)],
    y: [start, ...Array.prototype.slice.call(line.y, 0, line.length)],
    length: line.length + 1,
  };
}

const none: Columns = { x: [], y: [], length: 0 };
export const betweenOf = ({ between = none, place }: Track): Columns => placed(between, place);

/** The axis's x of the place at which a track stopped. */
const stopOf = ({ stoppedAt, place }: Track): number | undefined =>
  stoppedAt === undefined || !place ? stoppedAt : place(stoppedAt);

interface Drawing {
  readonly axis: Axis;
  /** Undefined: every point is drawn. */
  readonly buckets: Buckets | undefined;
  readonly beta: number;
}

function strokesOf(points: readonly XY[], parted: Track['parted']): readonly (readonly XY[])[] {
  if (!parted) return points.length > 0 ? [points] : [];
  const strokes: XY[][] = [];
  points.forEach((point, i) => {
    const before = points[i - 1];
    if (before && !parted(before, point)) strokes.at(-1)?.push(point);
    else strokes.push([point]);
  });
  return strokes;
}

const allOf = ({ x, y, length }: Columns): XY[] =>
  Array.from({ length }, (_, i) => ({ x: x[i] as number, y: y[i] as number }));

function drawTrack(track: Track, { axis, buckets, beta }: Drawing) {
  const carry = ({ x, y }: XY): XY => ({ x, y: axis.carry(y) });
  const finite = ({ y }: XY) => Number.isFinite(y);
  const drawn = (columns: Columns) => (buckets ? decimate(columns, buckets) : allOf(columns)).filter(finite);
  const full = drawn(columnsOf(track, beta));
  const between = drawn(betweenOf(track));
  // The average takes in what counts as a point; samples that a point will replace stay behind it.
  const raw = beta > 0 ? [...drawn(columnsOf(track, 0)), ...between] : [];
  const since = beta > 0 ? [] : between;
  const all = [...raw, ...full, ...since];
  const [solid, sampled] = [full.map(carry), since.map(carry)];
  const joint = solid.at(-1);
  const on = (edge: Edge) => all.some(({ y }) => axis.edges?.[edge]?.holds(y));
  const last = since.at(-1) ?? full.at(-1);
  return {
    key: track.key,
    solid,
    points: full.map(
      (point): DrawnPoint => ({
        ...carry(point),
        edge: edges.find((edge) => axis.edges?.[edge]?.holds(point.y)),
        isLane: point.y === 0,
      }),
    ),
    strokes: strokesOf(full, track.parted).map((stroke) => stroke.map(carry)),
    raw: raw.map(carry),
    thin: sampled.length > 0 && joint ? [joint, ...sampled] : sampled,
    end: sampled.at(-1) ?? joint,
    held: edges.filter(on),
    endsOn: edges.find((edge) => last && axis.edges?.[edge]?.holds(last.y)),
    value: last?.y,
  };
}

function drawSeed(track: Track, drawing: Drawing): SeedLine {
  const { key, solid, strokes, thin, held, end } = drawTrack(track, drawing);
  const { domain, worse } = drawing.axis;
  const x = stopOf(track);
  const worst = x === undefined ? undefined : { x, y: domain[worse === 'top' ? 1 : 0] };
  return {
    key,
    solid,
    strokes,
    thin,
    held,
    stoppedAt: track.stoppedAt === undefined ? undefined : (end ?? worst),
  };
}

export interface Drawn {
  readonly axis: Axis;
  /** Of the plot in pixels; more than a point per two of them would not be seen. Undefined: every point is drawn. */
  readonly width?: number;
  /** Of the x axis. */
  readonly span: number;
  /** Of the moving average; 0 or undefined for none. */
  readonly beta?: number;
}

export function drawLines(lines: readonly Line[], { axis, width, span, beta = 0 }: Drawn): DrawnLine[] {
  const tracks = lines.flatMap((line): readonly Track[] => (line.seeds?.length ? line.seeds : [line]));
  const all = tracks.flatMap((track) => [columnsOf(track, 0), betweenOf(track)]);
  const most = Math.max(60, Math.min(MOST_POINTS, Math.floor((width ?? 0) / 2)));
  const buckets = width === undefined ? undefined : makeBuckets(span, most, all);
  const drawing = { axis, buckets, beta };
  return lines.map((line): DrawnLine => {
    const { name, rule, mean, apart, stopped = false } = line;
    const own = drawTrack(line, drawing);
    const seeds = line.seeds?.map((seed) => drawSeed(seed, drawing)) ?? [];
    const at = stopped ? stopOf(line) : undefined;
    return {
      ...own,
      ...{ name, rule, stopped, seeds, style: line.style ?? ruleStyle(rule) },
      ...(mean === undefined ? {} : { mean }),
      ...(apart === undefined ? {} : { apart }),
      ...(at === undefined ? {} : { stoppedAt: at }),
      held: edges.filter((edge) => [own, ...seeds].some(({ held }) => held.includes(edge))),
    };
  });
}
