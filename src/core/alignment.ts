/** How close what a rule feeds its hidden layers comes to what backpropagation would feed them. */
import type { Tensor2D } from '@tensorflow/tfjs-core';
import './ops';
import type { Batch } from './batches';
import { type Dense, forward } from './layers/dense';
import type { Network } from './network';
import { rules } from './rules';
import { hiddenDelta, outputDelta } from './step';

/** Deltas dh_i [N, n_i] of the hidden layers, from the first up; undefined where a rule feeds nothing. */
export interface HiddenDeltas {
  readonly rule: readonly (Tensor2D | undefined)[];
  readonly bp: readonly Tensor2D[];
}

/**
 * What the network's rule and BP feed at the present weights; call inside tidy.
 * @param early E [N, C] of rules that know it before the forward pass, as `trainStep` would read it
 */
export function hiddenDeltas(net: Network, { x, target }: Batch, early: Tensor2D | undefined): HiddenDeltas {
  const h: Tensor2D[] = [x];
  for (const layer of net.layers) h.push(forward(layer, h[h.length - 1] as Tensor2D));
  const y = h[h.length - 1] as Tensor2D;
  const E = net.rule.signal === 'error' ? target.sub(y) : early;
  const hidden = net.layers.length - 1;
  const bp: Tensor2D[] = new Array(hidden);
  const rule: (Tensor2D | undefined)[] = new Array(hidden);
  const top = outputDelta(net.loss, net.layers[hidden] as Dense, y, target);
  let [dz, dzRule]: [Tensor2D, Tensor2D] = [top, top];
  for (let i = hidden - 1; i >= 0; i--) {
    const { W } = net.layers[i + 1] as Dense;
    const { activation } = net.layers[i] as Dense;
    const output = h[i + 1] as Tensor2D;
    const trueDelta = rules.bp.hiddenDelta({ dz, W });
    const fed = hiddenDelta(net.rule, { E, B: net.feedback[i], above: { dz: dzRule, W } });
    bp[i] = trueDelta;
    rule[i] = fed;
    dz = activation.pullBack(trueDelta, output);
    if (fed) dzRule = activation.pullBack(fed, output);
  }
  return { rule, bp };
}

/**
 * arccos of the mean per-sample cosine between the rows of two [N, n] arrays, in degrees; samples where
 * either row is zero are left out. NaN when none is left. In double precision, so that equal rows give 0.
 */
export function meanAngle(a: ArrayLike<number>, b: ArrayLike<number>, samples: number): number {
  const width = a.length / samples;
  let [sum, count] = [0, 0];
  for (let n = 0; n < samples; n++) {
    let [ab, aa, bb] = [0, 0, 0];
    for (let j = n * width; j < (n + 1) * width; j++) {
      const [u, v] = [a[j] as number, b[j] as number];
      ab += u * v;
      aa += u * u;
      bb += v * v;
    }
    if (aa === 0 || bb === 0) continue;
    sum += ab / Math.sqrt(aa * bb);
    count += 1;
  }
  return (Math.acos(Math.min(1, Math.max(-1, sum / count))) * 180) / Math.PI;
}
