/** From the record to what a chart draws: decimated lines, their ends, their values. */
import type { RuleId } from '../../../core/rules';
import type { Curve, CurveId, SeriesRecord } from '../../../store/series';
import { type Columns, decimate, type XY } from './decimate';
import type { Axis, Edge } from './scale';

const MOST_POINTS = 300;

export interface DrawnLine {
  readonly rule: RuleId;
  readonly solid: readonly XY[];
  /** The sampled points since the last full evaluation: thin, until the epoch's point comes. */
  readonly thin: readonly XY[];
  /** Where the drawing ends, in axis units. */
  readonly end: XY | undefined;
  /** Its loss is not a number, or its worker broke: the line goes no further. */
  readonly stopped: boolean;
  /** Epochs, with fractions: where it stopped, though nothing of it may be drawn. */
  readonly stoppedAt?: number;
  /** The edges of the axis beyond which it lies somewhere. */
  readonly held: readonly Edge[];
  /** The one beyond which it ends. */
  readonly endsOn: Edge | undefined;
  /** Where the drawing ends, in its own unit: of a sample while an epoch is under way. */
  readonly value: number | undefined;
}

function columnsOf(curve: Curve): Columns {
  const { points, start } = curve;
  if (start === undefined) return points;
  return {
    x: [0, ...points.x.subarray(0, points.length)],
    y: [start, ...points.y.subarray(0, points.length)],
    length: points.length + 1,
  };
}

const edgesOf = ['top', 'bottom'] as const;

function drawLine(rule: RuleId, curve: Curve, axis: Axis, most: number, stopped: boolean): DrawnLine {
  const carry = ({ x, y }: XY): XY => ({ x, y: axis.carry(y) });
  const finite = ({ y }: XY) => Number.isFinite(y);
  const full = decimate(columnsOf(curve), most).filter(finite);
  const since = decimate(curve.between, most).filter(finite);
  const all = [...full, ...since];
  const [solid, sampled] = [full.map(carry), since.map(carry)];
  const joint = solid.at(-1);
  const on = (edge: Edge) => all.some(({ y }) => axis.edges?.[edge]?.holds(y));
  const last = all.at(-1);
  return {
    rule,
    solid,
    thin: sampled.length > 0 && joint ? [joint, ...sampled] : sampled,
    end: sampled.at(-1) ?? joint,
    stopped,
    held: edgesOf.filter(on),
    endsOn: edgesOf.find((edge) => last && axis.edges?.[edge]?.holds(last.y)),
    value: last?.y,
  };
}

/** `width`: of the plot in pixels; more than a point per two of them would not be seen. */
export function drawLines(record: SeriesRecord, id: CurveId, axis: Axis, width: number): DrawnLine[] {
  const most = Math.max(60, Math.min(MOST_POINTS, Math.floor(width / 2)));
  return [...record].map(([rule, { curves, end, step, stepsPerEpoch }]) => {
    const stopped = end === 'diverged' || end === 'failed';
    const line = drawLine(rule, curves[id], axis, most, stopped);
    return stopped && stepsPerEpoch > 0 ? { ...line, stoppedAt: step / stepsPerEpoch } : line;
  });
}

export interface Reading {
  readonly rule: RuleId;
  readonly x: number;
  readonly value: number;
  readonly sampled: boolean;
}

function nearest(columns: Columns, x: number): number | undefined {
  let found: number | undefined;
  for (let i = 0; i < columns.length; i += 1) {
    if (
      found === undefined ||
      Math.abs((columns.x[i] as number) - x) < Math.abs((columns.x[found] as number) - x)
    ) {
      found = i;
    }
  }
  return found;
}

function read(rule: RuleId, curve: Curve, x: number): Reading[] {
  const full = columnsOf(curve);
  const found = [full, curve.between].flatMap((columns) => {
    const i = nearest(columns, x);
    if (i === undefined) return [];
    const at = columns.x[i] as number;
    const sampled = columns === curve.between || (at === 0 && curve.start !== undefined);
    return [{ rule, x: at, value: columns.y[i] as number, sampled }];
  });
  return found.sort((a, b) => Math.abs(a.x - x) - Math.abs(b.x - x)).slice(0, 1);
}

/** Every rule at its point nearest to `x`, best first, and the nearest of these points. */
export function readAt(record: SeriesRecord, id: CurveId, x: number): { x: number; readings: Reading[] } {
  const near = [...record].flatMap(([rule, series]) => read(rule, series.curves[id], x));
  if (near.length === 0) return { x, readings: [] };
  const at = near.reduce((a, b) => (Math.abs(b.x - x) < Math.abs(a.x - x) ? b : a)).x;
  const readings = [...record].flatMap(([rule, series]) => read(rule, series.curves[id], at));
  const sign = id === 'testAccuracy' ? -1 : 1;
  return { x: at, readings: readings.sort((a, b) => sign * (a.value - b.value)) };
}

/** Every x at which some rule has a point, for moving with the arrow keys. */
export function stops(record: SeriesRecord, id: CurveId): number[] {
  const xs = new Set<number>();
  for (const series of record.values()) {
    const { points, between, start } = series.curves[id];
    if (start !== undefined) xs.add(0);
    for (let i = 0; i < points.length; i += 1) xs.add(points.x[i] as number);
    for (let i = 0; i < between.length; i += 1) xs.add(between.x[i] as number);
  }
  return [...xs].sort((a, b) => a - b);
}
