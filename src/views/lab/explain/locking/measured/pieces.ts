/** How measured timelines are laid out: lanes, a window of batches, and what is drawn in it. No pixels of the page are asked here. */
import { batchEnds, type Span, spansOf, wholeBatches } from '../../../../../core/cost/lanes';
import { measuredRun, usualPeriod } from '../../../../../core/cost/measured';
import type { Work } from '../../../../../core/cost/timeline';
import type { RuleId } from '../../../../../core/rules';
import type { TraceEvent } from '../../../../../core/run/events';

/** A rule's run and its last trace. */
export interface Traced {
  readonly rule: RuleId;
  /** "F³-Error, seed 3" */
  readonly name: string;
  readonly trace: TraceEvent;
}

type Lanes = TraceEvent['lanes'];

/** A lane of the drawing: a layer, or several. */
export interface Row {
  readonly name: string;
  /** Layers from 1, both included. */
  readonly first: number;
  readonly last: number;
  /** From 1; undefined where one worker trains all layers. */
  readonly stage: number | undefined;
}

/** Deeper networks share lanes: the layers of a stage, or of a twelfth. */
const MOST_ROWS = 12;

const rowOf = (first: number, last: number, stage: number | undefined): Row => ({
  name: first === last ? `layer ${first}` : `${first}–${last}`,
  ...{ first, last, stage },
});

export function rowsOf(lanes: Lanes): Row[] {
  const stages = lanes.map(({ works }) => works.map(({ layer }) => layer + 1));
  const layers = Math.max(0, ...stages.flat());
  const stageOf = (i: number): number | undefined => (lanes.length > 1 ? i + 1 : undefined);
  if (layers > MOST_ROWS && lanes.length > 1)
    return stages.map((own, i) => rowOf(Math.min(...own), Math.max(...own), stageOf(i)));
  const each = Math.ceil(layers / MOST_ROWS);
  return Array.from({ length: Math.ceil(layers / Math.max(1, each)) }, (_, i) => {
    const first = 1 + i * each;
    const stage = stages.findIndex((own) => own.includes(first));
    return rowOf(first, Math.min(layers, first + each - 1), stageOf(stage));
  });
}

export type Kind = 'forward' | 'second-forward' | 'learns' | 'waits';
const kindOf = (work: Work): Kind => (work === 'backward' || work === 'update' ? 'learns' : work);

/** Something that a lane does with a batch; seconds on the run's clock. */
export interface Piece {
  /** From 0. */
  readonly row: number;
  /** From 1. */
  readonly batch: number;
  readonly kind: Kind;
  readonly from: number;
  readonly to: number;
}

/** A row's works on one batch; what lies between two of them is waiting. */
function piecesOfBatch(spans: readonly Span[], row: number): Piece[] {
  const pieces: Piece[] = [];
  for (const { batch, work, from, to } of spans) {
    const [before, kind] = [pieces.at(-1), kindOf(work)];
    if (before && before.to < from) pieces.push({ row, batch, kind: 'waits', from: before.to, to: from });
    if (before?.kind === kind && before.to === from) pieces[pieces.length - 1] = { ...before, to };
    else pieces.push({ row, batch, kind, from, to });
  }
  return pieces;
}

export function piecesOf(lanes: Lanes, rows: readonly Row[]): Piece[] {
  const spans = spansOf(lanes);
  return rows.flatMap(({ first, last }, row) => {
    const batches = new Map<number, Span[]>();
    for (const span of spans) {
      if (span.layer < first || span.layer > last) continue;
      const own = batches.get(span.batch);
      if (own) own.push(span);
      else batches.set(span.batch, [span]);
    }
    return [...batches.values()].flatMap((own) => piecesOfBatch(own, row));
  });
}

/** Batches in view, from 1. */
export interface Batches {
  readonly first: number;
  readonly shown: number;
}

/** As many as all of these have, and at least one in view. */
export function fitted(
  { first, shown }: Batches,
  all: readonly Lanes[],
): Batches & { readonly most: number } {
  const most = Math.max(1, ...all.map(wholeBatches));
  const few = Math.min(shown, most);
  return { first: Math.max(1, Math.min(first, most - few + 1)), shown: few, most };
}

/**
 * Every run's clock begins with the first batch in view, and not before its last lane is ready: while that still evaluated
 * the epoch before, the others could only begin and wait. @returns seconds, 0 where the run has not so many batches
 */
export const originOf = (
  { lanes, ready }: Pick<TraceEvent, 'lanes' | 'ready'>,
  { first }: Batches,
): number => (wholeBatches(lanes) >= first ? Math.max(ready, batchEnds(lanes, first).from) : 0);

/**
 * Seconds in view: so many batches at the slowest run's usual pace, whatever interrupts them, so that the scale stays where
 * the window moves; all batches need the time that they took.
 */
export function lengthOf(all: readonly Lanes[], { shown }: Batches): number {
  const most = Math.max(1, ...all.map(wholeBatches));
  const wholes = all.map((lanes) => measuredRun(lanes)?.wall ?? 0);
  return Math.max(1e-6, ...(shown >= most ? wholes : all.map((lanes) => shown * usualPeriod(lanes))));
}

/** The parts of pieces in view. @param length seconds */
export function inWindow(pieces: readonly Piece[], origin: number, length: number): Piece[] {
  return pieces
    .filter(({ from, to }) => to > origin && from < origin + length)
    .map((piece) => ({
      ...piece,
      from: Math.max(piece.from, origin) - origin,
      to: Math.min(piece.to, origin + length) - origin,
    }));
}
