/**
 * Inspects F³'s error memory between two steps: some rows beside what would be stored at the current weights, and the
 * norms of all rows. Read-only: training, random streams and memories stay unchanged. Norms are computed on the device;
 * one number per training sample is read back.
 */
import { eye, gather, sqrt, sum, type Tensor1D, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import '../../ops';
import { type ErrorMemory, informationOf, memoryContext } from '../../errorMemory/memory';
import { storesLossGradient } from '../../rules/rule';
import { gatherBatch } from '../../samples/batches';
import { now } from '../../trainer/clock';
import { predict } from '../../trainer/evaluate';
import { epochOrder, lastVisit } from '../../trainer/order';
import { epochSamples } from '../spec';
import type { RunState } from '../state';
import { chosenRows, histogramOf, type RowOrder } from './memoryRows';
import { readBack } from './readBack';

/** Maximum number of rows shown. */
const MOST_ROWS = 40;
/** Maximum number of samples per batch that are shown as cards. */
const MOST_CARDS = 8;

export interface MemoryRequest {
  readonly order: RowOrder;
  /** Index of the first sample, for `order: 'data'`. */
  readonly from?: number;
  /** At most 40, which is also the default. */
  readonly rows?: number;
}

export interface MemoryRow {
  /** Index of the training sample. */
  readonly sample: number;
  /** The stored row: [C], or one number for the correct class. */
  readonly remembered: Float32Array;
  /** The row that a full batch would store at the current weights. */
  readonly now: Float32Array;
  /** E [C], as the rule receives it. */
  readonly fed: Float32Array;
  /** Cosine between `remembered` and `now`; null where one is zero. */
  readonly cosine: number | null;
  /** Euclidean norm of `remembered`. */
  readonly size: number;
  /** Epoch of the visit that stored it: 0 is an inference epoch; undefined before the first visit, while e₀ = y*. */
  readonly visited: number | undefined;
}

/** A memory row of a sample in the last or next batch. */
export type Card = Pick<MemoryRow, 'sample' | 'remembered' | 'visited'>;

export interface MemoryInspection {
  readonly step: number;
  /** The current epoch, or the last completed one; 0 before training. */
  readonly epoch: number;
  /** Duration of the inspection; training waits for it. */
  readonly seconds: number;
  /** Number of training samples, which is the number of rows. */
  readonly samples: number;
  /** Numbers per row. */
  readonly width: number;
  readonly rows: readonly MemoryRow[];
  /** Rows stored by the last step, and rows that the next one will read (`next`): some samples of each batch. */
  readonly filed: readonly Card[];
  readonly next: readonly Card[];
  readonly epochOfNext: number;
  /** Mean norm of all rows. */
  readonly meanSize: number;
  readonly histogram: { readonly counts: readonly number[]; readonly largest: number };
  /** Share of rows without a visit so far, which still hold y*: 0 … 1. */
  readonly atLabel: number;
}

/** Sample indices of the last and the next batch; empty before the first and after the last step. */
function batchesAround(run: RunState): { readonly last: Uint32Array; readonly next: Uint32Array } {
  const { step, stepsPerEpoch, spec } = run;
  // Drawing an epoch's order is costly: once if both batches share it.
  const orders = new Map<number, ReturnType<typeof epochOrder>>();
  const at = (number: number): Uint32Array => {
    const epoch = Math.ceil(number / stepsPerEpoch);
    if (epoch < 1 || epoch > spec.epochs) return new Uint32Array();
    const order = orders.get(epoch) ?? epochOrder(run, epoch);
    orders.set(epoch, order);
    return order.batches[number - (epoch - 1) * stepsPerEpoch - 1] ?? new Uint32Array();
  };
  return { last: at(step), next: at(step + 1) };
}

/** Euclidean norm of every row, [n]. */
async function sizesOf(memory: ErrorMemory): Promise<Float32Array> {
  const sizes = tidy(() => sqrt(sum(memory.all().square(), 1)) as Tensor1D);
  try {
    return (await sizes.data()) as Float32Array;
  } finally {
    sizes.dispose();
  }
}

/** The rows that the rule would store for these samples, [N, width]; call inside tidy. */
function wouldFile(run: RunState, x: Tensor2D, target: Tensor2D, width: number): Tensor2D {
  const { spec, net, data } = run;
  const information = informationOf(spec);
  if (!information) throw new Error(`${net.rule.name} remembers nothing.`);
  const values = information.remember(memoryContext(information, predict(net, x), target));
  const one = width === data.outputs ? values : (sum(values.mul(target), 1, true) as Tensor2D);
  // The loss is averaged over a full batch, not over the inspected samples.
  const meaned = storesLossGradient(net.rule) && !information.perSample;
  const full = Math.min(spec.batchSize, epochSamples(spec, data.train.size));
  return meaned ? one.mul(x.shape[0] / full) : one;
}

/** Row i of a row-major matrix. */
const rowOf = (values: Float32Array | undefined, i: number, width: number): Float32Array =>
  (values ?? new Float32Array()).slice(i * width, (i + 1) * width);

function cosineOf(a: Float32Array, b: Float32Array): number | null {
  let [ab, aa, bb] = [0, 0, 0];
  for (const [i, value] of a.entries()) {
    const other = b[i] as number;
    ab += value * other;
    aa += value * value;
    bb += other * other;
  }
  const cosine = ab / Math.sqrt(aa * bb);
  return Number.isFinite(cosine) ? Math.max(-1, Math.min(1, cosine)) : null;
}

/** Reads the shown rows and the cards of both batches in one read-back. */
async function readRows(run: RunState, memory: ErrorMemory, samples: Uint32Array, cards: Uint32Array) {
  const { net, data } = run;
  const width = memory.all().shape[1];
  const visited = (all: Uint32Array) => Array.from(all, (sample) => lastVisit(run, sample));
  const visits = { rows: visited(samples), cards: visited(cards) };
  const read = await readBack(() => {
    const batch = gatherBatch(data, data.train, samples, net.kernels.standardise);
    const places = gatherBatch(data, data.train, cards, net.kernels.standardise).indices;
    return {
      remembered: gather(memory.all(), batch.indices),
      now: wouldFile(run, batch.x, batch.target, width),
      fed: memory.signal(batch).matMul(eye(data.outputs) as Tensor2D),
      ...(cards.length > 0 ? { cards: gather(memory.all(), places) } : {}),
    };
  });
  const rows = Array.from(samples, (sample, i): MemoryRow => {
    const [remembered, own] = [rowOf(read.remembered, i, width), rowOf(read.now, i, width)];
    return {
      sample,
      remembered,
      now: own,
      fed: rowOf(read.fed, i, data.outputs),
      cosine: cosineOf(remembered, own),
      size: Math.sqrt(remembered.reduce((sum, one) => sum + one * one, 0)),
      visited: visits.rows[i],
    };
  });
  const all = Array.from(
    cards,
    (sample, i): Card => ({ sample, remembered: rowOf(read.cards, i, width), visited: visits.cards[i] }),
  );
  return { rows, cards: all, width };
}

/** @returns undefined for rules without a memory, or when the run has ended meanwhile */
export async function inspectMemory(
  run: RunState,
  request: MemoryRequest,
): Promise<MemoryInspection | undefined> {
  const start = now();
  const memory = run.memories.own;
  if (!memory) return undefined;
  const sizes = await sizesOf(memory);
  // The run has ended meanwhile.
  if (memory.all().isDisposed) return undefined;
  const { step, epoch, visits } = run;
  const { last, next: coming } = batchesAround(run);
  const count = Math.max(1, Math.min(request.rows ?? MOST_ROWS, MOST_ROWS));
  const samples = chosenRows(request, count, { sizes, visits, batch: last });
  const filed = last.subarray(0, MOST_CARDS);
  const next = coming.subarray(0, MOST_CARDS);
  const { rows, cards, width } = await readRows(run, memory, samples, Uint32Array.of(...filed, ...next));
  return {
    ...{ step, epoch, width, rows, samples: sizes.length },
    seconds: (now() - start) / 1000,
    filed: cards.slice(0, filed.length),
    next: cards.slice(filed.length),
    epochOfNext: Math.floor(step / run.stepsPerEpoch) + 1,
    meanSize: sizes.reduce((sum, size) => sum + size, 0) / sizes.length,
    histogram: histogramOf(sizes),
    atLabel: (visits?.reduce((sum, visit) => sum + Number(visit === 0), 0) ?? 0) / sizes.length,
  };
}
