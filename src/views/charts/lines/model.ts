/** From the record to what a chart draws: decimated lines, their ends, their values. */
import type { RuleId } from '../../../core/rules';
import { meanText, type RuleRecord } from '../../../store/run/byRule';
import { brokeOff, type Curve, type CurveId, type RunSeries, type Series } from '../../../store/run/series';
import { type Axis, type Edge, edges } from '../axes/scale';
import { type Buckets, type Columns, decimate, makeBuckets, type XY } from './decimate';
import { smoothed } from './smooth';

const MOST_POINTS = 300;

/** One seed of several: behind their mean, and without a name. */
export interface SeedLine {
  readonly key: string;
  readonly solid: readonly XY[];
  readonly thin: readonly XY[];
  /** It broke off here. */
  readonly stoppedAt: XY | undefined;
}

export interface DrawnLine {
  readonly rule: RuleId;
  /** What it is the mean of, "mean of 4"; undefined where the rule has one run. */
  readonly mean?: string;
  readonly seeds: readonly SeedLine[];
  /** Smoothed, where that is asked for. */
  readonly solid: readonly XY[];
  /** What is smoothed, as it is: behind the line. Otherwise empty. */
  readonly raw: readonly XY[];
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

/** The line from its start, which is not averaged: it was measured before training. */
function columnsOf({ points, start }: Curve, beta: number): Columns {
  const line = beta > 0 ? smoothed(points, beta) : points;
  if (start === undefined) return line;
  return {
    x: [0, ...Array.prototype.slice.call(line.x, 0, line.length)],
    y: [start, ...Array.prototype.slice.call(line.y, 0, line.length)],
    length: line.length + 1,
  };
}

interface Drawing {
  readonly axis: Axis;
  readonly buckets: Buckets;
  readonly beta: number;
}

type OwnLine = Omit<DrawnLine, 'mean' | 'seeds'>;

function drawLine(rule: RuleId, curve: Curve, stopped: boolean, { axis, buckets, beta }: Drawing): OwnLine {
  const carry = ({ x, y }: XY): XY => ({ x, y: axis.carry(y) });
  const finite = ({ y }: XY) => Number.isFinite(y);
  const drawn = (columns: Columns) => decimate(columns, buckets).filter(finite);
  const full = drawn(columnsOf(curve, beta));
  const between = drawn(curve.between);
  // The average takes in what counts as a point; samples that a point will replace stay behind it.
  const raw = beta > 0 ? [...drawn(columnsOf(curve, 0)), ...between] : [];
  const since = beta > 0 ? [] : between;
  const all = [...raw, ...full, ...since];
  const [solid, sampled] = [full.map(carry), since.map(carry)];
  const joint = solid.at(-1);
  const on = (edge: Edge) => all.some(({ y }) => axis.edges?.[edge]?.holds(y));
  const last = since.at(-1) ?? full.at(-1);
  return {
    rule,
    solid,
    raw: raw.map(carry),
    thin: sampled.length > 0 && joint ? [joint, ...sampled] : sampled,
    end: sampled.at(-1) ?? joint,
    stopped,
    held: edges.filter(on),
    endsOn: edges.find((edge) => last && axis.edges?.[edge]?.holds(last.y)),
    value: last?.y,
  };
}

function drawSeed(run: RunSeries, id: CurveId, drawing: Drawing): SeedLine & Pick<DrawnLine, 'held'> {
  const { rule, seed, end, step, stepsPerEpoch } = run;
  const line = drawLine(rule, run.curves[id], false, drawing);
  const { domain, worse } = drawing.axis;
  const worst = domain[worse === 'top' ? 1 : 0];
  const x = stepsPerEpoch > 0 ? step / stepsPerEpoch : 0;
  return {
    key: `${rule} ${seed}`,
    solid: line.solid,
    thin: line.thin,
    held: line.held,
    stoppedAt: brokeOff({ end }) ? (line.end ?? { x, y: worst }) : undefined,
  };
}

interface Drawn {
  readonly axis: Axis;
  /** Of the plot in pixels; more than a point per two of them would not be seen. */
  readonly width: number;
  /** Of the whole plot. */
  readonly epochs: number;
  /** Of the moving average; 0 or undefined for none. */
  readonly beta?: number;
}

export function drawLines(
  record: RuleRecord,
  id: CurveId,
  { axis, width, epochs, beta = 0 }: Drawn,
): DrawnLine[] {
  const most = Math.max(60, Math.min(MOST_POINTS, Math.floor(width / 2)));
  const rules = [...record.values()];
  const runs = rules.flatMap((series): readonly Series[] => series.several?.runs ?? [series]);
  const all = runs.flatMap(({ curves }) => [curves[id].points, curves[id].between]);
  const drawing = { axis, buckets: makeBuckets(epochs, most, all), beta };
  return rules.map((series): DrawnLine => {
    const { rule, curves, end, step, stepsPerEpoch, several } = series;
    const stopped = brokeOff({ end });
    const line = drawLine(rule, curves[id], stopped, drawing);
    const seeds = several?.runs.map((run) => drawSeed(run, id, drawing)) ?? [];
    const mean = meanText(series);
    return {
      ...line,
      ...(mean === undefined ? {} : { mean }),
      ...(stopped && stepsPerEpoch > 0 ? { stoppedAt: step / stepsPerEpoch } : {}),
      seeds,
      held: edges.filter((edge) => [line, ...seeds].some(({ held }) => held.includes(edge))),
    };
  });
}

export interface Reading {
  readonly rule: RuleId;
  readonly mean?: string;
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

function read(rule: RuleId, curve: Curve, x: number, beta: number): Reading[] {
  const full = columnsOf(curve, beta);
  const found = (beta > 0 ? [full] : [full, curve.between]).flatMap((columns) => {
    const i = nearest(columns, x);
    if (i === undefined) return [];
    const at = columns.x[i] as number;
    const sampled = columns === curve.between || (at === 0 && curve.start !== undefined);
    return [{ rule, x: at, value: columns.y[i] as number, sampled }];
  });
  return found.sort((a, b) => Math.abs(a.x - x) - Math.abs(b.x - x)).slice(0, 1);
}

/** Every rule at its point nearest to `x`, best first, and the nearest of these points. */
export function readAt(
  record: RuleRecord,
  id: CurveId,
  x: number,
  beta = 0,
): { x: number; readings: Reading[] } {
  const all = (place: number): Reading[] =>
    [...record].flatMap(([rule, series]) => {
      const mean = meanText(series);
      return read(rule, series.curves[id], place, beta).map((reading) => ({
        ...reading,
        ...(mean === undefined ? {} : { mean }),
      }));
    });
  const near = all(x);
  if (near.length === 0) return { x, readings: [] };
  const at = near.reduce((a, b) => (Math.abs(b.x - x) < Math.abs(a.x - x) ? b : a)).x;
  const readings = all(at);
  const sign = id === 'testAccuracy' ? -1 : 1;
  return { x: at, readings: readings.sort((a, b) => sign * (a.value - b.value)) };
}

/** Every x at which some rule has a point, for moving with the arrow keys. */
export function stops(record: RuleRecord, id: CurveId, beta = 0): number[] {
  const xs = new Set<number>();
  for (const series of record.values()) {
    const { points, between, start } = series.curves[id];
    if (start !== undefined) xs.add(0);
    for (let i = 0; i < points.length; i += 1) xs.add(points.x[i] as number);
    if (beta > 0) continue;
    for (let i = 0; i < between.length; i += 1) xs.add(between.x[i] as number);
  }
  return [...xs].sort((a, b) => a - b);
}

/** Of an epoch, at most: places that are a step apart read differently with as many digits. */
export const mostSteps = (record: RuleRecord): number =>
  Math.max(1, ...[...record.values()].map(({ stepsPerEpoch }) => stepsPerEpoch));
