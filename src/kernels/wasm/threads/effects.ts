/**
 * What the calls of a program read, write and take: what decides who does them, see arrange.ts. A thread that computes some
 * columns of a matrix may go on to the same columns of another without waiting for the others.
 */
import { COLUMNS } from '../../../core/cost/calls';
import type { Call } from '../tape/program';

/** Numbers of the memory that lie in a row. */
export interface Span {
  /** Byte address. */
  readonly from: number;
  readonly bytes: number;
  readonly writes: boolean;
  /** N of a matrix [·, N] of which a thread that computes some columns needs those alone. */
  readonly columns?: number;
}

export interface Effect {
  /** What the call takes, roughly, as multiplications with additions; 0 where only one thread can do it. */
  readonly work: number;
  /** Columns of what is computed, if threads can each compute some of them. */
  readonly columns?: number;
  readonly spans: readonly Span[];
  /** Workspace that the leader uses where it does the whole call; with others, each thread has its own. */
  readonly scratch?: Span;
}

const WORD = 4;
/** As in wasm/gemm.ts: rows of a block, at most, and so much of k at once. */
const [ROWS, DEPTH] = [5, 1024] as const;

/** What single numbers take, as multiplications with additions: an activation, its derivative, a sum, an optimizer's step. */
const [ACTIVATION, DERIVATIVE, SUM, STEP] = [16, 8, 4, 10] as const;
/** Of a list's rows, the share of numbers that are entries: MNIST's 19 %. */
const ENTRIES = 0.2;

const read = (from: number, numbers: number): Span => ({ from, bytes: WORD * numbers, writes: false });
const written = (from: number, numbers: number): Span => ({ ...read(from, numbers), writes: true });
/** Of a matrix [M, N]. */
const ownRead = (from: number, M: number, N: number): Span => ({ ...read(from, M * N), columns: N });
const ownWritten = (from: number, M: number, N: number): Span => ({ ...written(from, M * N), columns: N });

/** Where it is not told: it may read and write whatever others do. */
const everything: readonly Span[] = [{ from: 0, bytes: Number.POSITIVE_INFINITY, writes: true }];

type Args = readonly number[];

/** Some parameters of an optimizer and their states; a state that it has not is at 0. @param M, N they are [M, N] */
const learned = (places: readonly number[], M: number, N: number): Span[] =>
  places.filter((place) => place !== 0).map((place) => ownWritten(place, M, N));

function gemm(args: Args): Effect {
  const [M = 0, N = 0, K = 0, A = 0, rs = 0, ks = 0, B = 0, bk = 0, bj = 0, C = 0, ldc = 0, scratch = 0] =
    args;
  const plainB = bj === 1 && bk === N;
  const depth = Math.min(K, DEPTH);
  return {
    work: M * N * K,
    columns: N,
    spans: [
      read(A, (M - 1) * rs + (K - 1) * ks + 1),
      plainB ? ownRead(B, K, N) : read(B, (K - 1) * bk + (N - 1) * bj + 1),
      ldc === N ? ownWritten(C, M, N) : written(C, (M - 1) * ldc + N),
    ],
    scratch: written(scratch, (M + ROWS + COLUMNS) * depth),
  };
}

function biasActivate([M = 0, N = 0, Z = 0, b = 0]: Args): Effect {
  return { work: ACTIVATION * M * N, columns: N, spans: [ownWritten(Z, M, N), ownRead(b, 1, N)] };
}

function pullBack([M = 0, N = 0, dh = 0, h = 0, dz = 0]: Args): Effect {
  const spans = [ownRead(dh, M, N), ownRead(h, M, N), ownWritten(dz, M, N)];
  return { work: DERIVATIVE * M * N, columns: N, spans };
}

function addScaled([M = 0, N = 0, a = 0, , b = 0, to = 0]: Args): Effect {
  const spans = [ownRead(a, M, N), ownRead(b, M, N), ownWritten(to, M, N)];
  return { work: DERIVATIVE * M * N, columns: N, spans };
}

function scaleRows(args: Args): Effect {
  const [M = 0, N = 0, C = 0, B = 0, labels = 0, S = 0, scales = 0, places = 0, to = 0] = args;
  return {
    work: SUM * M * N,
    columns: N,
    spans: [ownRead(B, C, N), read(labels, M), read(scales, S), read(places, M), ownWritten(to, M, N)],
  };
}

function columnSums([M = 0, N = 0, A = 0, to = 0]: Args): Effect {
  return { work: SUM * M * N, columns: N, spans: [ownRead(A, M, N), ownWritten(to, 1, N)] };
}

function learnFrom([, size = 0, p = 0, g = 0, m = 0, v = 0]: Args): Effect {
  const spans = [ownRead(g, 1, size), ...learned([p, m, v], 1, size)];
  return { work: STEP * size, columns: size, spans };
}

function denseLearn(args: Args): Effect {
  const [S = 0, N = 0, K = 0, h = 0, dz = 0, , W = 0, m = 0, v = 0, , , scratch = 0] = args;
  return {
    work: N * K * (S + STEP),
    columns: N,
    spans: [read(h, S * K), ownRead(dz, S, N), ...learned([W, m, v], K, N)],
    scratch: written(scratch, (S + ROWS) * (N + COLUMNS) + ROWS * S),
  };
}

/** By samples, maps or filters. */
const convolution = ([
  S = 0,
  channels = 0,
  height = 0,
  width = 0,
  kernel = 0,
  stride = 0,
  pad = 0,
  maps = 0,
]: Args) => {
  const side = (size: number): number => Math.floor((size + 2 * pad - kernel) / stride) + 1;
  return { work: S * maps * channels * kernel * kernel * side(height) * side(width), spans: everything };
};
const pooling = ([maps = 0, height = 0, width = 0]: Args): Effect => ({
  work: SUM * maps * height * width,
  spans: everything,
});

/** By call, of its arguments: words after the first. */
export const effects: Readonly<Record<Call, (args: Args) => Effect>> = {
  gemm,
  biasActivate,
  pullBack,
  scaleRows,
  columnSums,
  columnSumsInDouble: columnSums,
  listColumns: () => ({ work: 0, spans: everything }),
  sparseProduct: ([M = 0, N = 0, K = 0]) => ({ work: ENTRIES * M * N * K, spans: everything }),
  sparseGradient: ([N = 0, K = 0]) => ({ work: SUM * N * K, spans: everything }),
  learnFrom,
  denseLearn,
  sparseLearn: ([N = 0, K = 0]) => ({ work: STEP * N * K, spans: everything }),
  convolve: convolution,
  convolutionVjp: convolution,
  convolutionGradient: convolution,
  pooled: pooling,
  unpooled: pooling,
  addScaled,
  mark: () => ({ work: 0, spans: [] }),
};
