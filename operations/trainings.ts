/** Short trainings with the same seed on two backends: dense and convolutional nets, all rules, all optimizers. */
import { setBackend } from '@tensorflow/tfjs-core';
import type { Kernels } from '../src/core/kernels';
import { optimizerIds } from '../src/core/optimizers';
import { createStream } from '../src/core/random/rng';
import { type RuleId, ruleIds } from '../src/core/rules';
import type { BackendId } from '../src/core/run/backends';
import type { NamedArray } from '../src/core/run/checkpoint';
import { createRun } from '../src/core/run/run';
import { plainSettings, type RunSpec } from '../src/core/run/spec';
import type { Dataset, Split } from '../src/core/samples/dataset';
import { parseTopology } from '../src/experiment/networks/topology';

const [SIDE, CLASSES, BATCH] = [12, 10, 13];
const INPUTS = SIDE * SIDE;

/** Images of noise over a pattern for each class. */
function imagesOf(steps: number): Dataset {
  const stream = createStream(1, 'trainings');
  const patterns = Float32Array.from({ length: CLASSES * INPUTS }, () => stream.normal());
  const split = (size: number): Split => {
    const labels = Uint8Array.from({ length: size }, () => stream.below(CLASSES));
    const inputs = Float32Array.from(
      { length: size * INPUTS },
      (_, i) =>
        0.5 * (patterns[(labels[Math.floor(i / INPUTS)] as number) * INPUTS + (i % INPUTS)] as number) +
        stream.normal(),
    );
    return { size, inputs, targets: { kind: 'classes', labels } };
  };
  const [train, test] = [split(steps * BATCH), split(BATCH)];
  const shape = [1, SIDE, SIDE];
  return { id: 'images', inputs: INPUTS, shape, outputs: CLASSES, mean: 0, deviation: 1, train, test };
}

const base: RunSpec = {
  ...plainSettings,
  dataset: 'images',
  rule: 'bp',
  hidden: [37, 24],
  activation: 'tanh',
  outputActivation: 'sigmoid',
  loss: 'bce',
  optimizer: 'adam',
  learningRate: 0.001,
  batchSize: BATCH,
  epochs: 1,
  seed: 1,
};

export interface Training {
  readonly name: string;
  readonly spec: RunSpec;
}

const NETS = ['FC_37_FC_24_FC_10', 'CONV_5_3_1_1_FC_20_FC_10', 'CONV_4_3_1_1_CONV_6_3_2_1_FC_10'];

function trainingOf(net: string, rule: RuleId, changes: Partial<RunSpec> = {}): Training {
  const topology = parseTopology(net);
  if (!topology || 'problem' in topology) throw new Error(`${net} is no topology.`);
  const name = [net, rule, ...Object.values(changes)].join(', ');
  return { name, spec: { ...base, hidden: [...topology.hidden], rule, ...changes } };
}

export const trainings: readonly Training[] = [
  ...NETS.flatMap((net) => ruleIds.map((rule) => trainingOf(net, rule))),
  ...NETS.slice(0, 2).flatMap((net) =>
    (['bp', 'f3-error'] as const).flatMap((rule) => [
      ...optimizerIds.slice(1).map((optimizer) => trainingOf(net, rule, { optimizer })),
      trainingOf(net, rule, { activation: 'relu', outputActivation: 'softmax', loss: 'ce' }),
    ]),
  ),
];

export interface Trained {
  readonly losses: readonly number[];
  readonly arrays: Readonly<Record<string, NamedArray>>;
}

export async function trained({ spec }: Training, steps: number, kernels: Kernels): Promise<Trained> {
  const options = { kernels, lossPointsPerEpoch: steps, checkpoints: true };
  const { events, checkpoint } = createRun(spec, imagesOf(steps), options);
  const losses: number[] = [];
  let arrays: Trained['arrays'] = {};
  for await (const event of events) {
    if (event.type === 'loss') losses.push(event.trainingLoss);
    if (event.type === 'checkpoint') ({ arrays } = await checkpoint());
  }
  return { losses, arrays };
}

const sameBits = (a: ArrayLike<number>, b: ArrayLike<number>): boolean =>
  a.length === b.length && Array.from(a).every((value, i) => Object.is(value, b[i]));

/** Losses, parameters, optimizer state and error memory. */
const isSame = (a: Trained, b: Trained): boolean =>
  sameBits(a.losses, b.losses) &&
  Object.entries(a.arrays).every(([name, { values }]) => sameBits(values, b.arrays[name]?.values ?? []));

/** ‖a − b‖ / ‖b‖, infinite where their sizes differ. */
function apart(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  let [difference, size] = [0, 0];
  for (let i = 0; i < b.length; i++) {
    difference += ((a[i] as number) - (b[i] as number)) ** 2;
    size += (b[i] as number) ** 2;
  }
  return difference === 0 ? 0 : Math.sqrt(difference / size);
}

export interface TrainingComparison {
  readonly name: string;
  /** Largest relative difference of a batch's loss. */
  readonly loss: number;
  /** The array that is furthest apart, relative to its norm. */
  readonly array: readonly [name: string, apart: number];
  /** Twice on the backend: the same bits. */
  readonly repeats: boolean;
  readonly within: boolean;
}

const BOUND = 1e-4;

/**
 * PEPITA's updates are differences of two passes, whose rounding errors Adam may scale up to a whole step: of its trainings
 * only the losses are judged.
 */
const boundOfArrays = ({ spec }: Training): number =>
  spec.rule === 'pepita' ? Number.POSITIVE_INFINITY : BOUND;

/** Both started. @param steps of each training */
export async function compareTrainings(
  [own, reference]: readonly [BackendId, BackendId],
  kernels: readonly [Kernels, Kernels],
  steps: number,
  all = trainings,
): Promise<TrainingComparison[]> {
  await setBackend(reference);
  const expected: Trained[] = [];
  for (const one of all) expected.push(await trained(one, steps, kernels[1]));
  await setBackend(own);
  const comparisons: TrainingComparison[] = [];
  for (const [i, one] of all.entries()) {
    const right = expected[i] as Trained;
    const found = await trained(one, steps, kernels[0]);
    const again = await trained(one, steps, kernels[0]);
    const each = right.losses.map((loss, k) => Math.abs((found.losses[k] ?? Number.NaN) / loss - 1));
    const arrays = Object.entries(right.arrays).map(
      ([name, { values }]) => [name, apart(found.arrays[name]?.values ?? [], values)] as const,
    );
    const array = arrays.sort(([, a], [, b]) => b - a)[0] ?? ['none', Number.POSITIVE_INFINITY];
    const [loss, repeats] = [Math.max(...each), isSame(found, again)];
    const within = loss <= BOUND && array[1] <= boundOfArrays(one) && repeats;
    comparisons.push({ name: one.name, loss, array, repeats, within });
  }
  return comparisons;
}
