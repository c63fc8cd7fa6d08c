/**
 * The events of all runs so far, outside React: append-only typed arrays, and a version counter per channel that
 * views compare. A lab has one record at a time; a reset replaces it with an empty one.
 */
import type { RuleId } from '../../core/rules';
import type {
  EpochEvent,
  MeasuresEvent,
  PredictionsEvent,
  ProgressEvent,
  ResumedEvent,
  RunEvent,
  TraceEvent,
} from '../../core/run/events';
import type { RunId } from '../../core/run/spec';
import { type EpochEnd, type EpochSteps, epochsAt } from '../../core/trainer/epochSteps';

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
  /** Evaluations on a sample of the test set since the last full evaluation. */
  readonly between: Points;
  /** The evaluation before the first step, where the line begins. */
  start?: number;
}
/** A run's id, and the rule and seed by which people know it. */
export interface RunRef {
  readonly id: RunId;
  readonly rule: RuleId;
  readonly seed: number;
}
/** The series of a run, or of a rule's runs together. */
export interface Series extends EpochSteps {
  step: number;
  stepsPerEpoch: number;
  epochEnds?: readonly EpochEnd[];
  parameters: number;
  readonly epochs: EpochEvent[];
  /** Before training, and after each epoch. */
  readonly measures: MeasuresEvent[];
  /** Predictions on the test set after the last epoch; earlier ones are discarded. */
  predictions?: PredictionsEvent;
  readonly curves: Readonly<Record<CurveId, Curve>>;
  /** The last single step (Step button). */
  lastStep?: SingleStep;
  /** How it ended; `stopped`: this run alone, by the user. */
  end?: 'done' | 'diverged' | 'failed' | 'stopped';
}
export interface RunSeries extends Series, RunRef {
  /** It has a worker; until then it is queued. */
  begun: boolean;
  /** When its layers worked in the last epoch; not kept in the notebook. */
  trace?: TraceEvent;
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
/** A full evaluation replaces the samples before it. */
function addFull(curve: Curve, x: number, y: number): void {
  curve.between.length = 0;
  push(curve.points, x, y);
}

/** A single step's loss stays in the curve until the mean over its interval arrives. */
function addSingleStep(series: RunSeries, x: number, step: SingleStep): void {
  series.lastStep = step;
  const { points, between } = series.curves.trainingLoss;
  const last = points.length > 0 ? (points.x[points.length - 1] as number) : 0;
  if (x > last && Number.isFinite(step.loss)) push(between, x, step.loss);
}

/** Drops points beyond `x`: after a divergence, evaluations until its detection came from a broken network. */
function cutAt(points: Points, x: number): void {
  while (points.length > 0 && (points.x[points.length - 1] as number) > x) points.length -= 1;
}

/** Ends a diverged run at the step in which its loss broke, which is before the last one reported. */
function endAt(series: RunSeries, step: number): void {
  series.step = step;
  if (series.stepsPerEpoch === 0) return;
  for (const { points, between } of Object.values(series.curves))
    for (const one of [points, between]) cutAt(one, epochsAt(series, step));
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
  /** Increases with every change. */
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
  /** Empties one run's series. */
  function restart(run: RunId): void {
    const before = present.get(run);
    if (before) show(new Map([...present, [run, emptySeries(before)]]));
  }

  /** The run has got a worker. */
  function begin(run: RunId): void {
    const series = present.get(run);
    if (series) series.begun = true;
    changed('progress', 'epochs');
  }

  function end(run: RunId, how: NonNullable<Series['end']>): void {
    const series = present.get(run);
    // A run may still finish in the report that was under way when the user stopped it.
    if (series && (series.end === undefined || series.end === 'stopped')) series.end = how;
    // The runs that a mean covers depend on how they ended.
    changed(...curveIds, 'progress', 'epochs');
  }
  /** A stopped or failed run continues. */
  function reopen(run: RunId): void {
    const series = present.get(run);
    if (series?.end === 'stopped' || series?.end === 'failed') delete series.end;
    changed(...curveIds, 'progress', 'epochs');
  }

  /** What came after the checkpoint comes again. */
  function resumeAt(series: RunSeries, { epoch, step, ...size }: ResumedEvent): void {
    const { stepsPerEpoch, epochEnds, parameters } = size;
    Object.assign(series, { step, stepsPerEpoch, parameters, ...(epochEnds ? { epochEnds } : {}) });
    series.epochs.length = Math.min(series.epochs.length, epoch);
    series.measures.splice(series.measures.findLastIndex((event) => event.epoch <= epoch) + 1);
    for (const { points, between } of Object.values(series.curves)) {
      cutAt(points, epoch);
      between.length = 0;
    }
    delete series.lastStep;
    if (series.trace && series.trace.epoch > epoch) delete series.trace;
    changed(...curveIds, 'epochs', 'progress');
  }

  /** Appends an event and bumps the versions of the channels that it changes. */
  function add(event: RunEvent): void {
    const series = present.get(event.run);
    if (!series) return;
    if (event.type === 'started' && series.step > 0) {
      // Its checkpoint was lost: it begins again.
      restart(event.run);
      begin(event.run);
      add(event);
      return;
    }
    if (event.type === 'resumed') {
      resumeAt(series, event);
      return;
    }
    series.step = Math.max(series.step, event.step);
    if (event.type === 'started') {
      series.stepsPerEpoch = event.stepsPerEpoch;
      if (event.epochEnds) series.epochEnds = event.epochEnds;
      series.parameters = event.parameters;
    }
    const { curves } = series;
    const x = epochsAt(series, event.step);
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
    } else if (event.type === 'trace') {
      series.trace = event;
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
