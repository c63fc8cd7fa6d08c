/** Evaluation on the test set: a fixed sample within an epoch, the full set at its end. */
import { memory as tensorMemory } from '@tensorflow/tfjs-core';
import '../ops';
import type { Kernels } from '../kernels';
import { recallOf } from '../measures/classAccuracy';
import { type Measured, measuredAnswers, needsAnswers } from '../measures/taking/take';
import type {
  DivergedEvent,
  EpochEvent,
  Machine,
  PredictionsEvent,
  RunEvent,
  StuckEvent,
  UnstuckEvent,
} from '../run/events';
import { at, type RunState } from '../run/state';
import { gatherTargets } from '../samples/batches';
import { now } from './clock';
import { evaluate, outputsOf, type Spread } from './evaluate';
import { fixedSample } from './places';
import type { Found } from './stuck/stuck';

/** Limits how often the test sample is evaluated. */
export const sampleIsDue = ({ options, sampledAt }: RunState): boolean =>
  now() - sampledAt >= (options.millisecondsBetweenSamples ?? 0);

export async function sampleEvent(run: RunState): Promise<RunEvent> {
  const { net, data } = run;
  run.sampledAt = now();
  const sample = fixedSample(run.sampler.test);
  const { loss, accuracy } = await evaluate(net, data, data.test, sample);
  return { type: 'sample', ...at(run), samples: sample.length, testLoss: loss, testAccuracy: accuracy };
}

/** The events at the end of an epoch. */
export interface EpochResult {
  readonly event: EpochEvent | DivergedEvent;
  readonly predictions?: PredictionsEvent;
  /** Measures computed from the confusion matrix. */
  readonly measured?: Measured;
  readonly news?: StuckEvent | UnstuckEvent;
}

/** Classification: the confusion matrix of the test set. Regression: predictions for a sample of it. */
async function predictionsEvent(
  run: RunState,
  epoch: number,
  confusion: Uint32Array | undefined,
): Promise<PredictionsEvent> {
  const { net, data } = run;
  const common = { type: 'predictions', ...at(run), epoch } as const;
  if (confusion) return { ...common, confusion };
  const sample = fixedSample(run.sampler.test);
  const outputs = await outputsOf(net, data, data.test, sample);
  return { ...common, pairs: { targets: gatherTargets(data.test, sample, data.outputs), outputs } };
}

function machineOf({ heapBytes }: Kernels): Machine {
  const { numTensors: tensors, numBytes: tensorBytes } = tensorMemory();
  return { tensors, tensorBytes, ...(heapBytes ? { heapBytes: heapBytes() } : {}) };
}

/** An event when a run becomes stuck or recovers; undefined while its state stays the same. */
function stuckNews(
  position: Pick<StuckEvent, 'run' | 'step' | 'epoch'>,
  { stuck, wasStuck, learns }: Found,
  { alike, flat }: Spread,
): StuckEvent | UnstuckEvent | undefined {
  if (wasStuck && !stuck) return { type: 'unstuck', ...position, learns };
  if (wasStuck || !stuck) return undefined;
  return { type: 'stuck', ...position, ...stuck, alike, ...(flat === undefined ? {} : { flat }) };
}

function measuredOf(run: RunState, confusion: Uint32Array): Measured {
  const recall = recallOf(confusion);
  run.bestRecall = recall.map((one, label) => Math.max(one, run.bestRecall[label] ?? one));
  return measuredAnswers(run.spec.measures, { recall, best: run.bestRecall });
}

/** Predictions, and measures derived from them, where requested. */
async function answersOf(
  run: RunState,
  epoch: number,
  confusion: Uint32Array | undefined,
): Promise<Pick<EpochResult, 'predictions' | 'measured'>> {
  const predictions = run.options.predictions ? await predictionsEvent(run, epoch, confusion) : undefined;
  const measured = confusion && needsAnswers(run.spec.measures) ? measuredOf(run, confusion) : undefined;
  return { ...(predictions ? { predictions } : {}), ...(measured ? { measured } : {}) };
}

/** Evaluates on the full test set after the epoch's last batch. @param alone see `EpochEvent.aloneSeconds` */
export async function endEpoch(
  run: RunState,
  epoch: number,
  trainingLoss: number,
  { seconds, alone }: { readonly seconds: number; readonly alone: number | undefined },
): Promise<EpochResult> {
  const { net, data, options, sampler } = run;
  const confusion = (options.predictions ?? false) || needsAnswers(run.spec.measures);
  const from = now();
  const [evaluated, moved] = await Promise.all([
    evaluate(net, data, data.test, sampler.test, { confusion, spread: true }),
    run.stuck.moved(),
  ]);
  const { loss, accuracy, spread = { alike: 0, flat: undefined } } = evaluated;
  if (!Number.isFinite(loss)) return { event: { type: 'diverged', ...at(run) } };
  const found = run.stuck.end({ epoch, trainingLoss, accuracy, moved, spread });
  const news = stuckNews({ ...at(run), epoch }, found, spread);
  const answers = await answersOf(run, epoch, evaluated.confusion);
  const event: EpochEvent = {
    type: 'epoch',
    ...at(run),
    epoch,
    trainingLoss,
    testLoss: loss,
    testAccuracy: accuracy,
    trainSeconds: seconds,
    ...(alone === undefined ? {} : { aloneSeconds: alone }),
    ...(found.stuck ? { stuckSince: found.stuck.since } : {}),
    testSeconds: (now() - from) / 1000,
    heldBytes: run.heldBytes,
    machine: machineOf(net.kernels),
  };
  return { event, ...answers, ...(news ? { news } : {}) };
}
