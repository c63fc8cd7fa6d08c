/** Prepares the lines of a chart for drawing: decimated, with their ends and last values. */
import type { RuleId } from '../../core/rules';
import { type Axis, type Edge, edges } from '../axes/scale';
import { type RuleStyle, ruleStyle } from '../theme/ruleStyle';
import { betweenOf, columnsOf } from './columns';
import { type Buckets, decimate, makeBuckets } from './decimate';
import type { Columns, Line, Track, XY } from './line';

const MOST_POINTS = 300;

/** Points as drawn, in axis units. */
interface DrawnTrack {
  readonly key: string;
  /** All points; smoothed if beta > 0. */
  readonly solid: readonly XY[];
  /** The same points, split at gaps. */
  readonly strokes: readonly (readonly XY[])[];
  /** Interim points since the last full one, which the next replaces: drawn thin. */
  readonly thin: readonly XY[];
  /** Edges of the axis that some point lies beyond. */
  readonly held: readonly Edge[];
}

/** One seed of several: drawn behind their mean, without a name. */
export interface SeedLine extends DrawnTrack {
  /** Where it stopped early. */
  readonly stoppedAt: XY | undefined;
}

/** A point, with the edge it lies beyond, and whether it is on the zero lane. */
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
  /** The outline of the range around a mean: along its upper edge, and back along the lower one. */
  readonly band: readonly XY[];
  readonly mark?: string;
  readonly circled: XY | undefined;
  /** The unsmoothed points behind a smoothed line; otherwise empty. */
  readonly raw: readonly XY[];
  /** Where the drawing ends. */
  readonly end: XY | undefined;
  /** The run failed (the loss is NaN, or its worker crashed): the line ends. */
  readonly stopped: boolean;
  /** The x at which it stopped, even if it has no points. */
  readonly stoppedAt?: number;
  /** The edge that its last point lies beyond. */
  readonly endsOn: Edge | undefined;
  /** Value of the last drawn point, unconverted; measured on a sample of the data in the middle of an epoch. */
  readonly value: number | undefined;
}

/** Where a track stopped, in x of the axis. */
const stopOf = ({ stoppedAt, place }: Track): number | undefined =>
  stoppedAt === undefined || !place ? stoppedAt : place(stoppedAt);

interface Drawing {
  readonly axis: Axis;
  /** Undefined: no decimation. */
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
  // Only full points are averaged; interim points stay unsmoothed, behind the average.
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

function drawBand({ band, place }: Line, { axis, buckets, beta }: Drawing): XY[] {
  if (!band) return [];
  const [bottom, top] = axis.domain;
  const carry = (y: number): number => {
    const at = axis.carry(y);
    // A lower edge of 0 or less has no logarithm.
    return Number.isFinite(at) ? at : bottom - (top - bottom);
  };
  const edge = (points: Columns): XY[] => {
    const columns = columnsOf({ key: '', name: '', points, ...(place ? { place } : {}) }, beta);
    const drawn = buckets ? decimate(columns, buckets) : allOf(columns);
    return drawn.filter(({ y }) => Number.isFinite(y)).map(({ x, y }) => ({ x, y: carry(y) }));
  };
  return [...edge(band.high), ...edge(band.low).reverse()];
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
  /** Width of the plot in pixels: at most one point per two pixels is drawn. Undefined: no decimation. */
  readonly width?: number;
  /** Length of the x axis. */
  readonly span: number;
  /** Smoothing factor of the moving average; 0 or undefined for none. */
  readonly beta?: number;
}

export function drawLines(lines: readonly Line[], { axis, width, span, beta = 0 }: Drawn): DrawnLine[] {
  const tracks = lines.flatMap((line): readonly Track[] => (line.seeds?.length ? line.seeds : [line]));
  const all = tracks.flatMap((track) => [columnsOf(track, 0), betweenOf(track)]);
  const most = Math.max(60, Math.min(MOST_POINTS, Math.floor((width ?? 0) / 2)));
  const buckets = width === undefined ? undefined : makeBuckets(span, most, all);
  const drawing = { axis, buckets, beta };
  return lines.map((line): DrawnLine => {
    const { name, rule, mean, mark, apart, stopped = false } = line;
    const own = drawTrack(line, drawing);
    const seeds = line.seeds?.map((seed) => drawSeed(seed, drawing)) ?? [];
    const at = stopped ? stopOf(line) : undefined;
    return {
      ...own,
      ...{ name, rule, stopped, seeds, style: line.style ?? ruleStyle(rule) },
      band: drawBand(line, drawing),
      circled: line.circled === undefined ? undefined : own.solid.find(({ x }) => x === line.circled),
      ...(mean === undefined ? {} : { mean }),
      ...(mark === undefined ? {} : { mark }),
      ...(apart === undefined ? {} : { apart }),
      ...(at === undefined ? {} : { stoppedAt: at }),
      held: edges.filter((edge) => [own, ...seeds].some(({ held }) => held.includes(edge))),
    };
  });
}
