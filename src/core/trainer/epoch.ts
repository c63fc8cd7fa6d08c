/** One epoch: batch by batch, with what is told on the way. */
import { tidy } from '@tensorflow/tfjs-core';
import '../ops';
import type { Events, ProgressEvent } from '../run/events';
import { renewFeedback } from '../run/feedback';
import { at, type RunState } from '../run/state';
import { disposeBatch } from '../samples/batches';
import { runsAlone } from './alone';
import { trainBatch } from './batch';
import { divergence, newlyDead } from './checks';
import { type EpochResult, endEpoch, sampleEvent, sampleIsDue } from './epochEnd';
import { predict } from './evaluate';
import { batchOf, epochOrder, noteVisits } from './order';
import { now, points } from './pace';
import { batchWeights, pooled } from './pooled';

/** After which batches of an epoch the training loss is told. */
const lossPoints = ({ options }: RunState, steps: number): ReadonlySet<number> =>
  points(options.lossPointsPerEpoch ?? 20, steps);

/** Fills the memories with the errors of the first epoch's batches; nothing learns. */
export async function* inferenceEpoch(run: RunState): Events<void> {
  const { spec, net, memories, pace } = run;
  if (spec.errorInit !== 'inference-epoch') return;
  const kept = [memories.own, memories.plain].flatMap((memory) => memory ?? []);
  if (kept.length === 0) return;
  const { batches, visited } = epochOrder(run, 1);
  const readAt = lossPoints(run, batches.length);
  for (const [i, places] of batches.entries()) {
    while (pace.spent()) pace.set(yield { type: 'progress', ...at(run) });
    const batch = batchOf(run, places);
    const y = tidy(() => predict(net, batch.x));
    for (const memory of kept) memory.write(batch, y);
    noteVisits(run, places, 0);
    // Waits for the device now and then, so that a limit of time means something there.
    if (readAt.has(i + 1)) await y.data();
    y.dispose();
    disposeBatch(batch);
    pace.count(0);
  }
  for (const memory of kept) memory.endEpoch(visited);
}

/** One pass over the training set; a divergence ends it early. */
export async function* trainEpoch(run: RunState, epoch: number): Events<EpochResult> {
  const { net, pace, record, stopwatch, options } = run;
  const order = epochOrder(run, epoch);
  const steps = order.batches.length;
  const tellAt = lossPoints(run, steps);
  const sampleAt = points(options.samplesPerEpoch ?? 0, steps);
  net.beginEpoch(epoch);
  run.stuck.begin();
  const weightOf = batchWeights(order);
  let [total, weight, seconds] = [0, 0, 0];
  let told: Pick<ProgressEvent, 'batchLoss' | 'moved'> = {};
  for (const [i, places] of order.batches.entries()) {
    const b = i + 1;
    while (pace.spent()) pace.set(yield { type: 'progress', ...at(run), ...told });
    if (options.beforeBatch) await options.beforeBatch(run, places);
    const alone = await runsAlone(run);
    const from = now();
    renewFeedback(run, epoch, b === 1);
    const { read, ...batch } = await trainBatch(run, places, epoch, b === 1, from);
    told = batch;
    const point = tellAt.has(b) ? await record.take() : undefined;
    const spent = (now() - from) / 1000;
    seconds += spent;
    if (alone) stopwatch.add(spent, weightOf(b), read || point !== undefined);
    if (point) {
      const count = point.losses.length;
      const diverged = divergence(run, point, run.step - count);
      if (diverged) return { event: diverged };
      const dead = newlyDead(run, point, run.step - count);
      const { sum, weight: own, mean } = pooled(point.losses, b - count + 1, weightOf);
      total += sum;
      weight += own;
      pace.set(yield { type: 'loss', ...at(run), trainingLoss: mean });
      for (const event of dead) pace.set(yield event);
    }
    if (b < steps && sampleAt.has(b) && sampleIsDue(run)) pace.set(yield await sampleEvent(run));
  }
  for (const memory of [run.memories.own, run.memories.plain]) memory?.endEpoch(order.visited);
  return endEpoch(run, epoch, total / weight, { seconds, alone: stopwatch.take(weight) });
}
