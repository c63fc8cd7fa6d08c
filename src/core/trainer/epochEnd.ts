/** What is told of a run from its test set: samples within an epoch, each epoch's end, and the whole. */
import { memory as tensorMemory } from '@tensorflow/tfjs-core';
import '../ops';
import { type Measured, measuredAnswers, needsAnswers } from '../measures/taking/take';
import { createStream } from '../random/rng';
import type {
  DivergedEvent,
  EpochEvent,
  PredictionsEvent,
  RunEvent,
  StuckEvent,
  UnstuckEvent,
} from '../run/events';
import { at, type RunState } from '../run/state';
import { gatherTargets } from '../samples/batches';
import { now } from './clock';
import { evaluate, outputsOf, type Spread } from './evaluate';
import { everyOne } from './places';
import type { Found } from './stuck';

const SAMPLE_SIZE = 500;

/** The same samples in every run and for every rule, drawn at random: a stride could meet one class only. */
function fixedSample(size: number): Uint32Array {
  return createStream(0, 'test sample').permutation(size).subarray(0, SAMPLE_SIZE);
}

/** Whether the test sample may be evaluated again: not too often. */
export const sampleIsDue = ({ options, sampledAt }: RunState): boolean =>
  now() - sampledAt >= (options.millisecondsBetweenSamples ?? 0);

export async function sampleEvent(run: RunState): Promise<RunEvent> {
  const { net, data } = run;
  run.sampledAt = now();
  const sample = fixedSample(data.test.size);
  const { loss, accuracy } = await evaluate(net, data, data.test, sample);
  return { type: 'sample', ...at(run), samples: sample.length, testLoss: loss, testAccuracy: accuracy };
}

/** What an epoch came to. */
export interface EpochResult {
  readonly event: EpochEvent | DivergedEvent;
  readonly predictions?: PredictionsEvent;
  /** What follows for measures of it. */
  readonly measured?: Measured;
  readonly news?: StuckEvent | UnstuckEvent;
}

/** How the test set was answered: of classes all counts, of numbers a sample. */
async function predictionsEvent(
  run: RunState,
  epoch: number,
  confusion: Uint32Array | undefined,
): Promise<PredictionsEvent> {
  const { net, data } = run;
  const told = { type: 'predictions', ...at(run), epoch } as const;
  if (confusion) return { ...told, confusion };
  const sample = fixedSample(data.test.size);
  const outputs = await outputsOf(net, data, data.test, sample);
  return { ...told, pairs: { targets: gatherTargets(data.test, sample, data.outputs), outputs } };
}

/** What is new about a run that is stuck, or was until now; that it still is, is no news. */
function stuckNews(
  told: Pick<StuckEvent, 'run' | 'step' | 'epoch'>,
  { stuck, wasStuck, learns }: Found,
  { alike, flat }: Spread,
): StuckEvent | UnstuckEvent | undefined {
  if (wasStuck && !stuck) return { type: 'unstuck', ...told, learns };
  if (wasStuck || !stuck) return undefined;
  return { type: 'stuck', ...told, ...stuck, alike, ...(flat === undefined ? {} : { flat }) };
}

/** What else is told of how the test set was answered, where it is asked for. */
async function answersOf(
  run: RunState,
  epoch: number,
  confusion: Uint32Array | undefined,
): Promise<Pick<EpochResult, 'predictions' | 'measured'>> {
  const predictions = run.options.predictions ? await predictionsEvent(run, epoch, confusion) : undefined;
  const measured = confusion && measuredAnswers(run.spec.measures, confusion);
  return { ...(predictions ? { predictions } : {}), ...(measured ? { measured } : {}) };
}

/** On the full test set, after the epoch's last batch. */
export async function endEpoch(
  run: RunState,
  epoch: number,
  trainingLoss: number,
  { seconds, alone }: { readonly seconds: number; readonly alone: number | undefined },
): Promise<EpochResult> {
  const { net, data, options } = run;
  const confusion = (options.predictions ?? false) || needsAnswers(run.spec.measures);
  const from = now();
  const all = everyOne(data.test.size);
  const [evaluated, moved] = await Promise.all([
    evaluate(net, data, data.test, all, { confusion, spread: true }),
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
    machine: { tensors: tensorMemory().numTensors },
  };
  return { event, ...answers, ...(news ? { news } : {}) };
}
