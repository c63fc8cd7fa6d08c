/** A training step: a pass that updates the layers, then the error memory. */
import { type Scalar, type Tensor, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import type { Named } from '../blocks/block';
import type { ErrorMemory } from '../errorMemory/memory';
import type { Network } from '../network/network';
import type { Part } from '../network/part';
import type { Batch } from '../samples/batches';
import { passBatch } from './pass';
import type { Guide, Mark, Update, Visitor } from './visitor';

/** Callbacks that observe a training step without affecting it. */
export interface StepObserver {
  readonly gradients?: (layer: number, gradients: Named<Tensor>) => void;
  readonly output?: (batch: Omit<Batch, 'x'>, y: Tensor2D) => void;
  /** Called for each layer at its peak of live tensors. */
  readonly held?: (layer: number) => void;
  /** See `Visitor`. */
  readonly mark?: Mark | undefined;
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

/** What looks on; a mark is set at the same place of each repetition, too. */
function watching({ tape }: Network, { held, mark }: StepObserver): Pick<Visitor, 'held' | 'mark'> {
  return {
    ...(held ? { held } : {}),
    ...(mark
      ? {
          mark: tape
            ? (layer, work) => tape.mark(() => mark(layer, work))
            : (layer, work) => mark(layer, work),
        }
      : {}),
  };
}

/** How a step learns, and who looks on. */
export const visitorOf = (net: Network, observer: StepObserver): Visitor => ({
  update: updateOf(net, observer),
  ...watching(net, observer),
});

const guideOf = (net: Network, part: Part | undefined): Guide =>
  part ? { rule: net.rule, feedback: net.feedback, part } : net;

/** Trains the layers of a part that ends below the output, and returns its last h [N, n] from before their update. */
export function trainPart(
  net: Network,
  part: Part,
  batch: Batch,
  memory: ErrorMemory | undefined,
  observer: StepObserver = {},
): Tensor2D {
  return tidy(() =>
    passBatch(net, guideOf(net, part), batch, memory?.signal(batch), visitorOf(net, observer)),
  );
}

/**
 * Trains on one batch and returns its reported loss from before the update.
 * @param part the last layers of the network, where others train the first; default: all
 */
export function trainStep(
  net: Network,
  batch: Batch,
  memory: ErrorMemory | undefined,
  observer: StepObserver = {},
  part?: Part,
): Scalar {
  return tidy(() => {
    let loss: Scalar | undefined;
    const early = memory?.signal(batch);
    const y = passBatch(net, guideOf(net, part), batch, early, {
      ...visitorOf(net, observer),
      loss: (reported) => {
        loss = reported;
        return [reported];
      },
    });
    memory?.write(batch, y);
    observer.output?.(batch, y);
    return loss ?? net.head.report({ y, z: undefined }, batch.target);
  });
}
