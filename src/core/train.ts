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

/**
 * @throws nothing by itself; a loss that is not a number ends the run with a `diverged` event.
 */
export async function* train(
  config: RunConfig,
  data: Dataset,
  options: TrainOptions = {},
): AsyncGenerator<RunEvent, void, Limit | undefined> {
  const net = createNetwork(config, data.inputs, data.outputs, undefined, options.kernels);
  const memory =
    net.rule.signal === 'delayed-error' ? createErrorMemory(allTargets(data), data.outputs) : undefined;
  try {
    yield* trainNetwork(net, memory, config, data, options);
  } finally {
    net.dispose();
    memory?.dispose();
  }
}

function allTargets(data: Dataset): Float32Array {
  return gatherTargets(data.train, everyOne(data.train.size), data.outputs);
}

async function* trainNetwork(
  net: Network,
  memory: ErrorMemory | undefined,
  config: RunConfig,
  data: Dataset,
  options: TrainOptions,
): AsyncGenerator<RunEvent, void, Limit | undefined> {
  const { rule, epochs, batchSize } = config;
  const stepsPerEpoch = Math.ceil(data.train.size / batchSize);
  const sample = fixedSample(data.test.size);
  const allTests = everyOne(data.test.size);
  const losses = createMean();
  const pace = createPace();
  const lossPoints = points(options.lossPointsPerEpoch ?? 20, stepsPerEpoch);
  const samplePoints = points(options.samplesPerEpoch ?? 0, stepsPerEpoch);
  const best = { accuracy: Number.NEGATIVE_INFINITY, loss: Number.POSITIVE_INFINITY };
  let step = 0;
  let last: EpochEvent | undefined;
  const sampleEvent = async (): Promise<RunEvent> => {
    const { loss, accuracy } = await evaluate(net, data, data.test, sample);
    return { type: 'sample', rule, step, samples: sample.length, testLoss: loss, testAccuracy: accuracy };
  };

  try {
    pace.set(yield { type: 'started', rule, step, stepsPerEpoch, parameters: net.parameters });
    if (samplePoints.size > 0) pace.set(yield await sampleEvent());
    for (let epoch = 1; epoch <= epochs; epoch++) {
      const order = createStream(config.seed, 'batches', epoch).permutation(data.train.size);
      const epochLoss = { total: 0, count: 0 };
      let seconds = 0;
      let batchLoss: number | undefined;
      for (let b = 1; b <= stepsPerEpoch; b++) {
        while (pace.spent()) {
          pace.set(yield { type: 'progress', rule, step, ...(batchLoss === undefined ? {} : { batchLoss }) });
        }
        const from = now();
        const batch = gatherBatch(data, data.train, order.subarray((b - 1) * batchSize, b * batchSize));
        const loss = trainStep(net, batch, memory, config.errorTransform, step + 1);
        step += 1;
        pace.count();
        losses.add(loss);
        batchLoss = pace.stepping() ? (await loss.data())[0] : undefined;
        for (const tensor of [batch.x, batch.target, batch.indices, loss]) tensor.dispose();
        const point = lossPoints.has(b) ? await losses.take() : undefined;
        seconds += (now() - from) / 1000;
        if (point) {
          epochLoss.total += point.total;
          epochLoss.count += point.count;
          if (!Number.isFinite(point.total)) return yield* diverged();
          pace.set(yield { type: 'loss', rule, step, trainingLoss: point.total / point.count });
        }
        if (samplePoints.has(b) && b < stepsPerEpoch) pace.set(yield await sampleEvent());
      }
      const before = now();
      const { loss, accuracy } = await evaluate(net, data, data.test, allTests);
      best.accuracy = Math.max(best.accuracy, accuracy);
      best.loss = Math.min(best.loss, loss);
      last = {
        type: 'epoch',
        rule,
        step,
        epoch,
        trainingLoss: epochLoss.total / epochLoss.count,
        testLoss: loss,
        testAccuracy: accuracy,
        trainSeconds: seconds,
        testSeconds: (now() - before) / 1000,
        tensors: tensorMemory().numTensors,
      };
      pace.set(yield last);
    }
    if (last) {
      const { epoch, trainingLoss, testLoss, testAccuracy } = last;
      yield {
        type: 'summary',
        rule,
        step,
        epoch,
        trainingLoss,
        testLoss,
        testAccuracy,
        bestTestAccuracy: best.accuracy,
        bestTestLoss: best.loss,
      };
    }
  } finally {
    losses.dispose();
  }

  async function* diverged(): AsyncGenerator<RunEvent, void, Limit | undefined> {
    yield { type: 'diverged', rule, step };
  }
}
