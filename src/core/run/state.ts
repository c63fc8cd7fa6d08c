/** One run under way: what it trains, what it keeps, and which batch comes next. */
import { tidy } from '@tensorflow/tfjs-core';
import { type Batch, gatherBatch, gatherTargets } from '../batches';
import type { Dataset } from '../dataset';
import type { ErrorInformation } from '../errorInformation';
import { drawFeedback, feedbackChange } from '../feedbackWeights';
import { tooLarge } from '../footprint';
import { alignedFeedback } from '../forwardPath';
import { measures } from '../measures';
import { createProbe, type Memories, needsErrors, type Probe } from '../measures/take';
import {
  createErrorMemory,
  createOneHotMemory,
  type ErrorMemory,
  informationOf,
  plainErrors,
} from '../memory';
import { createNetwork, feedbackTensors, type Kernels, type Network } from '../network';
import type { StepObserver } from '../passes/step';
import { Refusal } from '../refusal';
import { createStream } from '../rng';
import { createPace, type Pace, points } from './pace';
import { type BatchRecord, createBatchRecord } from './record';
import { type RunId, type RunSpec, runIdOf } from './spec';
import { clockTick, createStopwatch, type Stopwatch } from './stopwatch';
import { createStuckWatch, type StuckWatch } from './stuck';

export interface RunOptions {
  /** Its name in events; otherwise as `runIdOf` has it. */
  readonly id?: RunId;
  readonly kernels?: Kernels;
  /** Points of the training loss in each epoch, at fixed steps. */
  readonly lossPointsPerEpoch?: number;
  /** Evaluations of a fixed test sample inside each epoch (and one before the first); 0 for none. */
  readonly samplesPerEpoch?: number;
  /** Leaves out those that would follow another sooner than this: 0 for none. */
  readonly millisecondsBetweenSamples?: number;
  /** Tells after each epoch how the test set was answered. */
  readonly predictions?: boolean;
}

/** 0 … size-1 */
export const everyOne = (size: number): Uint32Array => Uint32Array.from({ length: size }, (_, i) => i);

/** One run under way: what it trains, and where it is. */
export interface Run {
  readonly id: RunId;
  readonly config: RunSpec;
  readonly data: Dataset;
  readonly net: Network;
  readonly memories: Memories;
  readonly probe: Probe | undefined;
  readonly record: BatchRecord;
  readonly observer: StepObserver;
  readonly pace: Pace;
  readonly stopwatch: Stopwatch;
  readonly stuck: StuckWatch;
  readonly stepsPerEpoch: number;
  /** Steps of an epoch after which the training loss, or the test sample, is told. */
  readonly lossPoints: ReadonlySet<number>;
  readonly samplePoints: ReadonlySet<number>;
  readonly millisecondsBetweenSamples: number;
  /** When the test sample was last evaluated. */
  sampledAt: number;
  readonly tellsPredictions: boolean;
  /** By training sample: 1 more than the epoch whose visit left what its memory holds, 0 before the first; without a memory undefined. */
  readonly visits: Uint16Array | undefined;
  /** Batches done. */
  step: number;
  /** Most bytes of activations and deltas that a step of this epoch held. */
  heldBytes: number;
  /** Layers (from 0) already told to be dead. */
  readonly dead: Set<number>;
  /** The batch since which a layer's gradient has been zero. */
  readonly zeroSince: Map<number, number>;
}

function createMemories(config: RunSpec, data: Dataset, { kernels }: Network): Memories {
  const { size, targets } = data.train;
  const rows = (): Float32Array => gatherTargets(data.train, everyOne(size), data.outputs);
  const information = informationOf(config);
  const create = (of: ErrorInformation): ErrorMemory =>
    of.transform.oneNumber && targets.kind === 'classes'
      ? createOneHotMemory(size, of, kernels)
      : createErrorMemory(rows(), data.outputs, of, kernels);
  return {
    own: information && create(information),
    plain: needsErrors(config.measures)
      ? createErrorMemory(rows(), data.outputs, plainErrors(config), kernels)
      : undefined,
  };
}

/** Keeps plain errors, and looks at gradients, for the measures that were asked for. */
function createObserver(config: RunSpec, memories: Memories, record: BatchRecord): StepObserver {
  const { plain } = memories;
  return {
    ...(plain ? { output: (batch, y) => plain.write(batch, y) } : {}),
    ...(config.measures.includes('watch')
      ? { gradients: (layer, { W }) => record.addLook(layer, measures.watch.look(W)) }
      : {}),
  };
}

/** Samples of an epoch: all, or a part that is drawn anew each time. */
const epochSize = ({ epochShare }: RunSpec, data: Dataset): number =>
  // 0.07 × 12,000 is a hair above 840 in binary.
  Math.max(1, Math.ceil(epochShare * data.train.size - 1e-6));

/** What an experiment's conflicts cannot know before the data are here, and doors that check nothing. */
function refuse(config: RunSpec, data: Dataset, { capacity }: Kernels = {}): void {
  const { inputs, outputs, train } = data;
  const shape = { inputs, outputs, samples: train.size, classes: train.targets.kind === 'classes' };
  const large = capacity && tooLarge(config, shape, capacity);
  if (large !== undefined) throw new Refusal(large);
  if (config.loss !== 'mse' && data.train.targets.kind === 'values')
    throw new Refusal('Loss: this data set has numbers to predict, not classes. Choose mse.');
  const information = informationOf(config);
  if (!information) return;
  const { needsClasses, name } = information.transform;
  if (needsClasses && data.train.targets.kind !== 'classes')
    throw new Refusal(`Error information: “${name}” needs classes, this data set has numbers. Choose raw.`);
  if (config.rule === 'f3-loss' && config.feedbackReduction === 'mean')
    throw new Refusal('Feedback reduction: mean does not go with F³-Loss. Choose sum.');
}

/** Makes ready what the run's steps need on its backend; call before `createRun`. */
export async function prepareKernels(config: RunSpec, { kernels }: RunOptions): Promise<void> {
  const plain = needsErrors(config.measures) ? plainErrors(config) : undefined;
  const informations = [informationOf(config), plain].filter((one) => one !== undefined);
  await kernels?.prepare?.(config, informations);
}

/** @throws {Refusal} naming the field when the settings do not go with the data */
export function createRun(config: RunSpec, data: Dataset, options: RunOptions): Run {
  refuse(config, data, options.kernels);
  const net = createNetwork(config, data.inputs, data.outputs, undefined, options.kernels);
  const stepsPerEpoch = Math.ceil(epochSize(config, data) / config.batchSize);
  const memories = createMemories(config, data, net);
  const record = createBatchRecord();
  return {
    id: options.id ?? runIdOf(config),
    config,
    data,
    net,
    memories,
    probe: createProbe(net, data, memories),
    record,
    observer: createObserver(config, memories, record),
    pace: createPace(),
    stopwatch: createStopwatch(clockTick(), options.kernels?.queues ?? false),
    stuck: createStuckWatch(net, data, stepsPerEpoch),
    stepsPerEpoch,
    lossPoints: points(options.lossPointsPerEpoch ?? 20, stepsPerEpoch),
    samplePoints: points(options.samplesPerEpoch ?? 0, stepsPerEpoch),
    millisecondsBetweenSamples: options.millisecondsBetweenSamples ?? 0,
    sampledAt: Number.NEGATIVE_INFINITY,
    tellsPredictions: options.predictions ?? false,
    visits: memories.own ? new Uint16Array(data.train.size) : undefined,
    step: 0,
    heldBytes: 0,
    dead: new Set(),
    zeroSince: new Map(),
  };
}

/** What every event of a run begins with. @param step where it lies, otherwise where the run is */
export const at = ({ id, config, step: now }: Run, step = now) => ({ run: id, rule: config.rule, step });

export function disposeRun({ net, memories, probe, record, stuck }: Run): void {
  net.dispose();
  memories.own?.dispose();
  memories.plain?.dispose();
  probe?.dispose();
  record.dispose();
  stuck.dispose();
}

/** The epoch's samples in the order of their batches. */
export function epochOrder({ config, data }: Run, epoch: number): Uint32Array {
  const order = createStream(config.seed, 'batches', epoch).permutation(data.train.size);
  return order.subarray(0, epochSize(config, data));
}

/** Batch `b` (1, 2, …) of an epoch; the caller disposes it. */
export function batchOf(run: Run, order: Uint32Array, b: number): Batch {
  const { data, net } = run;
  return gatherBatch(data, data.train, placesOf(run, order, b), net.kernels.standardise);
}

/** Places of batch `b` (1, 2, …) of an epoch. */
const placesOf = ({ config: { batchSize } }: Run, order: Uint32Array, b: number): Uint32Array =>
  order.subarray((b - 1) * batchSize, b * batchSize);

/** Notes that a batch's samples were visited: in epoch 0 nothing learns. */
export function noteVisits(run: Run, order: Uint32Array, b: number, epoch: number): void {
  const { visits } = run;
  if (visits) for (const sample of placesOf(run, order, b)) visits[sample] = epoch + 1;
}

/** The epoch of a sample's last visit; undefined before the first, and where no memory is kept. */
export function lastVisit({ visits }: Run, sample: number): number | undefined {
  const visit = visits?.[sample] ?? 0;
  return visit === 0 ? undefined : visit - 1;
}

/** Draws B anew or copies the forward weights into it, where the settings say so before this step. */
export function renewFeedback({ config, net, step }: Run, epoch: number, first: boolean): void {
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
