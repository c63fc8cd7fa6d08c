/** Loss, accuracy and, where wanted, the answers themselves on a set of samples; read back once at the end. */
import {
  argMax,
  cast,
  equal,
  keep,
  matMul,
  oneHot,
  type Rank,
  stack,
  sum,
  type Tensor1D,
  type Tensor2D,
  tidy,
  zeros,
} from '@tensorflow/tfjs-core';
import './ops';
import { type Batch, disposeBatch, gatherBatch } from './batches';
import type { Dataset, Split } from './dataset';
import type { Output } from './head';
import { forward } from './layers/dense';
import type { Network } from './network';

export interface Evaluation {
  /** Reported loss: summed over outputs, averaged over samples. */
  readonly loss: number;
  /** Share of samples whose largest output is the right class, 0 … 1; NaN for regression. */
  readonly accuracy: number;
}

/** y [N, C], with z where the loss needs it; call inside tidy. */
function outputOf(net: Network, x: Tensor2D): Output {
  const one = net.kernels.forward ?? forward;
  return net.head.output(net.layers.reduce((h, layer) => one(layer, h), x));
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
}

/** @returns [C, C], rows the right classes; call inside tidy */
function confusionOf(y: Tensor2D, target: Tensor2D): Tensor2D {
  const answers = cast(oneHot(argMax(y, 1) as Tensor1D, target.shape[1]), 'float32') as Tensor2D;
  return matMul(target, answers, true);
}

/** With one chunk more. */
function addChunk(net: Network, { x, target }: Batch, { sums, confusion }: Totals): Totals {
  return tidy(() => {
    const output = outputOf(net, x);
    const { y } = output;
    const loss = net.head.report(output, target).mul(x.shape[0]);
    const hits = sum(equal(argMax(y, 1), argMax(target, 1)));
    return {
      sums: keep(sums.add(stack([loss, cast(hits, 'float32')]))),
      confusion: confusion && keep(confusion.add(confusionOf(y, target))),
    };
  });
}

function disposeTotals({ sums, confusion }: Totals): void {
  sums.dispose();
  confusion?.dispose();
}

/**
 * @param indices samples of the split
 * @param countsConfusion also counts, of classes, which was taken for which: [C, C], row = right class
 */
export async function evaluate(
  net: Network,
  data: Dataset,
  split: Split,
  indices: Uint32Array,
  countsConfusion = false,
): Promise<Evaluation & { readonly confusion?: Uint32Array }> {
  const classes = split.targets.kind === 'classes';
  let totals: Totals = {
    sums: zeros<Rank.R1>([2]),
    confusion: classes && countsConfusion ? zeros<Rank.R2>([data.outputs, data.outputs]) : undefined,
  };
  for (let from = 0; from < indices.length; from += CHUNK) {
    const batch = gatherBatch(data, split, indices.subarray(from, from + CHUNK), net.kernels.standardise);
    const next = addChunk(net, batch, totals);
    disposeBatch(batch);
    disposeTotals(totals);
    totals = next;
  }
  const [sums, counts] = await Promise.all([totals.sums.data(), totals.confusion?.data()]);
  disposeTotals(totals);
  const [loss = Number.NaN, hits = Number.NaN] = sums;
  const { length } = indices;
  return {
    loss: loss / length,
    accuracy: classes ? hits / length : Number.NaN,
    // Whole numbers below 2^24 are exact in float32.
    ...(counts ? { confusion: Uint32Array.from(counts) } : {}),
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
