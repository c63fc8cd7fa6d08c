/** PEPITA's two forward passes. */
import { type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import '../ops';
import type { Work } from '../cost/timeline';
import type { Output } from '../head/head';
import type { InputRule } from '../rules/rule';
import type { Batch } from '../samples/batches';
import { reportLoss, update } from './deltas';
import { valuesOf } from './values';
import type { NetworkView, Visitor } from './visitor';

/** h_0 … h_K of a batch. @param tell receives the output before z is disposed @param done called after each layer */
function fullPass(
  net: NetworkView,
  x: Tensor2D,
  done: (layer: number) => void,
  tell?: (output: Output) => void,
): Tensor2D[] {
  const values = valuesOf(net, x, done);
  const output = net.head.output(values[values.length - 1] as Tensor2D);
  tell?.(output);
  output.z?.dispose();
  return [...values.slice(0, -1), output.y];
}

/** Two forward passes, the second on an input modulated by the error of the first; returns y of the first. */
export function forwardTwice(
  net: NetworkView,
  rule: InputRule,
  B: Tensor2D | undefined,
  { x, target }: Batch,
  visitor: Visitor,
): Tensor2D {
  if (B === undefined) throw new Error(`${rule.name} needs F.`);
  const pass =
    (work: Work) =>
    (i: number): void =>
      visitor.mark?.(i, work);
  const h = fullPass(net, x, pass('forward'), (output) => reportLoss(net, output, target, visitor));
  const last = net.layers.length - 1;
  const y = h[last + 1] as Tensor2D;
  const second = fullPass(
    net,
    tidy(() => rule.secondInput({ x, E: net.head.error(y, target), B })),
    pass('second-forward'),
  );
  for (let i = 0; i <= last; i++) {
    const [first, output] = [h[i + 1] as Tensor2D, second[i + 1] as Tensor2D];
    tidy(() => {
      const dz = tidy(() => {
        const signal = i === last ? output.sub(target) : rule.hiddenDelta({ h: first, second: output });
        return net.config.lossReduction === 'sum' ? signal : signal.div(net.samples ?? x.shape[0]);
      });
      visitor.held?.(i);
      return [...update(net, i, second[i] as Tensor2D, { dz }, visitor)];
    });
    visitor.mark?.(i, 'update');
    second[i]?.dispose();
    if (i < last) first.dispose();
  }
  return y;
}
