/** Runs that stop on one backend and resume on the same or another one, in Node or in a page. */

import { hiddenLayer } from '../src/core/blocks/hidden';
import { errorTransformIds } from '../src/core/errorMemory/transforms';
import type { Kernels } from '../src/core/kernels';
import { optimizerIds } from '../src/core/optimizers';
import { createStream } from '../src/core/random/rng';
import { ruleIds } from '../src/core/rules';
import type { Checkpoint, NamedArray } from '../src/core/run/checkpoint';
import { computedOf } from '../src/core/run/events';
import { createRun } from '../src/core/run/run';
import { plainSettings, type RunSpec } from '../src/core/run/spec';
import type { Dataset, Split } from '../src/core/samples/dataset';

const STOP = 2;

const base: RunSpec = {
  ...plainSettings,
  dataset: 'random',
  rule: 'bp',
  hidden: [12, 9],
  activation: 'tanh',
  outputActivation: 'sigmoid',
  loss: 'bce',
  optimizer: 'adam',
  learningRate: 0.01,
  batchSize: 16,
  epochs: 2 * STOP,
  seed: 5,
};

/** Every layout of optimizer state and of the error memory. */
export const resumeSpecs: readonly RunSpec[] = [
  ...optimizerIds.map((optimizer) => ({ ...base, optimizer })),
  { ...base, rule: 'f3-error', errorTransform: 'one-hot' },
  { ...base, rule: 'f3-error', errorTransform: 'aggregate', epochShare: 0.5 },
  { ...base, rule: 'f3-loss', feedbackRedraw: 'copy-epoch' },
  { ...base, rule: 'pepita', optimizer: 'momentum' },
];

/** Inputs and targets: numbers, bytes or images of one scale, columns of their own scales, classes or values. */
export type DataKind = 'floats' | 'bytes' | 'images' | 'columns' | 'values';

const [INPUTS, OUTPUTS] = [10, 4];

function data(kind: DataKind): Dataset {
  const stream = createStream(3, 'resume');
  const inputs = (size: number) =>
    kind === 'bytes' || kind === 'images'
      ? Uint8Array.from({ length: size * INPUTS }, () => stream.below(256))
      : Float32Array.from({ length: size * INPUTS }, () => stream.normal());
  const targets = (size: number): Split['targets'] =>
    kind === 'values'
      ? { kind: 'values', values: Float32Array.from({ length: size }, () => stream.normal()) }
      : { kind: 'classes', labels: Uint8Array.from({ length: size }, () => stream.below(OUTPUTS)) };
  const split = (size: number): Split => ({ size, inputs: inputs(size), targets: targets(size) });
  const each = (of: (i: number) => number) => Float32Array.from({ length: INPUTS }, (_, i) => of(i));
  const scale = {
    floats: { mean: 0, deviation: 1 },
    bytes: { mean: 33.3, deviation: 78.6 },
    images: { mean: 33.3, deviation: 78.6, shape: [1, 2, 5] },
    columns: { mean: each((i) => i / 7), deviation: each((i) => 0.3 + i) },
    values: { mean: 0, deviation: 1 },
  }[kind];
  const outputs = kind === 'values' ? 1 : OUTPUTS;
  return { id: 'random', inputs: INPUTS, outputs, ...scale, train: split(100), test: split(40) };
}

/** A run whose steps a device repeats, and the data it trains on. */
export interface RepeatedRun {
  readonly changes: Partial<RunSpec>;
  readonly kind: DataKind;
}

const regression = { loss: 'mse', outputActivation: 'linear' } as const;
const softmax = { loss: 'ce', outputActivation: 'softmax' } as const;
/** One hidden layer, and several, some wider than a tile. */
const shapes: readonly Partial<RunSpec>[] = [{ hidden: [9] }, { hidden: [40, 33, 7] }];

const pooled = hiddenLayer('convolution', { channels: 3 });
const unpooled = hiddenLayer('convolution', { channels: 4, kernel: 2, pool: 1 });

/** Every rule in every shape; every optimizer, variant of F³ and kind of data; batches with a rest, and larger than the data. */
export const repeatedRuns: readonly RepeatedRun[] = [
  ...ruleIds.flatMap((rule) =>
    shapes.map((shape): RepeatedRun => ({ kind: 'bytes', changes: { rule, ...shape } })),
  ),
  ...(['bp', 'f3-error', 'llo'] as const).map(
    (rule): RepeatedRun => ({ kind: 'bytes', changes: { rule, hidden: [] } }),
  ),
  ...(['bp', 'dfa', 'sdfa', 'drtp', 'f3-error', 'llo'] as const).map(
    (rule): RepeatedRun => ({ kind: 'floats', changes: { rule, ...softmax } }),
  ),
  ...optimizerIds.map(
    (optimizer): RepeatedRun => ({ kind: 'floats', changes: { rule: 'f3-error', optimizer } }),
  ),
  ...errorTransformIds.flatMap((errorTransform) =>
    (['f3-error', 'f3-loss'] as const).map(
      (rule): RepeatedRun => ({ kind: 'bytes', changes: { rule, errorTransform } }),
    ),
  ),
  ...(['bp', 'dfa', 'f3-error', 'f3-loss', 'llo'] as const).map(
    (rule): RepeatedRun => ({ kind: 'values', changes: { rule, ...regression } }),
  ),
  ...(['bp', 'fa', 'dfa', 'drtp', 'f3-error'] as const).map(
    (rule): RepeatedRun => ({ kind: 'images', changes: { rule, hidden: [pooled, 9] } }),
  ),
  { kind: 'images', changes: { rule: 'bp', hidden: [unpooled, pooled], optimizer: 'momentum' } },
  ...(['relu', 'sigmoid', 'linear'] as const).map(
    (activation): RepeatedRun => ({ kind: 'columns', changes: { rule: 'fa', activation } }),
  ),
  { kind: 'bytes', changes: { rule: 'f3-error', batchSize: 64 } },
  { kind: 'bytes', changes: { rule: 'bp', batchSize: 1000 } },
  { kind: 'bytes', changes: { rule: 'dfa', lossReduction: 'sum' } },
  { kind: 'bytes', changes: { rule: 'f3-error', feedbackReduction: 'mean' } },
  { kind: 'bytes', changes: { rule: 'f3-error', errorDelay: 3 } },
  { kind: 'bytes', changes: { rule: 'drtp', bias: false } },
  { kind: 'bytes', changes: { rule: 'f3-error', schedule: 'step' } },
];
export const repeatedSpec = ({ changes }: RepeatedRun): RunSpec => ({ ...base, ...changes });

/** A checkpoint as plain numbers, to pass to a page. */
export type SentCheckpoint = Omit<Checkpoint, 'arrays'> & {
  readonly arrays: Readonly<Record<string, { shape: number[]; whole: boolean; values: number[] }>>;
};

function send({ arrays, ...rest }: Checkpoint): SentCheckpoint {
  const plain = Object.entries(arrays).map(([name, { shape, values }]) => [
    name,
    { shape: [...shape], whole: values instanceof Uint16Array, values: [...values] },
  ]);
  return { ...rest, arrays: Object.fromEntries(plain) };
}

function received({ arrays, ...rest }: SentCheckpoint): Checkpoint {
  const typed = Object.entries(arrays).map(([name, { shape, whole, values }]): [string, NamedArray] => [
    name,
    { shape, values: whole ? Uint16Array.from(values) : Float32Array.from(values) },
  ]);
  return { ...rest, arrays: Object.fromEntries(typed) };
}

interface Ended {
  /** Results after the stop. */
  readonly lines: readonly string[];
  /** Where it stopped. */
  readonly stop: SentCheckpoint;
  /** Every number of its last checkpoint. */
  readonly end: readonly number[];
}

/** @param from checkpoint to resume from; default: start from the seed */
export async function trainToTheEnd(
  spec: RunSpec,
  kernels: Kernels,
  from?: SentCheckpoint,
  kind: DataKind = 'floats',
): Promise<Ended> {
  const start = from ? { start: { checkpoint: received(from) } } : {};
  const { events, checkpoint } = createRun(spec, data(kind), { kernels, checkpoints: true, ...start });
  let lines: string[] = [];
  let [stop, last] = [from, from];
  for await (const event of events) {
    const computed = computedOf(event);
    if (computed && event.type !== 'resumed') lines.push(JSON.stringify(computed));
    if (event.type !== 'checkpoint') continue;
    last = send(await checkpoint());
    if (event.epoch !== STOP) continue;
    stop = last;
    lines = [];
  }
  if (!stop || !last) throw new Error('It ended before its first epoch did.');
  return { lines, stop, end: Object.values(last.arrays).flatMap(({ values }) => values) };
}
