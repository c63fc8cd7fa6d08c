/** Trains on one batch. */
import { type Tensor2D, memory as tensorMemory, tidy } from '@tensorflow/tfjs-core';
import { trainStep } from '../passes/step';
import type { ProgressEvent } from '../run/events';
import type { RunState } from '../run/state';
import { disposeBatch } from '../samples/batches';
import { now } from './clock';
import { movement } from './movement';
import { batchOf, noteVisits } from './order';

/** The results of a step, apart from the new weights. */
interface Trained extends Pick<ProgressEvent, 'batchLoss' | 'moved'> {
  /** The loss was read back, so the step has finished even on a backend that queues work. */
  readonly read: boolean;
}

/**
 * Trains on the samples at these indices of the training set. Reads back the loss only where step details were requested
 * or the step is timed, and the weight change only with step details.
 * @param first whether it is the first batch of its epoch
 * @param from start of the step, milliseconds
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
  // A copy, because kernels update weights in place.
  const before = budget.wantsStepDetails()
    ? net.layers.map(({ weights }) => tidy(() => weights.mul(1) as Tensor2D))
    : undefined;
  // Every full batch holds the same number of bytes, so one per epoch is measured.
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

/** Returns a callback that records the step's peak memory in `run.heldBytes`: activations and deltas, in bytes. */
function watchHeld(run: RunState): () => void {
  const before = tensorMemory().numBytes;
  run.heldBytes = 0;
  return () => {
    run.heldBytes = Math.max(run.heldBytes, tensorMemory().numBytes - before);
  };
}
