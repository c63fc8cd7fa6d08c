/**
 * Inspects F³'s error memory between two steps: some rows beside what would be stored at the current weights, and the
 * norms of the rows of all samples that the run may visit. Read-only: training, random streams and memories stay
 * unchanged. Norms are computed on the device; one number per sample is read back.
 */
import { eye, gather, type Tensor2D } from '@tensorflow/tfjs-core';
import '../../ops';
import type { ErrorMemory } from '../../errorMemory/memory';
import { rowNorms, rowsOf, wouldStore } from '../../errorMemory/stored';
import { gatherBatch } from '../../samples/batches';
import { now } from '../../trainer/clock';
import { wholeEpochs } from '../../trainer/epochSteps';
import { predict } from '../../trainer/evaluate';
import { lastVisit, samplesOfStep } from '../../trainer/order';
import type { RunState } from '../state';
import { chosenRows, histogramOf, largestSize, type RowOrder } from './memoryRows';
import { readBack } from './readBack';

/** Maximum number of rows shown. */
const MOST_ROWS = 40;
/** Maximum number of samples per batch that are shown as cards. */
const MOST_CARDS = 8;

export interface MemoryRequest {
  readonly order: RowOrder;
  /** The first sample shown has at least this index, for `order: 'data'`. */
  readonly from?: number;
  /** At most 40, which is also the default. */
  readonly rows?: number;
  /** Cards of each batch, at most 8, which is also the default. */
  readonly cards?: number;
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

export interface MemoryInspection {
  readonly step: number;
  /** The current epoch, or the last completed one; 0 before training. */
  readonly epoch: number;
  /** Duration of the inspection; training waits for it. */
  readonly seconds: number;
  /** Number of training samples that the run may visit; only their rows are shown and counted. */
  readonly samples: number;
  /** Numbers per row. */
  readonly width: number;
  readonly rows: readonly MemoryRow[];
  /** Rows stored by the last step, and rows that the next one will read (`next`): some samples of each batch. */
  readonly filed: readonly MemoryRow[];
  readonly next: readonly MemoryRow[];
  readonly epochOfNext: number;
  /** Mean norm of the rows. */
  readonly meanSize: number;
  /** The row norms, counted in equal bins from 0 to `largest`. */
  readonly histogram: { readonly counts: readonly number[]; readonly largest: number };
  /** The norms at the end of the first epoch, in the same bins; undefined during that epoch and after a resume. */
  readonly first: { readonly meanSize: number; readonly counts: readonly number[] } | undefined;
  /** Share of rows without a visit so far, which still hold y*: 0 … 1. */
  readonly atLabel: number;
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

/** Reads the rows of these samples in one read-back. */
async function readRows(run: RunState, memory: ErrorMemory, samples: Uint32Array): Promise<MemoryRow[]> {
  const { net, data, spec, sampler } = run;
  const all = memory.all();
  const width = all.shape[1];
  const visited = Array.from(samples, (sample) => lastVisit(run, sample));
  const read = await readBack(() => {
    const batch = gatherBatch(data, data.train, samples, net.kernels.standardise);
    return {
      remembered: gather(all, batch.indices),
      now: wouldStore(spec, predict(net, batch.x), batch.target, rowsOf(memory, sampler.train)),
      fed: memory.signal(batch).matMul(eye(data.outputs) as Tensor2D),
    };
  });
  return Array.from(samples, (sample, i): MemoryRow => {
    const [remembered, own] = [rowOf(read.remembered, i, width), rowOf(read.now, i, width)];
    return {
      sample,
      remembered,
      now: own,
      fed: rowOf(read.fed, i, data.outputs),
      cosine: cosineOf(remembered, own),
      size: Math.sqrt(remembered.reduce((sum, one) => sum + one * one, 0)),
      visited: visited[i],
    };
  });
}

const mean = (values: Float32Array): number => values.reduce((sum, one) => sum + one, 0) / values.length;

/** Both histograms have the same bins. */
function histogramsOf(
  sizes: Float32Array,
  first: Float32Array | undefined,
): Pick<MemoryInspection, 'histogram' | 'first'> {
  const largest = Math.max(largestSize(sizes), first ? largestSize(first) : 0);
  return {
    histogram: { counts: histogramOf(sizes, largest), largest },
    first: first && { meanSize: mean(first), counts: histogramOf(first, largest) },
  };
}

const within = (asked: number | undefined, least: number, most: number): number =>
  Math.max(least, Math.min(asked ?? most, most));

/** @returns undefined for rules without a memory, or when the run has ended meanwhile */
export async function inspectMemory(
  run: RunState,
  request: MemoryRequest,
): Promise<MemoryInspection | undefined> {
  const start = now();
  const memory = run.memories.own;
  if (!memory) return undefined;
  const { train } = run.sampler;
  const sizes = await rowNorms(memory, train);
  // The run has ended meanwhile.
  if (memory.all().isDisposed) return undefined;
  const { step, epoch, visits, firstSizes } = run;
  const [last, coming] = [samplesOfStep(run, step), samplesOfStep(run, step + 1)];
  const count = within(request.rows, 1, MOST_ROWS);
  const chosen = chosenRows(request, count, { samples: train, sizes, visits, batch: last });
  const cards = within(request.cards, 0, MOST_CARDS);
  const [filed, next] = [last.subarray(0, cards), coming.subarray(0, cards)];
  const width = memory.all().shape[1];
  const read = await readRows(run, memory, Uint32Array.of(...chosen, ...filed, ...next));
  const cardsFrom = chosen.length + filed.length;
  return {
    ...{ step, epoch, width, samples: train.length },
    seconds: (now() - start) / 1000,
    rows: read.slice(0, chosen.length),
    filed: read.slice(chosen.length, cardsFrom),
    next: read.slice(cardsFrom),
    epochOfNext: wholeEpochs(run.sampler.steps, step) + 1,
    meanSize: mean(sizes),
    ...histogramsOf(sizes, firstSizes),
    atLabel: train.reduce((sum, sample) => sum + Number(visits?.[sample] === 0), 0) / train.length,
  };
}
