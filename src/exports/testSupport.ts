/** Small trained networks, with the lab's own answers to raw inputs, for tests of formats. */
import { hiddenLayer } from '../core/blocks/hidden';
import { createStream } from '../core/random/rng';
import { createRun } from '../core/run/run';
import { type RunSpec, runIdOf } from '../core/run/spec';
import type { Dataset } from '../core/samples/dataset';
import { tinyConfig } from '../core/testSupport';
import { networkOf, type TrainedNetwork } from './network';

export interface Trained {
  readonly network: TrainedNetwork;
  /** Raw test samples, row by row. */
  readonly raw: Float32Array;
  /** What the lab's network answers to them, [N, C]. */
  readonly outputs: Float32Array;
}

function dataOf(id: string, inputs: number, numbers: Omit<Dataset, 'id' | 'inputs' | 'train' | 'test'>) {
  return (draw: (sample: number) => Dataset['test']['inputs']): Dataset => {
    const stream = createStream(4, id);
    const split = (size: number) => ({
      size,
      inputs: draw(size),
      targets: { kind: 'classes' as const, labels: Uint8Array.from({ length: size }, () => stream.below(3)) },
    });
    return { id, inputs, ...numbers, train: split(23), test: split(11) };
  };
}

/** Images of two channels of 6 × 5 pixels, as bytes. */
export function byteImages(): Dataset {
  const stream = createStream(1, 'byte images');
  const numbers = { shape: [2, 6, 5], outputs: 3, mean: 33.3184, deviation: 78.5675 };
  return dataOf(
    'byte-images',
    60,
    numbers,
  )((size) => Uint8Array.from({ length: size * 60 }, () => stream.below(256)));
}

/** Columns in units of their own: tiny, huge, and far from 0. */
export function unitColumns(): Dataset {
  const mean = Float32Array.of(2e-25, -3e22, 900.25, 0, -7, 1.5);
  const deviation = Float32Array.of(3e-25, 8e21, 0.5, 40, 1, 0.01);
  const stream = createStream(2, 'unit columns');
  return dataOf('unit-columns', 6, { outputs: 3, mean, deviation })((size) =>
    Float32Array.from(
      { length: size * 6 },
      (_, i) => (mean[i % 6] as number) + stream.normal() * (deviation[i % 6] as number),
    ),
  );
}

/** A network after one epoch. */
export async function trained(changes: Partial<RunSpec>, data: Dataset): Promise<Trained> {
  const spec = tinyConfig({ dataset: data.id, epochs: 1, ...changes });
  const raw = Float32Array.from(data.test.inputs);
  const { events, checkpoint, inspect } = createRun(spec, data, { checkpoints: true });
  for await (const { type } of events) {
    if (type !== 'checkpoint') continue;
    const { arrays, epoch, state } = await checkpoint();
    const answers = await inspect('answers', { inputs: [...raw] });
    const facts = { lab: '0.1.0', dataset: data.id };
    const kept = { run: runIdOf(spec), spec, epoch, arrays, origin: state.feedback, facts };
    return { network: networkOf(kept, data), raw, outputs: answers?.outputs ?? new Float32Array() };
  }
  throw new Error(`The run on ${data.id} ended without a checkpoint.`);
}

const conv = (channels: number, options: Readonly<Record<string, number>>) =>
  hiddenLayer('convolution', { channels, ...options });
const residual = (units: number) => hiddenLayer('residual', { units });
const transformer = (options: Readonly<Record<string, number>>) =>
  hiddenLayer('transformer', { dims: 4, tokens: 3, heads: 2, key: 3, mlp: 5, ...options });

const images: readonly (readonly [string, Partial<RunSpec>])[] = [
  ['dense layers on pixels', {}],
  ['no hidden layer', { hidden: [] }],
  ['a pooled convolution', { hidden: [conv(3, {}), 5] }],
  [
    'convolutions of several strides and paddings',
    {
      hidden: [
        conv(2, { kernel: 5, padding: 2, pool: 1 }),
        conv(4, { kernel: 2, padding: 0, stride: 2, pool: 1 }),
      ],
    },
  ],
  ['windows that leave pixels out', { hidden: [conv(3, { kernel: 2, padding: 0 }), conv(2, { pool: 1 })] }],
  [
    'more padding than kernel',
    { hidden: [conv(2, { kernel: 1, padding: 3, pool: 3 })], activation: 'sigmoid' },
  ],
  ['a residual layer on images', { hidden: [residual(60), conv(2, {}), residual(12), 4] }],
  ['transformers', { hidden: [transformer({}), transformer({ heads: 1, embedding: 0 }), 4] }],
  [
    'a transformer on feature maps',
    { hidden: [conv(2, {}), transformer({ embedding: 0, dims: 4 })], activation: 'relu' },
  ],
  ['a transformer that tells tokens of convolutions', { hidden: [conv(2, {}), transformer({})] }],
  ['convolutions with ReLU', { hidden: [conv(3, {}), 5], activation: 'relu' }],
];

const columns: readonly (readonly [string, Partial<RunSpec>])[] = [
  ['columns, tanh', { activation: 'tanh' }],
  ['columns, sigmoid', { activation: 'sigmoid' }],
  ['columns, ReLU', { activation: 'relu' }],
  ['columns, linear', { activation: 'linear' }],
  ['softmax in one formula with its loss', { outputActivation: 'softmax', loss: 'ce' }],
  ['softmax after a loss of its own', { outputActivation: 'softmax', loss: 'mse' }],
  ['linear outputs', { outputActivation: 'linear', loss: 'mse' }],
  ['no biases', { bias: false }],
  ['a rule with feedback weights', { rule: 'dfa' }],
  ['residual layers', { hidden: [6, residual(6), residual(6)] }],
];

/** Every block, activation and output activation. */
export const exportCases: readonly (readonly [name: string, changes: Partial<RunSpec>, data: Dataset])[] = [
  ...images.map(([name, changes]) => [name, changes, byteImages()] as const),
  ...columns.map(([name, changes]) => [name, changes, unitColumns()] as const),
];

/** The largest difference between two answers. */
export function furthest(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  // NaN stays NaN, which is below no bound.
  return Math.max(...Array.from(a, (value, i) => Math.abs(value - (b[i] as number))));
}
