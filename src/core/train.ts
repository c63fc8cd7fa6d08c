/**
 * A training run as an asynchronous generator of plain events. It knows no device, thread or page:
 * worker, command line and tests drive it alike, and whoever stops asking pauses it. When events are
 * asked for never changes what is computed, so a curve depends on configuration, seed and backend only.
 */
import { memory as tensorMemory, tidy } from '@tensorflow/tfjs-core';
import './ops';
import { type Batch, gatherBatch, gatherTargets } from './batches';
import type { Dataset } from './dataset';
import { evaluate, predict } from './evaluate';
import { drawFeedback, feedbackChange } from './feedbackWeights';
import { alignedFeedback } from './forwardPath';
import { measures } from './measures';
import { createErrorMemory, type ErrorInformation, informationOf, plainErrors } from './memory';
import { createNetwork, feedbackTensors, type Kernels, type Network } from './network';
import { createPace, type Limit, now, type Pace, points } from './pace';
import { createProbe, type Memories, needsErrors, type Probe } from './probe';
import { type BatchReading, type BatchRecord, createBatchRecord } from './record';
import { createStream } from './rng';
import type { DeadEvent, DivergedEvent, EpochEvent, RunConfig, RunEvent } from './run';
import { type StepObserver, trainStep } from './step';

export interface TrainOptions {
  readonly kernels?: Kernels;
  /** Points of the training loss in each epoch, at fixed steps. */
  readonly lossPointsPerEpoch?: number;
  /** Evaluations of a fixed test sample inside each epoch (and one before the first); 0 for none. */
  readonly samplesPerEpoch?: number;
}

const SAMPLE_SIZE = 500;

/** The same samples in every run and for every rule, drawn at random: a stride could meet one class only. */
function fixedSample(size: number): Uint32Array {
  return createStream(0, 'test sample').permutation(size).subarray(0, SAMPLE_SIZE);
}

const everyOne = (size: number): Uint32Array => Uint32Array.from({ length: size }, (_, i) => i);

/** One run under way: what it trains, and where it is. */
interface Run {
  readonly config: RunConfig;
  readonly data: Dataset;
  readonly net: Network;
  readonly memories: Memories;
  readonly probe: Probe | undefined;
  readonly record: BatchRecord;
  readonly observer: StepObserver;
  readonly pace: Pace;
  readonly stepsPerEpoch: number;
  /** Steps of an epoch after which the training loss, or the test sample, is told. */
  readonly lossPoints: ReadonlySet<number>;
  readonly samplePoints: ReadonlySet<number>;
  /** Batches done. */
  step: number;
  /** Hidden layers (from 0) already told to be dead. */
  readonly dead: Set<number>;
}

function createMemories(config: RunConfig, data: Dataset): Memories {
  const create = (information: ErrorInformation | undefined) => {
    if (information === undefined) return undefined;
    const targets = gatherTargets(data.train, everyOne(data.train.size), data.outputs);
    return createErrorMemory(targets, data.outputs, information);
  };
  return {
    own: create(informationOf(config)),
    plain: needsErrors(config.measures) ? create(plainErrors(config)) : undefined,
  };
}

/** Keeps plain errors, and looks at gradients, for the measures that were asked for. */
function createObserver(config: RunConfig, memories: Memories, record: BatchRecord): StepObserver {
  const { plain } = memories;
  return {
    ...(plain ? { output: (batch, y) => plain.write(batch, y) } : {}),
    ...(config.measures.includes('watch')
      ? { gradients: (layer, { W }) => record.addLook(layer, measures.watch.look(W)) }
      : {}),
  };
}

/** Samples of an epoch: all, or a part that is drawn anew each time. */
const epochSize = ({ epochShare }: RunConfig, data: Dataset): number =>
  Math.ceil(epochShare * data.train.size);

/** @throws Error naming the field when the settings do not go with the data */
function createRun(config: RunConfig, data: Dataset, options: TrainOptions): Run {
  const net = createNetwork(config, data.inputs, data.outputs, undefined, options.kernels);
  const stepsPerEpoch = Math.ceil(epochSize(config, data) / config.batchSize);
  const memories = createMemories(config, data);
  const record = createBatchRecord();
  return {
    config,
    data,
    net,
    memories,
    probe: createProbe(net, data, memories),
    record,
    observer: createObserver(config, memories, record),
    pace: createPace(),
    stepsPerEpoch,
    lossPoints: points(options.lossPointsPerEpoch ?? 20, stepsPerEpoch),
    samplePoints: points(options.samplesPerEpoch ?? 0, stepsPerEpoch),
    step: 0,
    dead: new Set(),
  };
}

function disposeRun({ net, memories, probe, record }: Run): void {
  net.dispose();
  memories.own?.dispose();
  memories.plain?.dispose();
  probe?.dispose();
  record.dispose();
}

/** The epoch's samples in the order of their batches. */
function epochOrder({ config, data }: Run, epoch: number): Uint32Array {
  const order = createStream(config.seed, 'batches', epoch).permutation(data.train.size);
  return order.subarray(0, epochSize(config, data));
}

/** Batch `b` (1, 2, …) of an epoch; the caller disposes it. */
function batchOf({ config, data }: Run, order: Uint32Array, b: number): Batch {
  const { batchSize } = config;
  return gatherBatch(data, data.train, order.subarray((b - 1) * batchSize, b * batchSize));
}

function disposeBatch({ x, target, indices }: Batch): void {
  for (const tensor of [x, target, indices]) tensor.dispose();
}

/** Draws B anew or copies the forward weights into it, where the settings say so before this step. */
function renewFeedback({ config, net, step }: Run, epoch: number, first: boolean): void {
  const change = feedbackChange(config, step + 1, epoch, first);
  if (change.kind === 'none' || net.feedback.length === 0) return;
  tidy(() => {
    const next =
      change.kind === 'redraw'
        ? feedbackTensors(net.rule, net.sizes, drawFeedback(config, net.rule, net.sizes, change.draw))
        : alignedFeedback(
            net.rule,
            net.layers.map(({ W }) => W),
          );
    if (next) net.setFeedback(next);
  });
}

/** Trains on batch `b` of the epoch; its loss is read back only when someone goes step by step. */
async function trainBatch(run: Run, order: Uint32Array, b: number): Promise<number | undefined> {
  const { net, memories, record, pace } = run;
  const batch = batchOf(run, order, b);
  const loss = trainStep(net, batch, memories.own, run.observer);
  run.step += 1;
  pace.count();
  record.addLoss(loss);
  const batchLoss = pace.stepping() ? (await loss.data())[0] : undefined;
  disposeBatch(batch);
  loss.dispose();
  return batchLoss;
}

async function sampleEvent({ net, data, config, step }: Run): Promise<RunEvent> {
  const sample = fixedSample(data.test.size);
  const { loss, accuracy } = await evaluate(net, data, data.test, sample);
  const { rule } = config;
  return { type: 'sample', rule, step, samples: sample.length, testLoss: loss, testAccuracy: accuracy };
}

async function epochEvent(
  run: Run,
  epoch: number,
  trainingLoss: number,
  seconds: number,
): Promise<EpochEvent> {
  const { net, data, config, step } = run;
  const from = now();
  const { loss, accuracy } = await evaluate(net, data, data.test, everyOne(data.test.size));
  return {
    type: 'epoch',
    rule: config.rule,
    step,
    epoch,
    trainingLoss,
    testLoss: loss,
    testAccuracy: accuracy,
    trainSeconds: seconds,
    testSeconds: (now() - from) / 1000,
    tensors: tensorMemory().numTensors,
  };
}

type Events<T> = AsyncGenerator<RunEvent, T, Limit | undefined>;

async function* tellMeasures(run: Run, epoch: number): Events<void> {
  if (!run.probe) return;
  const { config, step, pace } = run;
  const from = now();
  const values = await run.probe.take();
  const seconds = (now() - from) / 1000;
  pace.set(yield { type: 'measures', rule: config.rule, step, epoch, seconds, values });
}

/** Fills the memories with the errors of the first epoch's batches; nothing learns. */
async function* inferenceEpoch(run: Run): Events<void> {
  const { config, net, memories, pace, stepsPerEpoch } = run;
  if (config.errorInit !== 'inference-epoch') return;
  const kept = [memories.own, memories.plain].flatMap((memory) => memory ?? []);
  if (kept.length === 0) return;
  const order = epochOrder(run, 1);
  for (let b = 1; b <= stepsPerEpoch; b++) {
    while (pace.spent()) pace.set(yield { type: 'progress', rule: config.rule, step: 0 });
    const batch = batchOf(run, order, b);
    const y = tidy(() => predict(net, batch.x));
    for (const memory of kept) memory.write(batch, y);
    // Waits for the device now and then, so that a limit of time means something there.
    if (run.lossPoints.has(b)) await y.data();
    y.dispose();
    disposeBatch(batch);
    pace.count(0);
  }
  for (const memory of kept) memory.endEpoch();
}

/** The first batch whose loss is not a number, if any; `done` batches lie before this reading. */
function divergence(
  { config }: Run,
  { losses, looks }: BatchReading,
  done: number,
): DivergedEvent | undefined {
  const bad = losses.findIndex((loss) => !Number.isFinite(loss));
  const broken = [...looks]
    .map(([layer, values]) => ({ layer, at: values.findIndex((look) => !Number.isFinite(look)) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at || a.layer - b.layer)[0];
  if (bad < 0 && !broken) return undefined;
  const first = Math.min(bad < 0 ? Number.POSITIVE_INFINITY : bad, broken?.at ?? Number.POSITIVE_INFINITY);
  const layer = broken ? { layer: broken.layer + 1 } : {};
  return { type: 'diverged', rule: config.rule, step: done + first + 1, ...layer };
}

/** Hidden layers whose gradient is zero for the first time. */
function newlyDead({ config, net, dead }: Run, { looks }: BatchReading, done: number): DeadEvent[] {
  const events: DeadEvent[] = [];
  for (const [layer, values] of [...looks].sort(([a], [b]) => a - b)) {
    const at = values.indexOf(0);
    if (at < 0 || dead.has(layer) || layer === net.layers.length - 1) continue;
    dead.add(layer);
    events.push({ type: 'dead', rule: config.rule, step: done + at + 1, layer: layer + 1 });
  }
  return events;
}

/** One pass over the training set; a divergence ends it early. */
async function* trainEpoch(run: Run, epoch: number): Events<EpochEvent | DivergedEvent> {
  const { config, net, pace, record, stepsPerEpoch } = run;
  const { rule } = config;
  const order = epochOrder(run, epoch);
  net.beginEpoch(epoch);
  let [total, seconds] = [0, 0];
  let batchLoss: number | undefined;
  for (let b = 1; b <= stepsPerEpoch; b++) {
    while (pace.spent()) {
      const told = batchLoss === undefined ? {} : { batchLoss };
      pace.set(yield { type: 'progress', rule, step: run.step, ...told });
    }
    const from = now();
    renewFeedback(run, epoch, b === 1);
    batchLoss = await trainBatch(run, order, b);
    const point = run.lossPoints.has(b) ? await record.take() : undefined;
    seconds += (now() - from) / 1000;
    if (point) {
      const count = point.losses.length;
      const diverged = divergence(run, point, run.step - count);
      if (diverged) return diverged;
      const sum = point.losses.reduce((a, loss) => a + loss, 0);
      total += sum;
      pace.set(yield { type: 'loss', rule, step: run.step, trainingLoss: sum / count });
      for (const event of newlyDead(run, point, run.step - count)) pace.set(yield event);
    }
    if (run.samplePoints.has(b) && b < stepsPerEpoch) pace.set(yield await sampleEvent(run));
  }
  run.memories.own?.endEpoch();
  run.memories.plain?.endEpoch();
  const event = await epochEvent(run, epoch, total / stepsPerEpoch, seconds);
  return Number.isFinite(event.testLoss) ? event : { type: 'diverged', rule, step: run.step };
}

function summaryEvent(epochs: readonly EpochEvent[]): RunEvent | undefined {
  const last = epochs.at(-1);
  if (last === undefined) return undefined;
  const { rule, step, epoch, trainingLoss, testLoss, testAccuracy } = last;
  return {
    type: 'summary',
    rule,
    step,
    epoch,
    trainingLoss,
    testLoss,
    testAccuracy,
    bestTestAccuracy: Math.max(...epochs.map((one) => one.testAccuracy)),
    bestTestLoss: Math.min(...epochs.map((one) => one.testLoss)),
  };
}

/**
 * A loss that is not a number ends the run with a `diverged` event. All tensors go when it ends, also when
 * it is left in the middle.
 */
export async function* train(config: RunConfig, data: Dataset, options: TrainOptions = {}): Events<void> {
  const run = createRun(config, data, options);
  const { net, pace, stepsPerEpoch } = run;
  const { rule } = config;
  try {
    pace.set(yield { type: 'started', rule, step: 0, stepsPerEpoch, parameters: net.parameters });
    if (run.samplePoints.size > 0) pace.set(yield await sampleEvent(run));
    yield* inferenceEpoch(run);
    yield* tellMeasures(run, 0);
    const done: EpochEvent[] = [];
    for (let epoch = 1; epoch <= config.epochs; epoch++) {
      const result = yield* trainEpoch(run, epoch);
      if (result.type === 'diverged') {
        yield result;
        return;
      }
      done.push(result);
      pace.set(yield result);
      yield* tellMeasures(run, epoch);
    }
    const summary = summaryEvent(done);
    if (summary) yield summary;
  } finally {
    disposeRun(run);
  }
}
