/** Trains one epoch and yields its events. */
import { tidy } from '@tensorflow/tfjs-core';
import '../ops';
import { rowNorms } from '../errorMemory/stored';
import type { DivergedEvent, Events, TraceEvent } from '../run/events';
import { at, type RunState } from '../run/state';
import { disposeBatch } from '../samples/batches';
import { beginBatch, type StepDetails, trainBatch } from './batch';
import { divergence, newlyDead } from './checks';
import { now } from './clock';
import { type EpochResult, endEpoch, sampleEvent, sampleIsDue } from './epochEnd';
import { predict } from './evaluate';
import { batchOf, epochOrder, noteVisits } from './order';
import { beginStep, endStep, waitForStages } from './pipeline/lastStage';
import type { EpochOrder } from './places';
import { batchWeights, pooled } from './pooled';
import type { BatchReading } from './record';
import { prepareTiming } from './timing/stepTiming';
import { halfOf, readLanes, runLaneOf } from './timing/trace';
import { worksAlone } from './timing/works';

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
  for (const memory of kept) {
    memory.settle?.();
    memory.endEpoch(visited);
  }
}

/** Completes the memories' epoch; the sizes that the first one leaves are kept for comparison. */
async function endMemories(run: RunState, epoch: number, visited: Uint32Array): Promise<void> {
  const { own, plain } = run.memories;
  for (const memory of [own, plain]) memory?.endEpoch(visited);
  if (epoch === 1 && own) run.firstSizes = await rowNorms(own, run.sampler.train);
}

/** What an epoch's batches came to. */
interface Tally {
  total: number;
  weight: number;
  seconds: number;
  /** Steps taken while no other run computed. */
  exclusive: number;
  /** Batches whose loss was reported: after a stage was lost, the epoch begins again. */
  reported: number;
}

/** The losses since the last report. @param b the batch, from 1 */
async function* report(
  run: RunState,
  tally: Tally,
  b: number,
  weightOf: (batch: number) => number,
  point: BatchReading,
): Events<DivergedEvent | undefined> {
  const { budget } = run;
  const count = point.losses.length;
  const diverged = divergence(run, point, run.step - count);
  if (diverged) return diverged;
  const dead = newlyDead(run, point, run.step - count);
  const { sum, weight, mean } = pooled(point.losses, b - count + 1, weightOf);
  tally.total += sum;
  tally.weight += weight;
  if (b <= tally.reported) return undefined;
  tally.reported = b;
  budget.set(yield { type: 'loss', ...at(run), trainingLoss: mean });
  for (const event of dead) budget.set(yield event);
  return undefined;
}

/** Trains on all batches of an epoch; returns early on divergence, or where a stage was lost. */
async function* trainBatches(
  run: RunState,
  epoch: number,
  order: EpochOrder,
  tally: Tally,
): Events<DivergedEvent | undefined> {
  const { batches } = order;
  const { budget, record, stopwatch, options, pipeline, lane } = run;
  const lossAt = lossPoints(run, batches.length);
  const sampleAt = evenlySpaced(pipeline ? 0 : (options.samplesPerEpoch ?? 0), batches.length);
  const weightOf = batchWeights(order);
  Object.assign(tally, { total: 0, weight: 0 });
  let details: StepDetails = {};
  lane?.ready(epoch);
  for (const [i, places] of batches.entries()) {
    const b = i + 1;
    while (budget.exhausted()) budget.set(yield { type: 'progress', ...at(run), ...details });
    if (options.beforeBatch) await options.beforeBatch(run, places);
    const timed = await prepareTiming(run);
    if (timed) tally.exclusive += 1;
    const from = now();
    if (pipeline) yield* beginStep(run, pipeline, epoch, i, places);
    else beginBatch(run, epoch, i);
    if (pipeline?.lost()) return undefined;
    const { read, ...batch } = await trainBatch(run, places, epoch, b === 1, from);
    details = batch;
    if (pipeline) yield* endStep(run, pipeline, epoch, i, places, details);
    if (pipeline?.lost()) return undefined;
    const point = lossAt.has(b) ? await record.take() : undefined;
    const spent = (now() - from) / 1000;
    tally.seconds += spent;
    if (timed) stopwatch.add(spent, weightOf(b), read || point !== undefined);
    const diverged = point && (yield* report(run, tally, b, weightOf, point));
    if (diverged) return diverged;
    if (b < batches.length && sampleAt.has(b) && sampleIsDue(run)) budget.set(yield await sampleEvent(run));
  }
  if (pipeline) yield* waitForStages(run, pipeline, () => pipeline.awaitedEnd(epoch), details);
  return undefined;
}

/** Stages lost in one epoch, after which a run goes on without them. */
const MOST_LOST = 3;

/** Trains on all batches of an epoch, again from its beginning where a stage was lost. */
async function* trainAll(
  run: RunState,
  epoch: number,
  order: EpochOrder,
  tally: Tally,
): Events<DivergedEvent | undefined> {
  for (let lost = 1; ; lost++) {
    const { pipeline } = run;
    await pipeline?.begin(epoch);
    if (pipeline) yield* waitForStages(run, pipeline, pipeline.awaitedStart);
    const diverged = yield* trainBatches(run, epoch, order, tally);
    const stage = run.pipeline?.lost();
    if (!stage || diverged) return diverged;
    run.pipeline?.restart();
    const alone = lost >= MOST_LOST;
    if (alone) {
      run.pipeline = undefined;
      // All layers are trained, and timed, here from now on.
      run.lane = runLaneOf(worksAlone(run.net), run.options.traceClock);
    }
    run.budget.set(yield { type: 'stage-lost', ...at(run), epoch, ...stage, alone });
  }
}

/** Trains on all batches of an epoch; returns early on divergence. */
export async function* trainEpoch(run: RunState, epoch: number): Events<EpochResult> {
  const { net, stopwatch } = run;
  const order = epochOrder(run, epoch);
  net.beginEpoch(epoch);
  run.stuck.begin();
  const tally: Tally = { total: 0, weight: 0, seconds: 0, exclusive: 0, reported: 0 };
  const diverged = yield* trainAll(run, epoch, order, tally);
  if (diverged) return { event: diverged };
  if (run.pipeline) run.heldBytes += run.pipeline.heldBytes();
  run.pipeline?.gather(epoch);
  await endMemories(run, epoch, order.visited);
  const { total, weight, seconds } = tally;
  const estimate = stopwatch.take(weight);
  // The last stage's fastest steps only take what the others have ready.
  const whole = tally.exclusive === order.batches.length ? seconds : undefined;
  return endEpoch(run, epoch, total / weight, { seconds, alone: run.pipeline ? whole : estimate });
}

/** The timeline of an epoch's first batches; undefined unless it was asked for. */
export function traceEvent(run: RunState, epoch: number): TraceEvent | undefined {
  const { net, lane, pipeline, options } = run;
  if (!lane || !options.traceClock) return undefined;
  const times = [...(pipeline?.times() ?? []).map((own) => halfOf(own, epoch)), lane.times(epoch)];
  const works = pipeline?.works ?? [worksAlone(net)];
  return { type: 'trace', ...at(run), epoch, ...readLanes(times, works, lane.readyAt(epoch)) };
}
