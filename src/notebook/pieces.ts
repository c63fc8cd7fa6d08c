/** Curves in pieces: the events of some epochs, packed. A run appends a piece with each of its checkpoints. */
import type {
  DeadEvent,
  EpochEvent,
  LossEvent,
  MeasuresEvent,
  PredictionsEvent,
  RunEvent,
  SampleEvent,
  StuckEvent,
  UnstuckEvent,
} from '../core/run/events';
import type { RunCurves } from './records';

type Report = DeadEvent | StuckEvent | UnstuckEvent;

export interface CurvePiece {
  /** The last epoch in it; 0 if it ends within the first. */
  readonly epoch: number;
  readonly lossSteps: Float64Array;
  readonly losses: Float64Array;
  readonly start?: SampleEvent;
  readonly epochs: readonly EpochEvent[];
  readonly measures: readonly MeasuresEvent[];
  readonly reports: readonly Report[];
  readonly predictions?: PredictionsEvent;
}

export interface PieceCollector {
  readonly add: (event: RunEvent) => void;
  /** What was added since it was last emptied. */
  readonly piece: () => CurvePiece;
  /** Call when the piece is stored. */
  readonly empty: () => void;
}

/** Arrays of a sent event belong to the page. */
function ownArrays(event: PredictionsEvent): PredictionsEvent {
  const { confusion, pairs } = event;
  return {
    ...event,
    ...(confusion && { confusion: confusion.slice() }),
    ...(pairs && { pairs: { targets: pairs.targets.slice(), outputs: pairs.outputs.slice() } }),
  };
}

interface Collected {
  epoch: number;
  readonly losses: LossEvent[];
  readonly epochs: EpochEvent[];
  readonly measures: MeasuresEvent[];
  readonly reports: Report[];
  start?: SampleEvent;
  predictions?: PredictionsEvent;
}

function pieceOf({ losses, ...rest }: Collected): CurvePiece {
  return {
    ...rest,
    lossSteps: Float64Array.from(losses, ({ step }) => step),
    losses: Float64Array.from(losses, ({ trainingLoss }) => trainingLoss),
  };
}

function collect(into: Collected, event: RunEvent): void {
  switch (event.type) {
    case 'loss':
      into.losses.push(event);
      break;
    case 'epoch':
      into.epochs.push(event);
      into.epoch = event.epoch;
      break;
    case 'measures':
      into.measures.push(event);
      break;
    case 'dead':
    case 'stuck':
    case 'unstuck':
      into.reports.push(event);
      break;
    case 'predictions':
      into.predictions = ownArrays(event);
      break;
    case 'sample':
      if (event.step === 0) into.start = event;
      break;
    default:
  }
}

export function createPieceCollector(): PieceCollector {
  let collected: Collected = { epoch: 0, losses: [], epochs: [], measures: [], reports: [] };
  return {
    add: (event) => collect(collected, event),
    piece: () => pieceOf(collected),
    empty: () => {
      collected = { epoch: collected.epoch, losses: [], epochs: [], measures: [], reports: [] };
    },
  };
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** @param pieces in order */
export function curvesOf(pieces: readonly CurvePiece[]): RunCurves {
  const start = pieces.find((piece) => piece.start)?.start;
  const predictions = pieces.findLast((piece) => piece.predictions)?.predictions;
  return {
    loss: {
      steps: joined(pieces.map(({ lossSteps }) => lossSteps)),
      values: joined(pieces.map(({ losses }) => losses)),
    },
    epochs: pieces.flatMap(({ epochs }) => epochs),
    measures: pieces.flatMap(({ measures }) => measures),
    reports: pieces.flatMap(({ reports }) => reports),
    ...(start ? { start } : {}),
    ...(predictions ? { predictions } : {}),
  };
}

/** Approximate: numbers count eight bytes. */
export function pieceBytes(piece: CurvePiece): number {
  const { lossSteps, losses, predictions, ...events } = piece;
  const { confusion, pairs } = predictions ?? {};
  const arrays = [lossSteps, losses, confusion, pairs?.targets, pairs?.outputs];
  return arrays.reduce((sum, array) => sum + (array?.byteLength ?? 0), JSON.stringify(events).length);
}
