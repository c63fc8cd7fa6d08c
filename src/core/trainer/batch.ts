/** Trains on one batch. */
import { type Scalar, type Tensor2D, memory as tensorMemory, tidy } from '@tensorflow/tfjs-core';
import type { QueuedLoss } from '../kernels';
import { type StepObserver, trainStep } from '../passes/step';
import type { ProgressEvent } from '../run/events';
import { renewFeedback } from '../run/feedback';
import type { RunState } from '../run/state';
import { type Batch, batchSource, disposeBatch } from '../samples/batches';
import { now } from './clock';
import { movement } from './movement';
import { noteVisits } from './order';

/** What a step tells if it is asked. */
export type StepDetails = Pick<ProgressEvent, 'batchLoss' | 'moved'>;

/** The results of a step, apart from the new weights. */
interface Trained extends StepDetails {
  /** The loss was read back, so the step has finished even on a backend that queues work. */
  readonly read: boolean;
}

/** Call before a batch. @param batch from 0, in the epoch */
export function beginBatch(run: RunState, epoch: number, batch: number): void {
  renewFeedback(run, epoch, batch === 0);
  run.lane?.begin(epoch, batch);
}

/** The loss. A step in which nobody looks at single layers may be the repetition of another. */
function step(run: RunState, places: Uint32Array, observer: StepObserver): Scalar | QueuedLoss {
  const { net, data, memories, pipeline } = run;
  if (pipeline?.locked) return pipeline.locked.learn(run.step + 1, places, observer);
  const source =
    pipeline?.source(run.step + 1, places) ?? batchSource(data, data.train, places, net.kernels.standardise);
  const plain = (batch: Batch): Scalar => trainStep(net, batch, memories.own, observer, pipeline?.part);
  if (net.tape && !observer.gradients && !observer.held) return net.tape.step(source, plain);
  const batch = source.make();
  const loss = plain(batch);
  disposeBatch(batch);
  return loss;
}

/**
 * Trains on the samples at these indices of the training set. Reads back the loss only where step details were requested
 * or the step is timed, and the weight change only with step details.
 * @param first whether it is the first batch of its epoch
 * @param began milliseconds
 */
export async function trainBatch(
  run: RunState,
  places: Uint32Array,
  epoch: number,
  first: boolean,
  began: number,
): Promise<Trained> {
  const { net, record, budget, stopwatch, pipeline } = run;
  noteVisits(run, places, epoch);
  // A copy, because kernels update weights in place. Those of other stages are elsewhere.
  const from = pipeline?.part.from ?? 0;
  const before = budget.wantsStepDetails()
    ? net.layers.slice(from).map(({ weights }) => tidy(() => weights.mul(1) as Tensor2D))
    : undefined;
  // Every full batch holds the same number of bytes, so one per epoch is measured.
  const marking = run.lane ? { ...run.observer, mark: run.lane.mark } : run.observer;
  const observer = first ? { ...marking, held: watchHeld(run) } : marking;
  const loss = step(run, places, observer);
  run.memories.own?.arrive?.(places);
  run.step += 1;
  run.epoch = epoch;
  budget.count();
  record.addLoss(loss);
  const behind = net.tape?.behind?.();
  if (behind) await behind;
  const read = before !== undefined || (budget.exclusive() && stopwatch.due((now() - began) / 1000));
  const [value] = read ? await loss.data() : [];
  if (!before || value === undefined) return { read };
  return { read, batchLoss: value, moved: await movement(run, before) };
}

/** Returns a callback that records the step's peak memory in `run.heldBytes`: activations and deltas, in bytes. */
function watchHeld(run: RunState): () => void {
  const before = run.pipeline?.locked?.bytesBefore() ?? tensorMemory().numBytes;
  run.heldBytes = 0;
  return () => {
    run.heldBytes = Math.max(run.heldBytes, tensorMemory().numBytes - before);
  };
}
