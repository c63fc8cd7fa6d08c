/** A training step: a pass that updates the layers, then the error memory. */
import { type Scalar, type Tensor, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import type { Named } from '../blocks/block';
import type { ErrorMemory } from '../errorMemory/memory';
import type { Network } from '../network/network';
import type { Batch } from '../samples/batches';
import { passBatch } from './pass';
import type { Update } from './visitor';

/** Callbacks that observe a training step without affecting it. */
export interface StepObserver {
  readonly gradients?: (layer: number, gradients: Named<Tensor>) => void;
  readonly output?: (batch: Batch, y: Tensor2D) => void;
  /** Called for each layer at its peak of live tensors. */
  readonly held?: (layer: number) => void;
}

/** Uses a fused kernel where there is one, unless gradients are observed: the kernel does not compute them separately. */
function updateOf(net: Network, observer: StepObserver): Update {
  if (net.learn && !observer.gradients) return { from: 'delta', apply: net.learn };
  return {
    from: 'gradients',
    apply: (layer, gradients) => {
      observer.gradients?.(layer, gradients);
      net.update(layer, gradients);
      return [];
    },
  };
}

/** Trains on one batch and returns its reported loss from before the update. */
export function trainStep(
  net: Network,
  batch: Batch,
  memory: ErrorMemory | undefined,
  observer: StepObserver = {},
): Scalar {
  return tidy(() => {
    let loss: Scalar | undefined;
    const early = memory?.signal(batch);
    const y = passBatch(net, net, batch, early, {
      update: updateOf(net, observer),
      loss: (reported) => {
        loss = reported;
        return [reported];
      },
      ...(observer.held ? { held: observer.held } : {}),
    });
    memory?.write(batch, y);
    observer.output?.(batch, y);
    return loss ?? net.head.report({ y, z: undefined }, batch.target);
  });
}
