/** Stop-and-resume test cases for every backend. */
import { errorTransformIds } from '../errorMemory/transforms';
import type { Kernels } from '../kernels';
import { measureIds } from '../measures';
import { optimizerIds } from '../optimizers';
import { type RuleId, ruleIds } from '../rules';
import type { Dataset } from '../samples/dataset';
import { scheduleIds } from '../schedules';
import { tinyConfig } from '../testSupport';
import type { Checkpoint } from './checkpoint';
import { computedOf } from './events';
import { createRun } from './run';
import type { RunSpec } from './spec';
import type { RunOptions } from './state';
import {
  errorInitIds,
  feedbackRedrawIds,
  feedbackReductionIds,
  feedbackSharingIds,
  lossErrorScaleIds,
} from './variants';

const EPOCHS = 6;

type Case = readonly [string, Partial<RunSpec>];
const of = <T extends string>(
  ids: readonly T[],
  name: string,
  changes: (id: T) => Partial<RunSpec>,
): Case[] => ids.map((id) => [`${name} ${id}`, changes(id)]);
const f3 = (changes: Partial<RunSpec>): Partial<RunSpec> => ({ rule: 'f3-error', ...changes });
const feedbackRules: readonly RuleId[] = ['fa', 'dfa', 'f3-error', 'pepita'];

/** Covers every rule, optimizer, schedule, error information, redraw mode and freezing. */
export const resumeCases: readonly (readonly [string, RunSpec])[] = [
  ...of(ruleIds, 'rule', (rule) => ({ rule, optimizer: 'adam' })),
  ...of(ruleIds, 'all measures with', (rule) => ({ rule, optimizer: 'adam', measures: [...measureIds] })),
  ...of(optimizerIds, 'bp with optimizer', (optimizer) => ({ optimizer })),
  ...of(optimizerIds, 'f3 with optimizer', (optimizer) => f3({ optimizer })),
  ...of(scheduleIds, 'schedule', (schedule) => ({
    schedule,
    optimizer: 'adam',
    scheduleOptions: schedule === 'step' ? { factor: 0.5, first: 2, every: 1 } : {},
  })),
  ...of(errorTransformIds, 'f3-error, error information', (errorTransform) => f3({ errorTransform })),
  ...of(errorTransformIds, 'f3-loss, error information', (errorTransform) =>
    f3({ rule: 'f3-loss', errorTransform }),
  ),
  ...of(errorTransformIds, 'part of an epoch, error information', (errorTransform) =>
    f3({ errorTransform, epochShare: 0.5 }),
  ),
  ...of(errorInitIds, 'error init', (errorInit) => f3({ errorInit, errorTransform: 'aggregate' })),
  ...of(errorTransformIds, 'late errors, error information', (errorTransform) =>
    f3({ errorTransform, errorDelay: 3, optimizer: 'adam', measures: ['error-memory'] }),
  ),
  ...of(errorInitIds, 'errors an epoch late, error init', (errorInit) => f3({ errorInit, errorDelay: 5 })),
  ...of(lossErrorScaleIds, 'loss error scale', (lossErrorScale) => f3({ rule: 'f3-loss', lossErrorScale })),
  ...of(feedbackReductionIds, 'reduction', (feedbackReduction) => f3({ feedbackReduction })),
  ...of(feedbackReductionIds, 'dfa, reduction', (feedbackReduction) => ({ rule: 'dfa', feedbackReduction })),
  ...of(ruleIds, 'summed loss and batches in one order, on some samples, with', (rule) => ({
    rule,
    lossReduction: 'sum',
    learningRate: 0.01,
    batchOrder: 'fixed',
    trainingSamples: 13,
    weightInit: 'normal',
    feedbackInit: 'normal',
    feedbackDeviation: 0.3,
  })),
  ...of(ruleIds, 'fair steps with', (rule) => ({ rule, fairSteps: true, optimizer: 'momentum' })),
  ...of(feedbackSharingIds, 'sharing', (feedbackSharing) => ({ rule: 'dfa', feedbackSharing })),
  ...feedbackRules.flatMap((rule) =>
    of(feedbackRedrawIds, `${rule}, B redrawn`, (feedbackRedraw) => ({
      rule,
      feedbackRedraw,
      feedbackRedrawSteps: 7,
    })),
  ),
  [
    'a hidden layer frozen from the second epoch on',
    f3({ freeze: [{ layer: 1, from: 2 }], optimizer: 'adam' }),
  ],
  ['the output frozen for two epochs', { freeze: [{ layer: 3, from: 2, to: 3 }], optimizer: 'momentum' }],
  ...of(ruleIds, 'a class withheld at first, with', (rule) => ({
    rule,
    withheld: [{ class: 1, from: 1, to: 2 }],
    optimizer: 'adam',
  })),
  [
    'classes that come and go, and noise',
    f3({
      withheld: [
        { class: 0, from: 2, to: 4 },
        { class: 2, from: 5 },
      ],
      inputNoise: 0.5,
      saltPepper: 0.1,
      labelNoise: 0.3,
      measures: ['class-accuracy', 'forgetting'],
    }),
  ],
  ...of(ruleIds, 'two classes, online, with', (rule) => ({ rule, classes: [0, 2], batchSize: 1 })),
  ['all measures, part of an epoch', f3({ measures: [...measureIds], epochShare: 0.4 })],
  [
    'a layer that dies late',
    { weightInit: 'zeros', measures: ['watch'], hidden: Array(30).fill(4), epochs: 8 },
  ],
  ['no biases', { rule: 'dfa', bias: false, optimizer: 'adam' }],
  ['numbers that nothing learns from', { learningRate: 1000, measures: ['watch'] }],
  ['layers that nothing reaches', { weightInit: 'zeros', measures: ['watch'] }],
  [
    'relu, softmax and CE',
    { activation: 'relu', outputActivation: 'softmax', loss: 'ce', optimizer: 'adam' },
  ],
].map(([name, changes]) => [
  name as string,
  tinyConfig({ epochs: EPOCHS, ...(changes as Partial<RunSpec>) }),
]);

interface Recorded {
  /** Deterministic events as JSON, in order. */
  readonly lines: readonly string[];
  /** By epoch, with the number of lines before it. */
  readonly checkpoints: ReadonlyMap<
    number,
    { readonly checkpoint: Checkpoint; readonly linesBefore: number }
  >;
}

export async function recordRun(spec: RunSpec, data: Dataset, options: RunOptions): Promise<Recorded> {
  const { events, checkpoint } = createRun(spec, data, { ...options, checkpoints: true });
  const lines: string[] = [];
  const checkpoints = new Map<number, { checkpoint: Checkpoint; linesBefore: number }>();
  for await (const event of events) {
    const computed = computedOf(event);
    if (computed) lines.push(JSON.stringify(computed));
    if (event.type === 'checkpoint')
      checkpoints.set(event.epoch, { checkpoint: await checkpoint(), linesBefore: lines.length });
  }
  return { lines, checkpoints };
}

/** A checkpoint as read from a file: arrays copied, the rest through JSON. */
export function written({ arrays, ...rest }: Checkpoint): Checkpoint {
  return { ...(JSON.parse(JSON.stringify(rest)) as typeof rest), arrays: structuredClone(arrays) };
}

const bytesOf = ({ arrays, state }: Checkpoint): string =>
  Object.entries(arrays)
    .map(([name, { shape, values }]) => {
      const { buffer, byteOffset, byteLength } = values;
      return `${name} [${shape}] ${Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength).toString('base64')}`;
    })
    .concat(JSON.stringify(state))
    .join('\n');

/** Events after an epoch: of an uninterrupted run, and of one resumed from its checkpoint there. */
export async function resumedAfter(epoch: number, spec: RunSpec, data: Dataset, kernels: Kernels) {
  const options = { kernels, samplesPerEpoch: 2, predictions: true };
  const whole = await recordRun(spec, data, options);
  const stop = whole.checkpoints.get(epoch);
  if (!stop) throw new Error(`There is no checkpoint after epoch ${epoch}.`);
  const start = { checkpoint: written(stop.checkpoint) };
  const resumed = await recordRun(spec, data, { ...options, start });
  const last = (told: Recorded) => bytesOf((told.checkpoints.get(spec.epochs) ?? stop).checkpoint);
  return {
    undisturbed: { lines: whole.lines.slice(stop.linesBefore), arrays: last(whole) },
    // Without `resumed`, which replaces `started`.
    resumed: { lines: resumed.lines.slice(1), arrays: last(resumed) },
    first: resumed.lines[0],
  };
}

/** To reproduce a failure, set RESUME_SEED to the printed value. */
export const resumeSeed = Number(process.env.RESUME_SEED ?? Math.floor(Math.random() * 2 ** 32));
