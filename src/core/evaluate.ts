/** Loss and accuracy on a set of samples, with one read-back. */
import {
  argMax,
  cast,
  equal,
  keep,
  type Rank,
  stack,
  sum,
  type Tensor1D,
  type Tensor2D,
  tidy,
  zeros,
} from '@tensorflow/tfjs-core';
import './ops';
import { gatherBatch } from './batches';
import type { Dataset, Split } from './dataset';
import { forward } from './layers/dense';
import type { Network } from './network';

export interface Evaluation {
  /** Reported loss: summed over outputs, averaged over samples. */
  readonly loss: number;
  /** Share of samples whose largest output is the right class, 0 … 1; NaN for regression. */
  readonly accuracy: number;
}

/** y [N, C]; call inside tidy. */
export function predict(net: Network, x: Tensor2D): Tensor2D {
  return net.layers.reduce((h, layer) => forward(layer, h), x);
}

const CHUNK = 1000;

export async function evaluate(
  net: Network,
  data: Dataset,
  split: Split,
  indices: Uint32Array,
): Promise<Evaluation> {
  let sums: Tensor1D = keep(zeros<Rank.R1>([2]));
  for (let from = 0; from < indices.length; from += CHUNK) {
    const chunk = indices.subarray(from, from + CHUNK);
    const next = tidy(() => {
      const { x, target } = gatherBatch(data, split, chunk);
      const y = predict(net, x);
      const loss = net.loss.report(y, target).mul(chunk.length);
      const hits = sum(equal(argMax(y, 1), argMax(target, 1)));
      return keep(sums.add(stack([loss, cast(hits, 'float32')])));
    });
    sums.dispose();
    sums = next;
  }
  const [loss = Number.NaN, hits = Number.NaN] = await sums.data();
  sums.dispose();
  const classes = split.targets.kind === 'classes';
  return { loss: loss / indices.length, accuracy: classes ? hits / indices.length : Number.NaN };
}
