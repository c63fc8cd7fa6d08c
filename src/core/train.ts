/**
 * A training run as an asynchronous generator of plain events. It knows no device, thread or page:
 * worker, command line and tests drive it alike, and whoever stops asking pauses it. When events are
 * asked for never changes what is computed, so a curve depends on configuration, seed and backend only.
 */
import { keep, type Scalar, scalar, memory as tensorMemory, util } from '@tensorflow/tfjs-core';
import './ops';
import { gatherBatch, gatherTargets } from './batches';
import type { Dataset } from './dataset';
import { evaluate } from './evaluate';
import { createErrorMemory, type ErrorMemory } from './memory';
import { createNetwork, type Kernels, type Network } from './network';
import { createStream } from './rng';
import type { EpochEvent, RunConfig, RunEvent } from './run';
import { trainStep } from './step';

export interface TrainOptions {
  readonly kernels?: Kernels;
  /** Points of the training loss in each epoch, at fixed steps. */
  readonly lossPointsPerEpoch?: number;
  /** Evaluations of a fixed test sample inside each epoch (and one before the first); 0 for none. */
  readonly samplesPerEpoch?: number;
}

/** How far to go before reporting progress. Batches already due are finished first. */
export interface Limit {
  readonly maxSteps?: number;
  readonly maxMilliseconds?: number;
}

/** Milliseconds; the platform's clock through TensorFlow.js, for core knows no platform. */
const now = util.now;

const SAMPLE_SIZE = 500;

/** 1, 2, … n spread evenly over `steps`: the steps of an epoch after which a point is due. */
function points(n: number, steps: number): ReadonlySet<number> {
  return new Set(Array.from({ length: n }, (_, k) => Math.ceil(((k + 1) * steps) / n)));
}

/** The same samples in every run and for every rule, drawn at random: a stride could meet one class only. */
function fixedSample(size: number): Uint32Array {
  return createStream(0, 'test sample').permutation(size).subarray(0, SAMPLE_SIZE);
}

const everyOne = (size: number): Uint32Array => Uint32Array.from({ length: size }, (_, i) => i);

/** The mean of what was added, read back once. */
function createMean() {
  let sum: Scalar = keep(scalar(0));
  let count = 0;
  return {
    add: (value: Scalar) => {
      const next = keep(sum.add(value));
      sum.dispose();
      sum = next;
      count += 1;
    },
    take: async () => {
      const [total = Number.NaN] = await sum.data();
      const mean = { total, count };
      sum.dispose();
      sum = keep(scalar(0));
      count = 0;
      return mean;
    },
    dispose: () => sum.dispose(),
  };
}

/** Counts what a limit still allows. */
function createPace() {
  let stepsLeft = Number.POSITIVE_INFINITY;
  let deadline = Number.POSITIVE_INFINITY;
  let fresh = true;
  return {
    /** No limit given: the one before still holds. */
    set: (limit: Limit | undefined) => {
      if (limit === undefined) return;
      stepsLeft = limit.maxSteps ?? Number.POSITIVE_INFINITY;
      deadline = now() + (limit.maxMilliseconds ?? Number.POSITIVE_INFINITY);
      fresh = true;
    },
    stepping: () => Number.isFinite(stepsLeft),
    spent: () => stepsLeft <= 0 || (!fresh && now() >= deadline),
    count: () => {
      stepsLeft -= 1;
      fresh = false;
    },
  };
}

/** One run under way: what it trains, and where it is. */
interface Run {
  readonly config: RunConfig;
  readonly data: Dataset;
  readonly net: Network;
  readonly memory: ErrorMemory | undefined;
  readonly losses: ReturnType<typeof createMean>;
  readonly pace: ReturnType<typeof createPace>;
  readonly stepsPerEpoch: number;
  /** Steps of an epoch after which the training loss, or the test sample, is told. */
  readonly lossPoints: ReadonlySet<number>;
  readonly samplePoints: ReadonlySet<number>;
  /** Batches done. */
  step: number;
}

function createRun(config: RunConfig, data: Dataset, options: TrainOptions): Run {
  const net = createNetwork(config, data.inputs, data.outputs, undefined, options.kernels);
  const stepsPerEpoch = Math.ceil(data.train.size / config.batchSize);
  const targets = () => gatherTargets(data.train, everyOne(data.train.size), data.outputs);
  return {
    config,
    data,
    net,
    memory: net.rule.signal === 'delayed-error' ? createErrorMemory(targets(), data.outputs) : undefined,
    losses: createMean(),
    pace: createPace(),
    stepsPerEpoch,
    lossPoints: points(options.lossPointsPerEpoch ?? 20, stepsPerEpoch),
    samplePoints: points(options.samplesPerEpoch ?? 0, stepsPerEpoch),
    step: 0,
  };
}

/** Trains on batch `b` of the epoch; its loss is read back only when someone goes step by step. */
async function trainBatch(run: Run, order: Uint32Array, b: number): Promise<number | undefined> {
  const { config, data, net, memory, losses, pace } = run;
  const batch = gatherBatch(
    data,
    data.train,
    order.subarray((b - 1) * config.batchSize, b * config.batchSize),
  );
  const loss = trainStep(net, batch, memory, config.errorTransform, run.step + 1);
  run.step += 1;
  pace.count();
  losses.add(loss);
  const batchLoss = pace.stepping() ? (await loss.data())[0] : undefined;
  for (const tensor of [batch.x, batch.target, batch.indices, loss]) tensor.dispose();
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

/** One pass over the training set; undefined when the loss is no longer a number. */
async function* trainEpoch(run: Run, epoch: number): Events<EpochEvent | undefined> {
  const { config, data, pace, losses, stepsPerEpoch } = run;
  const { rule } = config;
  const order = createStream(config.seed, 'batches', epoch).permutation(data.train.size);
  let total = 0;
  let seconds = 0;
  let batchLoss: number | undefined;
  for (let b = 1; b <= stepsPerEpoch; b++) {
    while (pace.spent()) {
      const told = batchLoss === undefined ? {} : { batchLoss };
      pace.set(yield { type: 'progress', rule, step: run.step, ...told });
    }
    const from = now();
    batchLoss = await trainBatch(run, order, b);
    const point = run.lossPoints.has(b) ? await losses.take() : undefined;
    seconds += (now() - from) / 1000;
    if (point) {
      if (!Number.isFinite(point.total)) return undefined;
      total += point.total;
      pace.set(yield { type: 'loss', rule, step: run.step, trainingLoss: point.total / point.count });
    }
    if (run.samplePoints.has(b) && b < stepsPerEpoch) pace.set(yield await sampleEvent(run));
  }
  return epochEvent(run, epoch, total / stepsPerEpoch, seconds);
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
 * Throws nothing by itself; a loss that is not a number ends the run with a `diverged` event. All
 * tensors go when it ends, also when it is left in the middle.
 */
export async function* train(config: RunConfig, data: Dataset, options: TrainOptions = {}): Events<void> {
  const run = createRun(config, data, options);
  const { net, pace, stepsPerEpoch } = run;
  const { rule } = config;
  try {
    pace.set(yield { type: 'started', rule, step: 0, stepsPerEpoch, parameters: net.parameters });
    if (run.samplePoints.size > 0) pace.set(yield await sampleEvent(run));
    const done: EpochEvent[] = [];
    for (let epoch = 1; epoch <= config.epochs; epoch++) {
      const result = yield* trainEpoch(run, epoch);
      if (result === undefined) {
        yield { type: 'diverged', rule, step: run.step };
        return;
      }
      done.push(result);
      pace.set(yield result);
    }
    const summary = summaryEvent(done);
    if (summary) yield summary;
  } finally {
    net.dispose();
    run.memory?.dispose();
    run.losses.dispose();
  }
}
