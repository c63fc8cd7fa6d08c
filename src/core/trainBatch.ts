/** One batch of a run, and what is watched of it. */
import { slice, memory as tensorMemory } from '@tensorflow/tfjs-core';
import { disposeBatch } from './batches';
import type { Dense } from './layers/dense';
import { now } from './pace';
import { batchOf, type Run } from './runState';
import { trainStep } from './step';

/** What a batch's training leaves besides the weights. */
interface Trained {
  readonly loss?: number;
  /** It was read back: the batch is really done, also where a device works off a queue. */
  readonly read: boolean;
}

/**
 * Trains on batch `b` of the epoch; its loss is read back only when someone goes step by step, or times it.
 * @param from when the step began, in milliseconds
 */
export async function trainBatch(run: Run, order: Uint32Array, b: number, from: number): Promise<Trained> {
  const { net, memories, record, pace, stopwatch } = run;
  const batch = batchOf(run, order, b);
  // What a step holds is the same for every full batch: one is watched in each epoch.
  const observer = b === 1 ? { ...run.observer, held: watchHeld(run) } : run.observer;
  const loss = trainStep(net, batch, memories.own, observer);
  run.step += 1;
  pace.count();
  record.addLoss(loss);
  const read = pace.stepping() || (pace.alone() && stopwatch.due((now() - from) / 1000));
  const [value] = read ? await loss.data() : [];
  disposeBatch(batch);
  loss.dispose();
  return { read, ...(pace.stepping() && value !== undefined ? { loss: value } : {}) };
}

/** Whether nothing else computes during the next step; then what was asked of the backend before is waited for. */
export async function runsAlone({ net, pace, stopwatch }: Run): Promise<boolean> {
  if (!pace.alone()) {
    stopwatch.interrupt();
    return false;
  }
  if (!stopwatch.start()) return true;
  const { W } = net.layers[net.layers.length - 1] as Dense;
  const corner = slice(W, [0, 0], [1, 1]);
  await corner.data();
  corner.dispose();
  return true;
}

/** Notes the most bytes of activations and deltas that a step holds beyond what was there before it. */
function watchHeld(run: Run): () => void {
  const before = tensorMemory().numBytes;
  run.heldBytes = 0;
  return () => {
    run.heldBytes = Math.max(run.heldBytes, tensorMemory().numBytes - before);
  };
}
