/**
 * F³'s error memory between two steps: some of its rows beside what would be filed at the present weights, and how large
 * all of them are. Nothing that is trained changes, no stream is drawn from and no memory is written. The whole memory is
 * measured where it lies; of it one number per training sample is read back.
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

/** Rows at most: as many as can be looked at. */
const MOST_ROWS = 40;
/** Samples of a batch whose rows are told apart. */
const MOST_CARDS = 8;

export interface MemoryRequest {
  readonly order: RowOrder;
  /** The first sample, in the order of the data set. */
  readonly from?: number;
  /** 40 at most, which is also what is shown where it is left out. */
  readonly rows?: number;
}

export interface MemoryRow {
  /** Place of the training sample. */
  readonly sample: number;
  /** What is filed: [C], or one number of the right class. */
  readonly remembered: Float32Array;
  /** What would be filed in a full batch at the present weights. */
  readonly now: Float32Array;
  /** E [C], as the rule is given it. */
  readonly fed: Float32Array;
  /** Between what is filed and what would be; null where one is zero. */
  readonly cosine: number | null;
  /** Euclidean norm of what is filed. */
  readonly size: number;
  /** The epoch of the visit that left it: 0 is an inference epoch; undefined before the first, when e₀ = y* is there. */
  readonly visited: number | undefined;
}

/** A row of the batch, before it or after it. */
export type Card = Pick<MemoryRow, 'sample' | 'remembered' | 'visited'>;

export interface MemoryInspection {
  readonly step: number;
  /** The epoch under way, or the last one done; 0 before training. */
  readonly epoch: number;
  /** What the look took; the network does not train meanwhile. */
  readonly seconds: number;
  /** Training samples, each with a row. */
  readonly samples: number;
  /** Numbers per row. */
  readonly width: number;
  readonly rows: readonly MemoryRow[];
  /** What the last step filed, and what the next one will take out: some samples of each batch. */
  readonly filed: readonly Card[];
  readonly next: readonly Card[];
  readonly epochOfNext: number;
  /** Over all rows. */
  readonly meanSize: number;
  readonly histogram: { readonly counts: readonly number[]; readonly largest: number };
  /** Share of rows that no visit has overwritten, 0 … 1. */
  readonly atLabel: number;
}

/** The places of the batch before the present step and of the one after it; none before the first and after the last. */
function batchesAround(run: RunState): { readonly last: Uint32Array; readonly next: Uint32Array } {
  const { step, stepsPerEpoch, spec } = run;
  // An order is long: it is drawn once for both.
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

/** What the rule would file of these samples, as wide as the memory; call inside tidy. */
function wouldFile(run: RunState, x: Tensor2D, target: Tensor2D, width: number): Tensor2D {
  const { spec, net, data } = run;
  const information = informationOf(spec);
  if (!information) throw new Error(`${net.rule.name} remembers nothing.`);
  const values = information.remember(memoryContext(information, predict(net, x), target));
  const one = width === data.outputs ? values : (sum(values.mul(target), 1, true) as Tensor2D);
  // The loss's mean is over the samples of a full batch, not over those that are looked at.
  const meaned = storesLossGradient(net.rule) && !information.perSample;
  const full = Math.min(spec.batchSize, epochSamples(spec, data.train.size));
  return meaned ? one.mul(x.shape[0] / full) : one;
}

/** One row after another, of a matrix that was read back. */
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

/** Reads rows, with those of two batches, at once. */
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

/** @returns undefined for a rule that remembers nothing */
export async function inspectMemory(
  run: RunState,
  request: MemoryRequest,
): Promise<MemoryInspection | undefined> {
  const start = now();
  const memory = run.memories.own;
  if (!memory) return undefined;
  const sizes = await sizesOf(memory);
  // The run may have ended meanwhile.
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
