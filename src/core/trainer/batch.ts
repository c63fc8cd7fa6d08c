/** One batch of a run, and what is watched of it. */
import { type Tensor2D, memory as tensorMemory, tidy } from '@tensorflow/tfjs-core';
import { trainStep } from '../passes/step';
import type { ProgressEvent } from '../run/events';
import type { RunState } from '../run/state';
import { disposeBatch } from '../samples/batches';
import { now } from './clock';
import { movement } from './movement';
import { batchOf, noteVisits } from './order';

/** What a batch's training leaves besides the weights. */
interface Trained extends Pick<ProgressEvent, 'batchLoss' | 'moved'> {
  /** It was read back: the batch is really done, also where a device works off a queue. */
  readonly read: boolean;
}

/**
 * Trains on the samples at these places. What it did is read back only when someone looks at single steps; its loss also
 * where it is timed.
 * @param first of its epoch
 * @param from when the step began, in milliseconds
 */
export async function trainBatch(
  run: RunState,
  places: Uint32Array,
  epoch: number,
  first: boolean,
  from: number,
): Promise<Trained> {
  const { net, memories, record, budget, stopwatch } = run;
  const batch = batchOf(run, places);
  noteVisits(run, places, epoch);
  // Kernels change weights in place: what they were is copied.
  const before = budget.wantsStepDetails()
    ? net.layers.map(({ weights }) => tidy(() => weights.mul(1) as Tensor2D))
    : undefined;
  // What a step holds is the same for every full batch: one is watched in each epoch.
  const observer = first ? { ...run.observer, held: watchHeld(run) } : run.observer;
  const loss = trainStep(net, batch, memories.own, observer);
  run.step += 1;
  run.epoch = epoch;
  budget.count();
  record.addLoss(loss);
  const read = before !== undefined || (budget.exclusive() && stopwatch.due((now() - from) / 1000));
  const [value] = read ? await loss.data() : [];
  disposeBatch(batch);
  loss.dispose();
  if (!before || value === undefined) return { read };
  return { read, batchLoss: value, moved: await movement(run, before) };
}

/** Notes the most bytes of activations and deltas that a step holds beyond what was there before it. */
function watchHeld(run: RunState): () => void {
  const before = tensorMemory().numBytes;
  run.heldBytes = 0;
  return () => {
    run.heldBytes = Math.max(run.heldBytes, tensorMemory().numBytes - before);
  };
}
