/**
 * What a run has said so far, outside React: append-only typed arrays, and a counter per channel
 * that views compare. A lab has one record at a time; a reset puts an empty one in its place.
 */
import type { RuleId } from '../../core/rules';
import type {
  EpochEvent,
  MeasuresEvent,
  PredictionsEvent,
  ProgressEvent,
  RunEvent,
} from '../../core/run/events';
import type { RunId } from '../../core/run/spec';

export const curveIds = ['testAccuracy', 'trainingLoss', 'testLoss'] as const;
export type CurveId = (typeof curveIds)[number];
export type Channel = CurveId | 'epochs' | 'progress';

export interface Points {
  /** Epochs, with fractions. */
  x: Float64Array;
  y: Float64Array;
  length: number;
}
export interface Curve {
  /** Full evaluations (or mean training loss), in order. */
  readonly points: Points;
  /** The sample of the test set since the last full evaluation. */
  readonly between: Points;
  /** The sample before the first step: where the line begins. */
  start?: number;
}
/** A run, and what a person knows it by. */
export interface RunRef {
  readonly id: RunId;
  readonly rule: RuleId;
  readonly seed: number;
}
/** What has been told of a run, or of all runs of a rule together. */
export interface Series {
  step: number;
  stepsPerEpoch: number;
  parameters: number;
  readonly epochs: EpochEvent[];
  /** Before training, and after each epoch. */
  readonly measures: MeasuresEvent[];
  /** How the test set was answered after the last epoch; earlier answers are let go. */
  predictions?: PredictionsEvent;
  readonly curves: Readonly<Record<CurveId, Curve>>;
  /** The last single step that was asked for. */
  lastStep?: SingleStep;
  /** Where it ended; `stopped` by the person, alone. */
  end?: 'done' | 'diverged' | 'failed' | 'stopped';
}
export interface RunSeries extends Series, RunRef {
  /** It has a worker; until then it waits for one. */
  begun: boolean;
}
/** It ended before its last epoch. */
export const brokeOff = ({ end }: { readonly end?: Series['end'] | undefined }): boolean =>
  end !== undefined && end !== 'done';
/** What one batch did. */
export interface SingleStep extends Pick<ProgressEvent, 'moved'> {
  readonly step: number;
  /** Reported loss of the batch, before its update. */
  readonly loss: number;
}
export type SeriesRecord = ReadonlyMap<RunId, RunSeries>;

const emptyPoints = (): Points => ({ x: new Float64Array(64), y: new Float64Array(64), length: 0 });
const emptyCurve = (): Curve => ({ points: emptyPoints(), between: emptyPoints() });
const emptySeries = ({ id, rule, seed }: RunRef): RunSeries => ({
  id,
  rule,
  seed,
  begun: false,
  step: 0,
  stepsPerEpoch: 0,
  parameters: 0,
  epochs: [],
  measures: [],
  curves: { testAccuracy: emptyCurve(), trainingLoss: emptyCurve(), testLoss: emptyCurve() },
});

function push(points: Points, x: number, y: number): void {
  if (points.length === points.x.length) {
    const grow = (old: Float64Array) => {
      const next = new Float64Array(old.length * 2);
      next.set(old);
      return next;
    };
    points.x = grow(points.x);
    points.y = grow(points.y);
  }
  points.x[points.length] = x;
  points.y[points.length] = y;
  points.length += 1;
}

function addSample(curve: Curve, x: number, y: number): void {
  if (x === 0) curve.start = y;
  else push(curve.between, x, y);
}
/** The full evaluation takes the place of the samples before it. */
function addFull(curve: Curve, x: number, y: number): void {
  curve.between.length = 0;
  push(curve.points, x, y);
}

/** A batch's own loss stands in the curve until the mean over its part of the epoch is told. */
function addSingleStep(series: RunSeries, x: number, step: SingleStep): void {
  series.lastStep = step;
  const { points, between } = series.curves.trainingLoss;
  const last = points.length > 0 ? (points.x[points.length - 1] as number) : 0;
  if (x > last && Number.isFinite(step.loss)) push(between, x, step.loss);
}

/** Points at most at `x`: a batch breaks before its loss is read, and what was taken in between is of a broken network. */
function cutAt(points: Points, x: number): void {
  while (points.length > 0 && (points.x[points.length - 1] as number) > x) points.length -= 1;
}

/** A run that ends before where it had got to: the batch in which its loss broke is its last. */
function endAt(series: RunSeries, step: number): void {
  series.step = step;
  if (series.stepsPerEpoch === 0) return;
  for (const { points, between } of Object.values(series.curves))
    for (const one of [points, between]) cutAt(one, step / series.stepsPerEpoch);
}

/** The series of one lab. */
export function createSeries() {
  let present = new Map<RunId, RunSeries>();
  const versions: Record<Channel, number> = {
    testAccuracy: 0,
    trainingLoss: 0,
    testLoss: 0,
    epochs: 0,
    progress: 0,
  };
  /** Goes up with any of them. */
  let ticks = 0;
  const listeners = new Set<() => void>();

  const record = (): SeriesRecord => present;
  const tick = (): number => ticks;
  const version = (channel: Channel): number => versions[channel];
  function subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  function changed(...channels: Channel[]): void {
    ticks += 1;
    for (const channel of channels) versions[channel] += 1;
    for (const listener of listeners) listener();
  }

  function show(of: SeriesRecord): void {
    present = new Map(of);
    changed('testAccuracy', 'trainingLoss', 'testLoss', 'epochs', 'progress');
  }
  function reset(runs: readonly RunRef[]): void {
    show(new Map(runs.map((run) => [run.id, emptySeries(run)])));
  }
  /** One run begins anew. */
  function restart(run: RunId): void {
    const before = present.get(run);
    if (before) show(new Map([...present, [run, emptySeries(before)]]));
  }

  /** There is a worker for it. */
  function begin(run: RunId): void {
    const series = present.get(run);
    if (series) series.begun = true;
    changed('progress', 'epochs');
  }

  function end(run: RunId, how: NonNullable<Series['end']>): void {
    const series = present.get(run);
    // One that ends in the report that was under way when it was stopped has ended all the same.
    if (series && (series.end === undefined || series.end === 'stopped')) series.end = how;
    // Of which runs a mean is follows from their ends.
    changed(...curveIds, 'progress', 'epochs');
  }
  /** One that was stopped goes on. */
  function reopen(run: RunId): void {
    const series = present.get(run);
    if (series?.end === 'stopped') delete series.end;
    changed(...curveIds, 'progress', 'epochs');
  }

  /** Files an event; the record grows, the versions of what it touches go up. */
  function add(event: RunEvent): void {
    const series = present.get(event.run);
    if (!series) return;
    series.step = Math.max(series.step, event.step);
    if (event.type === 'started') {
      series.stepsPerEpoch = event.stepsPerEpoch;
      series.parameters = event.parameters;
    }
    const { curves } = series;
    const x = series.stepsPerEpoch > 0 ? event.step / series.stepsPerEpoch : 0;
    if (event.type === 'diverged') {
      endAt(series, event.step);
      changed(...curveIds, 'epochs', 'progress');
    } else if (event.type === 'loss') {
      addFull(curves.trainingLoss, x, event.trainingLoss);
      changed('trainingLoss', 'progress');
    } else if (event.type === 'sample') {
      addSample(curves.testAccuracy, x, event.testAccuracy);
      addSample(curves.testLoss, x, event.testLoss);
      changed('testAccuracy', 'testLoss', 'progress');
    } else if (event.type === 'epoch') {
      series.epochs.push(event);
      addFull(curves.testAccuracy, event.epoch, event.testAccuracy);
      addFull(curves.testLoss, event.epoch, event.testLoss);
      changed('testAccuracy', 'testLoss', 'epochs', 'progress');
    } else if (event.type === 'measures') {
      series.measures.push(event);
      changed('epochs', 'progress');
    } else if (event.type === 'predictions') {
      series.predictions = event;
      changed('epochs', 'progress');
    } else if (event.type === 'progress' && event.batchLoss !== undefined) {
      const { step, batchLoss: loss, moved } = event;
      addSingleStep(series, x, { step, loss, ...(moved ? { moved } : {}) });
      changed('trainingLoss', 'progress');
    } else {
      changed('progress');
    }
  }

  return { record, tick, version, subscribe, show, reset, restart, begin, end, reopen, add };
}
export type SeriesLog = ReturnType<typeof createSeries>;
