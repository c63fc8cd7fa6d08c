/**
 * A training run as an asynchronous generator of plain events. It knows no device, thread or page:
 * worker, command line and tests drive it alike, and whoever stops asking pauses it. When events are
 * asked for never changes what is computed, so a curve depends on configuration, seed and backend only.
 */
import { tidy } from '@tensorflow/tfjs-core';
import '../ops';
import { disposeBatch } from '../batches';
import type { Dataset } from '../dataset';
import { predict } from '../evaluate';
import { runsAlone, trainBatch } from './batch';
import { divergence, newlyDead } from './checks';
import { type EpochResult, endEpoch, sampleEvent, sampleIsDue, summaryEvent } from './epochEnd';
import type { EpochEvent, ProgressEvent, RunEvent } from './events';
import { type Inspection, type InspectRequest, inspect } from './inspect';
import { type Limit, now } from './pace';
import type { RunSpec } from './spec';
import {
  at,
  batchOf,
  createRun,
  disposeRun,
  epochOrder,
  noteVisits,
  prepareKernels,
  type Run,
  type RunOptions,
  renewFeedback,
} from './state';

type Events<T> = AsyncGenerator<RunEvent, T, Limit | undefined>;

async function* tellMeasures(run: Run, epoch: number): Events<void> {
  if (!run.probe) return;
  const { pace } = run;
  const from = now();
  const values = await run.probe.take();
  const seconds = (now() - from) / 1000;
  pace.set(yield { type: 'measures', ...at(run), epoch, seconds, values });
}

/** Fills the memories with the errors of the first epoch's batches; nothing learns. */
async function* inferenceEpoch(run: Run): Events<void> {
  const { config, net, memories, pace, stepsPerEpoch } = run;
  if (config.errorInit !== 'inference-epoch') return;
  const kept = [memories.own, memories.plain].flatMap((memory) => memory ?? []);
  if (kept.length === 0) return;
  const order = epochOrder(run, 1);
  for (let b = 1; b <= stepsPerEpoch; b++) {
    while (pace.spent()) pace.set(yield { type: 'progress', ...at(run) });
    const batch = batchOf(run, order, b);
    const y = tidy(() => predict(net, batch.x));
    for (const memory of kept) memory.write(batch, y);
    noteVisits(run, order, b, 0);
    // Waits for the device now and then, so that a limit of time means something there.
    if (run.lossPoints.has(b)) await y.data();
    y.dispose();
    disposeBatch(batch);
    pace.count(0);
  }
  for (const memory of kept) memory.endEpoch(order);
}

/** How much of a full batch is batch b (1, 2, …) of an epoch of so many samples. */
function batchWeights(batchSize: number, samples: number): (b: number) => number {
  const full = Math.min(batchSize, samples);
  return (b) => Math.min(full, samples - (b - 1) * full) / full;
}

/**
 * Mean over samples of losses that are means over a batch each; the last batch of an epoch may be smaller.
 * @param first their first batch (1, 2, …)
 * @returns their sum too, in full batches, and how many of those they come to
 */
function pooled(losses: Float32Array, first: number, weightOf: (b: number) => number) {
  let [sum, weight] = [0, 0];
  for (const [i, loss] of losses.entries()) {
    const own = weightOf(first + i);
    sum += loss * own;
    weight += own;
  }
  return { sum, weight, mean: sum / weight };
}

/** One pass over the training set; a divergence ends it early. */
async function* trainEpoch(run: Run, epoch: number): Events<EpochResult> {
  const { config, net, pace, record, stepsPerEpoch, stopwatch } = run;
  const order = epochOrder(run, epoch);
  net.beginEpoch(epoch);
  run.stuck.begin();
  const weightOf = batchWeights(config.batchSize, order.length);
  let [total, weight, seconds] = [0, 0, 0];
  let told: Pick<ProgressEvent, 'batchLoss' | 'moved'> = {};
  for (let b = 1; b <= stepsPerEpoch; b++) {
    while (pace.spent()) pace.set(yield { type: 'progress', ...at(run), ...told });
    const alone = await runsAlone(run);
    const from = now();
    renewFeedback(run, epoch, b === 1);
    const { read, ...batch } = await trainBatch(run, order, b, from);
    told = batch;
    const point = run.lossPoints.has(b) ? await record.take() : undefined;
    const spent = (now() - from) / 1000;
    seconds += spent;
    if (alone) stopwatch.add(spent, weightOf(b), read || point !== undefined);
    if (point) {
      const count = point.losses.length;
      const diverged = divergence(run, point, run.step - count);
      if (diverged) return { event: diverged };
      const { sum, weight: own, mean } = pooled(point.losses, b - count + 1, weightOf);
      total += sum;
      weight += own;
      pace.set(yield { type: 'loss', ...at(run), trainingLoss: mean });
      for (const event of newlyDead(run, point, run.step - count)) pace.set(yield event);
    }
    if (sampleIsDue(run, b)) pace.set(yield await sampleEvent(run));
  }
  run.memories.own?.endEpoch(order);
  run.memories.plain?.endEpoch(order);
  return endEpoch(run, epoch, total / weight, { seconds, alone: stopwatch.take(weight) });
}

async function* trainRun(run: Run): Events<void> {
  const { config, net, pace, stepsPerEpoch } = run;
  pace.set(yield { type: 'started', ...at(run), stepsPerEpoch, parameters: net.parameters });
  if (run.samplePoints.size > 0) pace.set(yield await sampleEvent(run));
  yield* inferenceEpoch(run);
  yield* tellMeasures(run, 0);
  const done: EpochEvent[] = [];
  for (let epoch = 1; epoch <= config.epochs; epoch++) {
    const { event, predictions, news } = yield* trainEpoch(run, epoch);
    if (event.type === 'diverged') {
      yield event;
      return;
    }
    done.push(event);
    pace.set(yield event);
    if (news) pace.set(yield news);
    if (predictions) pace.set(yield predictions);
    yield* tellMeasures(run, epoch);
  }
  const summary = summaryEvent(done);
  if (summary) yield summary;
}

/** A run that can be looked into between its events. */
export interface Training {
  /**
   * A loss that is not a number ends it with a `diverged` event. All tensors go when it ends, also when it is
   * left in the middle; after its last event it stands still until it is asked once more.
   */
  readonly events: Events<void>;
  /** Undefined before the first event and when the run has ended. */
  readonly inspect: (request: InspectRequest) => Promise<Inspection | undefined>;
}

export function createTraining(config: RunSpec, data: Dataset, options: RunOptions = {}): Training {
  let run: Run | undefined;
  async function* events(): Events<void> {
    await prepareKernels(config, options);
    const own = createRun(config, data, options);
    run = own;
    try {
      yield* trainRun(own);
    } finally {
      run = undefined;
      disposeRun(own);
    }
  }
  return { events: events(), inspect: async (request) => run && inspect(run, request) };
}

/** The events of a run alone. */
export function train(config: RunSpec, data: Dataset, options: RunOptions = {}): Events<void> {
  return createTraining(config, data, options).events;
}
