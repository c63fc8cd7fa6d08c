/** A run's curves in pieces: the worker appends one after the other, and a run that resumes cuts what lies ahead of it. */
import type { EpochEvent, MeasuresEvent, PredictionsEvent, RunEvent, SampleEvent } from '../core/run/events';
import type { RunCurves } from './records';

/** Consecutive events of a run. */
export interface CurvePiece extends RunCurves {
  /** Batches done at the last event before it (−1: it begins the run), and at its own last one. */
  readonly fromStep: number;
  readonly toStep: number;
}

const EMPTY: RunCurves = {
  loss: { steps: new Float64Array(), values: new Float64Array() },
  epochs: [],
  measures: [],
  reports: [],
};

interface Growing {
  readonly steps: number[];
  readonly values: number[];
  readonly epochs: EpochEvent[];
  readonly measures: MeasuresEvent[];
  readonly reports: RunCurves['reports'][number][];
  start?: SampleEvent;
  predictions?: NonNullable<RunCurves['predictions']>;
}
const growing = (): Growing => ({ steps: [], values: [], epochs: [], measures: [], reports: [] });

/** Arrays of a sent event belong to the page. */
function ownArrays(event: PredictionsEvent): PredictionsEvent {
  const { confusion, pairs } = event;
  return {
    ...event,
    ...(confusion && { confusion: confusion.slice() }),
    ...(pairs && { pairs: { targets: pairs.targets.slice(), outputs: pairs.outputs.slice() } }),
  };
}

/** @returns whether the event belongs to a curve */
function put(into: Growing, event: RunEvent): boolean {
  switch (event.type) {
    case 'loss':
      into.steps.push(event.step);
      into.values.push(event.trainingLoss);
      return true;
    case 'epoch':
      into.epochs.push(event);
      return true;
    case 'measures':
      into.measures.push(event);
      return true;
    case 'predictions':
      into.predictions = ownArrays(event);
      return true;
    case 'dead':
    case 'stuck':
    case 'unstuck':
      into.reports.push(event);
      return true;
    case 'sample':
      if (event.step > 0) return false;
      into.start = event;
      return true;
    default:
      return false;
  }
}

export interface PieceCollector {
  /** Call with every event of the run, in order; `resumed` sets where the piece begins. */
  readonly add: (event: RunEvent) => void;
  /** The events since it was last emptied. Belongs in one transaction with the checkpoint of the same step. */
  readonly piece: () => CurvePiece;
  /** Call when the piece is stored. */
  readonly empty: () => void;
}

export function createPieceCollector(): PieceCollector {
  let now = growing();
  let [from, to] = [-1, 0];
  return {
    add(event) {
      if (event.type === 'started' || event.type === 'resumed') {
        now = growing();
        from = event.type === 'started' ? -1 : event.step;
        to = event.step;
      } else if (put(now, event)) to = event.step;
    },
    piece() {
      const { steps, values, ...events } = now;
      const loss = { steps: Float64Array.from(steps), values: Float64Array.from(values) };
      return { fromStep: from, toStep: to, loss, ...events };
    },
    empty() {
      now = growing();
      from = to;
    },
  };
}

export const isEmptyPiece = ({ loss, epochs, measures, reports, start, predictions }: CurvePiece): boolean =>
  loss.steps.length + epochs.length + measures.length + reports.length === 0 && !start && !predictions;

function concatenated(arrays: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(arrays.reduce((size, { length }) => size + length, 0));
  let at = 0;
  for (const array of arrays) {
    all.set(array, at);
    at += array.length;
  }
  return all;
}

/** @param pieces in order */
export function curvesOf(pieces: readonly RunCurves[]): RunCurves {
  const [start] = pieces.flatMap((piece) => piece.start ?? []);
  const predictions = pieces.flatMap((piece) => piece.predictions ?? []).at(-1);
  return {
    loss: {
      steps: concatenated(pieces.map(({ loss }) => loss.steps)),
      values: concatenated(pieces.map(({ loss }) => loss.values)),
    },
    epochs: pieces.flatMap(({ epochs }) => epochs),
    measures: pieces.flatMap(({ measures }) => measures),
    reports: pieces.flatMap(({ reports }) => reports),
    ...(start ? { start } : {}),
    ...(predictions ? { predictions } : {}),
  };
}

/** Two consecutive pieces as one. */
export const joined = (first: CurvePiece, second: CurvePiece): CurvePiece => ({
  ...curvesOf([first, second]),
  fromStep: first.fromStep,
  toStep: second.toStep,
});

/** The events up to a step, inclusive. */
export function cutPiece(piece: CurvePiece, step: number): CurvePiece {
  if (piece.toStep <= step) return piece;
  const { loss, epochs, measures, reports, start, predictions } = piece;
  const upTo = <T extends { readonly step: number }>(events: readonly T[]): T[] =>
    events.filter((event) => event.step <= step);
  const ahead = loss.steps.findIndex((one) => one > step);
  const end = ahead < 0 ? loss.steps.length : ahead;
  return {
    ...EMPTY,
    fromStep: piece.fromStep,
    toStep: step,
    loss: { steps: loss.steps.slice(0, end), values: loss.values.slice(0, end) },
    epochs: upTo(epochs),
    measures: upTo(measures),
    reports: upTo(reports),
    ...(start && start.step <= step ? { start } : {}),
    ...(predictions && predictions.step <= step ? { predictions } : {}),
  };
}

const arrayBytes = (event: RunCurves['predictions']): number =>
  (event?.confusion?.byteLength ?? 0) +
  (event?.pairs ? event.pairs.targets.byteLength + event.pairs.outputs.byteLength : 0);

/** Approximate size in the database: arrays exactly, objects as long as their JSON. */
export function pieceBytes({ loss, epochs, measures, reports, start, predictions }: CurvePiece): number {
  const objects = [...epochs, ...measures, ...reports, ...(start ? [start] : [])];
  return 16 * loss.steps.length + arrayBytes(predictions) + JSON.stringify(objects).length;
}
