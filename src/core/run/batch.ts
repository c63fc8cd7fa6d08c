/** One batch of a run, and what is watched of it. */
import { slice, type Tensor2D, memory as tensorMemory, tidy } from '@tensorflow/tfjs-core';
import { disposeBatch } from '../batches';
import type { Dense } from '../layers/dense';
import { rootMean } from '../measures/norms';
import { readAll } from '../measures/read';
import { trainStep } from '../passes/step';
import type { ProgressEvent } from './events';
import { batchOf, noteVisits } from './order';
import { now } from './pace';
import type { RunState } from './state';

/** What a batch's training leaves besides the weights. */
interface Trained extends Pick<ProgressEvent, 'batchLoss' | 'moved'> {
  /** It was read back: the batch is really done, also where a device works off a queue. */
  readonly read: boolean;
}

/** ‖ΔW_i‖ and ‖W_i‖. @param before W_1 … W_K from before the update; they are disposed */
async function movement(
  { net }: RunState,
  before: readonly Tensor2D[],
): Promise<NonNullable<ProgressEvent['moved']>> {
  const values = await readAll(() => [
    ...net.layers.map(({ W }, i) => rootMean(W.sub(before[i] as Tensor2D))),
    ...before.map((W) => rootMean(W)),
  ]);
  for (const W of before) W.dispose();
  return { by: values.slice(0, before.length), of: values.slice(before.length) };
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
  const { net, memories, record, pace, stopwatch } = run;
  const batch = batchOf(run, places);
  // Kernels change weights in place: what they were is copied.
  const before = pace.looking() ? net.layers.map(({ W }) => tidy(() => W.mul(1) as Tensor2D)) : undefined;
  // What a step holds is the same for every full batch: one is watched in each epoch.
  const observer = first ? { ...run.observer, held: watchHeld(run) } : run.observer;
  const loss = trainStep(net, batch, memories.own, observer);
  run.step += 1;
  run.epoch = epoch;
  noteVisits(run, places, epoch);
  pace.count();
  record.addLoss(loss);
  const read = before !== undefined || (pace.alone() && stopwatch.due((now() - from) / 1000));
  const [value] = read ? await loss.data() : [];
  disposeBatch(batch);
  loss.dispose();
  if (!before || value === undefined) return { read };
  return { read, batchLoss: value, moved: await movement(run, before) };
}

/** Whether nothing else computes during the next step; then what was asked of the backend before is waited for. */
export async function runsAlone(run: RunState): Promise<boolean> {
  const { pace, stopwatch } = run;
  if (!pace.alone()) {
    stopwatch.interrupt();
    return false;
  }
  if (stopwatch.start()) await settled(run);
  return true;
}

/** All that was asked of the backend is done. */
export async function settled({ net }: RunState): Promise<void> {
  const { W } = net.layers[net.layers.length - 1] as Dense;
  const corner = slice(W, [0, 0], [1, 1]);
  await corner.data();
  corner.dispose();
}

/** Notes the most bytes of activations and deltas that a step holds beyond what was there before it. */
function watchHeld(run: RunState): () => void {
  const before = tensorMemory().numBytes;
  run.heldBytes = 0;
  return () => {
    run.heldBytes = Math.max(run.heldBytes, tensorMemory().numBytes - before);
  };
}
