/** The steps of a pipeline's last stage, which is the run's own worker: what it waits for, before and after. */
import type { Events } from '../../run/events';
import { at, type RunState } from '../../run/state';
import { beginBatch, type StepDetails } from '../batch';
import type { LockedTop, Pipeline } from './crew';
import type { Wait } from './words';

/** Waits until another stage is as far, and reports progress meanwhile. */
export async function* waitForStages(
  run: RunState,
  pipeline: Pipeline,
  due: () => Wait | undefined,
  details: StepDetails = {},
): Events<void> {
  const { budget } = run;
  for (let wait = due(); wait && !pipeline.lost(); wait = due()) {
    await pipeline.wait(wait);
    budget.count(0);
    while (budget.exhausted()) budget.set(yield { type: 'progress', ...at(run), ...details });
  }
}

/** The forward pass of the last stage under update locking, as its micro-batches come. */
async function* forwardLocked(
  run: RunState,
  pipeline: Pipeline,
  locked: LockedTop,
  places: Uint32Array,
): Events<void> {
  const { lane } = run;
  const step = run.step + 1;
  for (const [m, rows] of locked.microBatches(places.length).entries()) {
    yield* waitForStages(run, pipeline, () => locked.awaited(step, m, places.length));
    if (pipeline.lost()) return;
    if (m > 0) lane?.mark(pipeline.part.from, 'wait');
    locked.forward(step, places, rows, lane ? { mark: lane.mark } : {});
  }
}

/** Waits for a batch and begins it; under update locking up to the last stage's output. Returns early where a stage was lost. */
export async function* beginStep(
  run: RunState,
  pipeline: Pipeline,
  epoch: number,
  batch: number,
  places: Uint32Array,
): Events<void> {
  yield* waitForStages(run, pipeline, () => pipeline.awaited(run.step + 1, places.length));
  if (pipeline.lost()) return;
  beginBatch(run, epoch, batch);
  if (pipeline.locked) yield* forwardLocked(run, pipeline, pipeline.locked, places);
}

/** Notes that a step is done, with the gradients that are watched: under update locking the stages below compute theirs last. */
export async function* endStep(
  run: RunState,
  pipeline: Pipeline,
  epoch: number,
  batch: number,
  places: Uint32Array,
  details: StepDetails,
): Events<void> {
  const { locked } = pipeline;
  if (locked && run.spec.measures.includes('watch'))
    yield* waitForStages(run, pipeline, () => locked.awaitedUpdates(run.step), details);
  if (!pipeline.lost()) pipeline.done(run.step, epoch, batch, places);
}
