/** The residual block's step on a backend, from that of the dense block inside it. */
import type { Tensor2D } from '@tensorflow/tfjs-core';
import { type Delta, dhOf, type Layer } from '../core/blocks/block';
import type { BlockKernels, Learn } from '../core/kernels';
import type { RunSpec } from '../core/run/spec';

type Dense = Required<Pick<BlockKernels, 'forward' | 'vjp' | 'learn'>>;

/** New tensors. */
export interface Sums {
  readonly sum: (a: Tensor2D, b: Tensor2D) => Tensor2D;
  readonly difference: (a: Tensor2D, b: Tensor2D) => Tensor2D;
}

function sumOnce(made: Tensor2D, other: Tensor2D, { sum }: Sums): Tensor2D {
  const result = sum(other, made);
  made.dispose();
  return result;
}

/** @param dense kernels of the dense block, with `learn` for the optimizers that shall have one here */
export function residualKernels(dense: Dense, sums: Sums): BlockKernels {
  /** Calls `act` with the delta of the dense block inside: dh', and f(z), recomputed where only dz is given. */
  const inside = <T>(layer: Layer, h: Tensor2D, delta: Delta, act: (inner: Delta) => T): T => {
    const f = 'dz' in delta ? dense.forward(layer, h) : sums.difference(delta.h, h);
    const result = act({ dh: dhOf(delta), h: f });
    f.dispose();
    return result;
  };
  const learnBy =
    (learn: Learn): Learn =>
    (layer, h, delta, context) =>
      inside(layer, h, delta, (inner) => learn(layer, h, inner, context));
  const learn = Object.entries(dense.learn).map(([id, one]) => [id, learnBy(one)]);
  return {
    forward: (layer, h) => sumOnce(dense.forward(layer, h), h, sums),
    vjp: (layer, h, delta, through) =>
      sumOnce(
        inside(layer, h, delta, (inner) => dense.vjp(layer, h, inner, through)),
        dhOf(delta),
        sums,
      ),
    learn: Object.fromEntries(learn) as Partial<Record<RunSpec['optimizer'], Learn>>,
  };
}
