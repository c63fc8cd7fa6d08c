/** Measures and losses over many numbers, against double precision. */
import { type Tensor, type Tensor2D, tensor2d } from '@tensorflow/tfjs-core';
import type { Kernels } from '../src/core/kernels';
import { angle, meanRowAngle } from '../src/core/measures/angle';
import type { Reading } from '../src/core/measures/measure';
import { rootMean } from '../src/core/measures/norms';
import { readAll } from '../src/core/measures/taking/read';
import { createNetwork } from '../src/core/network/network';
import { createStream } from '../src/core/random/rng';
import { plainSettings, type RunSpec } from '../src/core/run/spec';
import { type Evaluation, evaluate } from '../src/core/trainer/evaluate';
import { everyOne } from '../src/core/trainer/places';

export interface Comparison {
  readonly what: string;
  readonly found: number;
  readonly exact: number;
  /** The largest allowed difference, relative to the exact value. */
  readonly within: number;
}

const drawn = (count: number, name: string): Float32Array => {
  const stream = createStream(1, 'measures', name);
  return Float32Array.from({ length: count }, () => stream.uniform(-1, 1));
};

const degrees = (radians: number): number => (radians * 180) / Math.PI;

function dot(a: Float32Array, b: Float32Array, from = 0, to = a.length): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

const exactAngle = (a: Float32Array, b: Float32Array): number =>
  degrees(Math.acos(dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b))));

function exactRowAngle(a: Float32Array, b: Float32Array, width: number): number {
  let sum = 0;
  for (let from = 0; from < a.length; from += width) {
    const of = (u: Float32Array, v: Float32Array): number => dot(u, v, from, from + width);
    sum += of(a, b) / Math.sqrt(of(a, a) * of(b, b));
  }
  return degrees(Math.acos((sum * width) / a.length));
}

async function read(compute: () => Reading | undefined): Promise<number> {
  const [value] = await readAll(() => [compute()]);
  return value ?? Number.NaN;
}

/** Two arrays, the second near the first. */
function near(count: number): readonly [Float32Array, Float32Array] {
  const [a, noise] = [drawn(count, 'a'), drawn(count, 'noise')];
  return [a, a.map((value, i) => value + 0.05 * (noise[i] as number))];
}

/** Angle and norm of a matrix of n × n; mean angle of rows of which there are 200. */
async function largeTensors(n: number): Promise<Comparison[]> {
  const [a, b] = near(n * n);
  const width = (n * n) / 200;
  const matrix = (values: Float32Array): Tensor2D => tensor2d(values, [n, n]);
  const rows = (values: Float32Array): Tensor2D => tensor2d(values, [200, width]);
  return [
    {
      what: `angle, ${n} × ${n}`,
      found: await read(() => angle(matrix(a), matrix(b))),
      exact: exactAngle(a, b),
      within: 1e-3,
    },
    {
      what: `norm, ${n} × ${n}`,
      found: await read(() => rootMean(() => matrix(a) as Tensor)),
      exact: Math.sqrt(dot(a, a)),
      within: 1e-6,
    },
    {
      what: `angle of rows, 200 × ${width}`,
      found: await read(() => meanRowAngle(rows(a), rows(b))),
      exact: exactRowAngle(a, b, width),
      within: 1e-3,
    },
  ];
}

const config: RunSpec = {
  ...plainSettings,
  dataset: 'large',
  rule: 'bp',
  hidden: [],
  activation: 'tanh',
  outputActivation: 'linear',
  loss: 'mse',
  optimizer: 'sgd',
  learningRate: 0.1,
  batchSize: 1,
  epochs: 1,
  seed: 0,
};

/** The loss over a number of samples with 100 outputs, with identity weights. */
async function largeEvaluation(samples: number, kernels: Kernels): Promise<Comparison> {
  const C = 100;
  const [inputs, values] = [drawn(samples * C, 'inputs'), drawn(samples * C, 'values')];
  const split = { size: samples, inputs, targets: { kind: 'values', values } } as const;
  const data = { id: 'large', inputs: C, outputs: C, mean: 0, deviation: 1, train: split, test: split };
  const W = Float32Array.from({ length: C * C }, (_, at) => Number(at % (C + 1) === 0));
  const net = createNetwork(
    config,
    { inputs: C, outputs: C },
    { layers: [{ W, b: new Float32Array(C) }], feedback: [] },
    kernels,
  );
  const { loss }: Evaluation = await evaluate(net, data, split, everyOne(samples));
  net.dispose();
  const differences = inputs.map((x, i) => x - (values[i] as number));
  const exact = dot(differences, differences) / samples;
  return { what: `squared error, ${samples} × ${C}`, found: loss, exact, within: 1e-6 };
}

/** @param n rows and columns of the large tensors */
export async function compareMeasures(kernels: Kernels, n = 2000): Promise<Comparison[]> {
  return [...(await largeTensors(n)), await largeEvaluation(4000, kernels)];
}

/** Messages about values too far from double precision. */
export const farOff = (comparisons: readonly Comparison[]): string[] =>
  comparisons
    .filter(({ found, exact, within }) => !(Math.abs(found - exact) <= within * Math.abs(exact)))
    .map(({ what, found, exact }) => `${what}: ${found} in place of ${exact}`);
