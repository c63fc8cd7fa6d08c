/** Loss, accuracy and, where wanted, the answers themselves on a set of samples; read back once at the end. */
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
  tidy,
  zeros,
} from '@tensorflow/tfjs-core';
import '../ops';
import type { Head, Output } from '../head/head';
import type { Network } from '../network/network';
import { type Batch, disposeBatch, gatherBatch } from '../samples/batches';
import type { Dataset, Split } from '../samples/dataset';

export interface Evaluation {
  /** Reported loss: summed over outputs, averaged over samples. */
  readonly loss: number;
  /** Share of samples whose largest output is the right class, 0 … 1; NaN for regression. */
  readonly accuracy: number;
}

/** How the outputs to many samples differ, and where they are. */
export interface Spread {
  /** Share of the samples that get one and the same answer, every number of it, 0 … 1: the commonest of a few. */
  readonly alike: number;
  /** Share of outputs where f is flat, 0 … 1; undefined where that keeps no error back: see `Head.flat`. */
  readonly flat: number | undefined;
}

/** What else is to be found out. */
interface Wanted {
  /** Of classes, which was taken for which: [C, C], row = right class. */
  readonly confusion?: boolean;
  readonly spread?: boolean;
}

/** y [N, C], with z where the loss needs it; call inside tidy. */
function outputOf(net: Network, x: Tensor2D): Output {
  return net.head.output(net.layers.reduce((h, layer) => layer.forward(h), x));
}

/** y [N, C]; call inside tidy. */
export const predict = (net: Network, x: Tensor2D): Tensor2D => outputOf(net, x).y;

const CHUNK = 1000;

/** Sums over chunks, kept where the tensors are until all is read back at once. */
interface Totals {
  /** [2]: loss times samples, right answers. */
  readonly sums: Tensor1D;
  /** [C, C]: rows the right classes, columns the answers. */
  readonly confusion: Tensor2D | undefined;
  readonly spread: Likeness | undefined;
}
/** A type, not an interface: `tidy` returns records. */
type Likeness = {
  /** Some answers of the first chunk, [1, C] each, one below the other. */
  readonly answers: Tensor2D;
  /** How many samples are answered otherwise than by each of them, [answers]. */
  readonly others: Tensor1D;
  /** How many outputs are flat, [1]. */
  readonly flat: Tensor1D;
};

/** Of an output's error at most this part passes where it is at its limits. */
const AT_LIMITS = 4e-6;

/** What passes of an output's error; undefined where all does. PEPITA's output layer is given its error as it is. */
export const passesOf = ({ head, rule }: Pick<Network, 'head' | 'rule'>): Head['passes'] =>
  rule.path === 'input' ? undefined : head.passes;

/** How many outputs are at their limits, [1]; call inside tidy. */
function flatOf(net: Network, y: Tensor2D): Tensor1D {
  const passes = passesOf(net);
  if (!passes) return zeros<Rank.R1>([1]);
  return reshape(sum(cast(lessEqual(passes(y), AT_LIMITS), 'float32')), [1]) as Tensor1D;
}

/** Of three samples apart one is almost surely no exception, where there are few: call inside tidy. */
function someRows(y: Tensor2D): Tensor2D {
  const [samples, outputs] = y.shape;
  const places = [0, Math.floor(samples / 2), samples - 1];
  return concat(places.map((i) => slice(y, [i, 0], [1, outputs])));
}

/** With a chunk more; call inside tidy. */
function likeness(net: Network, y: Tensor2D, before: Likeness | undefined): Likeness {
  const answers = before ? before.answers.clone() : someRows(y);
  const outputs = answers.shape[1];
  // Where it broadcasts, `equal` takes 25 times as long on wasm as this difference.
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

/** @returns [C, C], rows the right classes; call inside tidy */
function confusionOf(y: Tensor2D, target: Tensor2D): Tensor2D {
  const answers = cast(oneHot(argMax(y, 1) as Tensor1D, target.shape[1]), 'float32') as Tensor2D;
  return matMul(target, answers, true);
}

/** With one chunk more. */
function addChunk(
  net: Network,
  { x, target }: Batch,
  { sums, confusion, spread }: Totals,
  wanted: Wanted,
): Totals {
  return tidy(() => {
    const output = outputOf(net, x);
    const { y } = output;
    const loss = net.head.report(output, target).mul(x.shape[0]);
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

/** @param values others, and flat as the last */
function spreadOf(net: Network, values: Float32Array, samples: number, outputs: number): Spread {
  const flat = (values.at(-1) as number) / (samples * outputs);
  return {
    alike: (samples - Math.min(...values.subarray(0, -1))) / samples,
    flat: passesOf(net) ? flat : undefined,
  };
}

function readSpread({ spread }: Totals): Promise<Float32Array> | undefined {
  if (!spread) return undefined;
  const all = tidy(() => concat([spread.others, spread.flat]));
  return (all.data() as Promise<Float32Array>).finally(() => all.dispose());
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
    const batch = gatherBatch(data, split, indices.subarray(from, from + CHUNK), net.kernels.standardise);
    const next = addChunk(net, batch, totals, wanted);
    disposeBatch(batch);
    disposeTotals(totals);
    totals = next;
  }
  const [sums, counts, likenesses] = await Promise.all([
    totals.sums.data(),
    totals.confusion?.data(),
    readSpread(totals),
  ]);
  disposeTotals(totals);
  const [loss = Number.NaN, hits = Number.NaN] = sums;
  const { length } = indices;
  return {
    loss: loss / length,
    accuracy: classes ? hits / length : Number.NaN,
    // Whole numbers below 2^24 are exact in float32.
    ...(counts ? { confusion: Uint32Array.from(counts) } : {}),
    ...(likenesses ? { spread: spreadOf(net, likenesses, length, data.outputs) } : {}),
  };
}

/** y of some samples, [n, C] row by row. */
export async function outputsOf(
  net: Network,
  data: Dataset,
  split: Split,
  indices: Uint32Array,
): Promise<Float32Array> {
  const y = tidy(() => predict(net, gatherBatch(data, split, indices, net.kernels.standardise).x));
  const values = (await y.data()) as Float32Array;
  y.dispose();
  return values;
}
