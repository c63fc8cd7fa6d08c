/** Loss, accuracy and optional statistics of a set of samples, with one read-back at the end. */
import {
  argMax,
  cast,
  concat,
  equal,
  keep,
  lessEqual,
  matMul,
  max,
  oneHot,
  type Rank,
  reshape,
  slice,
  stack,
  sum,
  type Tensor1D,
  type Tensor2D,
  tensor2d,
  tidy,
  zeros,
} from '@tensorflow/tfjs-core';
import '../ops';
import type { Head, Output } from '../head/head';
import type { Network } from '../network/network';
import { gatherInputs, gatherTargets } from '../samples/batches';
import type { Dataset, Split } from '../samples/dataset';
import { AT_ONCE } from '../samples/parts';

export interface Evaluation {
  /** Reported loss: summed over outputs, averaged over samples. */
  readonly loss: number;
  /** Fraction of samples whose largest output is the correct class, 0 … 1; NaN for regression. */
  readonly accuracy: number;
}

/** How much outputs differ between samples, and whether they saturate. */
export interface Spread {
  /** Fraction of samples with bitwise equal outputs, 0 … 1: the largest group among three samples checked. */
  readonly alike: number;
  /** Fraction of saturated outputs, 0 … 1; undefined where saturation blocks no error: see `Head.passes`. */
  readonly flat: number | undefined;
}

/** Optional results. */
interface Wanted {
  /** Confusion matrix [C, C], classification only: row = correct class, column = prediction. */
  readonly confusion?: boolean;
  readonly spread?: boolean;
}

/** The last layer's values [N, C], from which `head` computes y; of the others, one at a time is held. Call inside tidy. */
function valuesOf({ layers }: Network, x: Tensor2D): Tensor2D {
  let h = x;
  for (const layer of layers) {
    const next = layer.forward(h);
    if (h !== x) h.dispose();
    h = next;
  }
  return h;
}

/** y [N, C]; call inside tidy. */
export const predict = (net: Network, x: Tensor2D): Tensor2D => net.head.output(valuesOf(net, x)).y;

/** Samples whose losses are summed at once: the order of the sum, and so its last bits, depend on it. */
const CHUNK = 1000;

/** y, and z where the loss needs it, of some samples of a split, `AT_ONCE` passing the network at a time; call inside tidy. */
function outputFor(net: Network, data: Dataset, split: Split, indices: Uint32Array): Output {
  const pieces: Tensor2D[] = [];
  for (let from = 0; from < indices.length; from += AT_ONCE) {
    const some = indices.subarray(from, from + AT_ONCE);
    pieces.push(tidy(() => valuesOf(net, gatherInputs(data, split, some, net.kernels.standardise))));
  }
  return net.head.output(pieces.length === 1 ? (pieces[0] as Tensor2D) : concat(pieces));
}

/** y of some samples of a split [n, C], in their order; call inside tidy. */
export const outputsFor = (net: Network, data: Dataset, split: Split, indices: Uint32Array): Tensor2D =>
  outputFor(net, data, split, indices).y;

/** Sums over chunks, kept on the backend until one read-back. */
interface Totals {
  /** [2]: summed loss, number of correct predictions. */
  readonly sums: Tensor1D;
  /** [C, C]: row = correct class, column = prediction. */
  readonly confusion: Tensor2D | undefined;
  readonly spread: Likeness | undefined;
}
/** A type, not an interface, as `tidy` requires of its result. */
type Likeness = {
  /** Outputs of three samples of the first chunk, [3, C], to compare all others with. */
  readonly answers: Tensor2D;
  /** For each of these, how many samples have different outputs, [3]. */
  readonly others: Tensor1D;
  /** Number of saturated outputs, [1]. */
  readonly flat: Tensor1D;
};

/** An output is saturated where at most this fraction of its error passes. */
const AT_LIMITS = 4e-6;

/** Fraction of an output's error that passes f; undefined where all does, as with PEPITA's plain output error. */
export const passesOf = ({ head, rule }: Pick<Network, 'head' | 'rule'>): Head['passes'] =>
  rule.path === 'input' ? undefined : head.passes;

/** Number of saturated outputs, [1]; call inside tidy. */
function flatOf(net: Network, y: Tensor2D): Tensor1D {
  const passes = passesOf(net);
  if (!passes) return zeros<Rank.R1>([1]);
  return reshape(sum(cast(lessEqual(passes(y), AT_LIMITS), 'float32')), [1]) as Tensor1D;
}

/** First, middle and last row: where outliers are rare, at least one is typical. Call inside tidy. */
function someRows(y: Tensor2D): Tensor2D {
  const [samples, outputs] = y.shape;
  const places = [0, Math.floor(samples / 2), samples - 1];
  return concat(places.map((i) => slice(y, [i, 0], [1, outputs])));
}

/** Adds a chunk; call inside tidy. */
function likeness(net: Network, y: Tensor2D, before: Likeness | undefined): Likeness {
  const answers = before ? before.answers.clone() : someRows(y);
  const outputs = answers.shape[1];
  // On wasm, broadcasting `equal` takes 25 times as long as this difference.
  const counts = Array.from({ length: answers.shape[0] }, (_, i) =>
    sum(max(y.sub(slice(answers, [i, 0], [1, outputs])).abs(), 1).step()),
  );
  const own = stack(counts) as Tensor1D;
  const flat = flatOf(net, y);
  return {
    answers: keep(answers),
    others: keep(before ? before.others.add(own) : own),
    flat: keep(before ? before.flat.add(flat) : flat),
  };
}

/** @returns [C, C], row = correct class; call inside tidy */
function confusionOf(y: Tensor2D, target: Tensor2D): Tensor2D {
  const answers = cast(oneHot(argMax(y, 1) as Tensor1D, target.shape[1]), 'float32') as Tensor2D;
  return matMul(target, answers, true);
}

/** Adds a chunk. @param outputNow computes its output; runs inside tidy. @param targets y* [N, C], row by row */
function addChunk(
  net: Network,
  outputNow: () => Output,
  targets: Float32Array,
  { sums, confusion, spread }: Totals,
  wanted: Wanted,
): Totals {
  return tidy(() => {
    const output = outputNow();
    const { y } = output;
    const target = tensor2d(targets, y.shape);
    const loss = net.head.report(output, target).mul(y.shape[0]);
    const hits = sum(equal(argMax(y, 1), argMax(target, 1)));
    return {
      sums: keep(sums.add(stack([loss, cast(hits, 'float32')]))),
      confusion: confusion && keep(confusion.add(confusionOf(y, target))),
      spread: wanted.spread ? likeness(net, y, spread) : undefined,
    };
  });
}

function disposeTotals({ sums, confusion, spread }: Totals): void {
  for (const tensor of [sums, confusion, spread?.answers, spread?.others, spread?.flat]) tensor?.dispose();
}

/** @param values `others`, then `flat` */
function spreadOf(net: Network, values: Float32Array, samples: number, outputs: number): Spread {
  const flat = (values.at(-1) as number) / (samples * outputs);
  return {
    alike: (samples - Math.min(...values.subarray(0, -1))) / samples,
    flat: passesOf(net) ? flat : undefined,
  };
}

interface ReadTotals {
  readonly sums: Float32Array;
  readonly confusion: Float32Array;
  /** `others`, then `flat`. */
  readonly spread: Float32Array;
}

/** In one read-back; what is not wanted is empty. */
async function readTotals({ sums, confusion, spread }: Totals): Promise<ReadTotals> {
  const parts = [sums, confusion, spread?.others, spread?.flat].flatMap((one) => one ?? []);
  const joined = tidy(() => concat(parts.map((one) => reshape(one, [-1]) as Tensor1D)));
  const values = (await joined.data()) as Float32Array;
  joined.dispose();
  const counts = confusion?.size ?? 0;
  return {
    sums: values.subarray(0, sums.size),
    confusion: values.subarray(sums.size, sums.size + counts),
    spread: values.subarray(sums.size + counts),
  };
}

/** @param indices samples of the split */
export async function evaluate(
  net: Network,
  data: Dataset,
  split: Split,
  indices: Uint32Array,
  wanted: Wanted = {},
): Promise<Evaluation & { readonly confusion?: Uint32Array; readonly spread?: Spread }> {
  const classes = split.targets.kind === 'classes';
  let totals: Totals = {
    sums: zeros<Rank.R1>([2]),
    confusion: classes && wanted.confusion ? zeros<Rank.R2>([data.outputs, data.outputs]) : undefined,
    spread: undefined,
  };
  for (let from = 0; from < indices.length; from += CHUNK) {
    const some = indices.subarray(from, from + CHUNK);
    const outputNow = () => outputFor(net, data, split, some);
    const next = addChunk(net, outputNow, gatherTargets(split, some, data.outputs), totals, wanted);
    disposeTotals(totals);
    totals = next;
  }
  const { sums, confusion, spread } = await readTotals(totals);
  disposeTotals(totals);
  const [loss = Number.NaN, hits = Number.NaN] = sums;
  const { length } = indices;
  return {
    loss: loss / length,
    accuracy: classes ? hits / length : Number.NaN,
    // Whole numbers below 2^24 are exact in float32.
    ...(confusion.length > 0 ? { confusion: Uint32Array.from(confusion) } : {}),
    ...(spread.length > 0 ? { spread: spreadOf(net, spread, length, data.outputs) } : {}),
  };
}

/** y of these samples, [n, C], row-major. */
export async function outputsOf(
  net: Network,
  data: Dataset,
  split: Split,
  indices: Uint32Array,
): Promise<Float32Array> {
  const y = tidy(() => outputsFor(net, data, split, indices));
  const values = (await y.data()) as Float32Array;
  y.dispose();
  return values;
}
