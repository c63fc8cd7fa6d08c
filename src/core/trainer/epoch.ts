/** Trains one epoch and yields its events. */
import { tidy } from '@tensorflow/tfjs-core';
import '../ops';
import { rowNorms } from '../errorMemory/stored';
import type { Events, ProgressEvent } from '../run/events';
import { renewFeedback } from '../run/feedback';
import { at, type RunState } from '../run/state';
import { disposeBatch } from '../samples/batches';
import { trainBatch } from './batch';
import { divergence, newlyDead } from './checks';
import { now } from './clock';
import { type EpochResult, endEpoch, sampleEvent, sampleIsDue } from './epochEnd';
import { predict } from './evaluate';
import { batchOf, epochOrder, noteVisits } from './order';
import { batchWeights, pooled } from './pooled';
import { prepareTiming } from './stepTiming';

/** The batches of an epoch, from 1, after which one of `n` evenly spaced points is due. */
function evenlySpaced(n: number, steps: number): ReadonlySet<number> {
  return new Set(Array.from({ length: n }, (_, k) => Math.ceil(((k + 1) * steps) / n)));
}

/** The batches after which the training loss is reported. */
const lossPoints = ({ options }: RunState, steps: number): ReadonlySet<number> =>
  evenlySpaced(options.lossPointsPerEpoch ?? 20, steps);

/** Forward passes over the first epoch's batches, without updates, to fill the error memories. */
export async function* inferenceEpoch(run: RunState): Events<void> {
  const { spec, net, memories, budget } = run;
  if (spec.errorInit !== 'inference-epoch') return;
  const kept = [memories.own, memories.plain].flatMap((memory) => memory ?? []);
  if (kept.length === 0) return;
  const { batches, visited } = epochOrder(run, 1);
  const lossAt = lossPoints(run, batches.length);
  for (const [i, places] of batches.entries()) {
    while (budget.exhausted()) budget.set(yield { type: 'progress', ...at(run) });
    const batch = batchOf(run, places);
    const y = tidy(() => predict(net, batch.x));
    for (const memory of kept) memory.write(batch, y);
    noteVisits(run, places, 0);
    // Synchronizes with the device now and then: otherwise queued work would escape the time limit.
    if (lossAt.has(i + 1)) await y.data();
    y.dispose();
    disposeBatch(batch);
    budget.count(0);
  }
  for (const memory of kept) memory.endEpoch(visited);
}

/** Completes the memories' epoch; the sizes that the first one leaves are kept for comparison. */
async function endMemories(run: RunState, epoch: number, visited: Uint32Array): Promise<void> {
  const { own, plain } = run.memories;
  for (const memory of [own, plain]) memory?.endEpoch(visited);
  if (epoch === 1 && own) run.firstSizes = await rowNorms(own, run.sampler.train);
}

/** Trains on all batches of an epoch; returns early on divergence. */
export async function* trainEpoch(run: RunState, epoch: number): Events<EpochResult> {
  const { net, budget, record, stopwatch, options } = run;
  const order = epochOrder(run, epoch);
  const steps = order.batches.length;
  const lossAt = lossPoints(run, steps);
  const sampleAt = evenlySpaced(options.samplesPerEpoch ?? 0, steps);
  net.beginEpoch(epoch);
  run.stuck.begin();
  const weightOf = batchWeights(order);
  let [total, weight, seconds] = [0, 0, 0];
  let details: Pick<ProgressEvent, 'batchLoss' | 'moved'> = {};
  for (const [i, places] of order.batches.entries()) {
    const b = i + 1;
    while (budget.exhausted()) budget.set(yield { type: 'progress', ...at(run), ...details });
    if (options.beforeBatch) await options.beforeBatch(run, places);
    const timed = await prepareTiming(run);
    const from = now();
    renewFeedback(run, epoch, b === 1);
    const { read, ...batch } = await trainBatch(run, places, epoch, b === 1, from);
    details = batch;
    const point = lossAt.has(b) ? await record.take() : undefined;
    const spent = (now() - from) / 1000;
    seconds += spent;
    if (timed) stopwatch.add(spent, weightOf(b), read || point !== undefined);
    if (point) {
      const count = point.losses.length;
      const diverged = divergence(run, point, run.step - count);
      if (diverged) return { event: diverged };
      const dead = newlyDead(run, point, run.step - count);
      const { sum, weight: own, mean } = pooled(point.losses, b - count + 1, weightOf);
      total += sum;
      weight += own;
      budget.set(yield { type: 'loss', ...at(run), trainingLoss: mean });
      for (const event of dead) budget.set(yield event);
    }
    if (b < steps && sampleAt.has(b) && sampleIsDue(run)) budget.set(yield await sampleEvent(run));
  }
  await endMemories(run, epoch, order.visited);
  return endEpoch(run, epoch, total / weight, { seconds, alone: stopwatch.take(weight) });
}
