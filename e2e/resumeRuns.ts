/** Runs that stop on one backend and resume on the same or another one, in Node or in a page. */
import type { Kernels } from '../src/core/kernels';
import { optimizerIds } from '../src/core/optimizers';
import { createStream } from '../src/core/random/rng';
import type { Checkpoint, NamedArray } from '../src/core/run/checkpoint';
import { computedOf } from '../src/core/run/events';
import { createRun } from '../src/core/run/run';
import { plainSettings, type RunSpec } from '../src/core/run/spec';
import type { Dataset } from '../src/core/samples/dataset';

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

function data(): Dataset {
  const stream = createStream(3, 'resume');
  const split = (size: number) =>
    ({
      size,
      inputs: Float32Array.from({ length: size * 10 }, () => stream.normal()),
      targets: { kind: 'classes', labels: Uint8Array.from({ length: size }, () => stream.below(4)) },
    }) as const;
  return { id: 'random', inputs: 10, outputs: 4, mean: 0, deviation: 1, train: split(100), test: split(40) };
}

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
export async function trainToTheEnd(spec: RunSpec, kernels: Kernels, from?: SentCheckpoint): Promise<Ended> {
  const start = from ? { start: { checkpoint: received(from) } } : {};
  const { events, checkpoint } = createRun(spec, data(), { kernels, checkpoints: true, ...start });
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
