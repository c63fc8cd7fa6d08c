/** Bundled for the browser by kernels.webgpu.spec.ts: the WebGPU kernels beside plain operations, and their counts. */
import '@tensorflow/tfjs-backend-webgpu';
import {
  env,
  memory,
  backend as presentBackend,
  ready,
  scalar,
  setBackend,
  stack,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor1d,
  tensor2d,
  tidy,
  unstack,
  zeros,
} from '@tensorflow/tfjs-core';
import { compareMeasures, farOff } from '../operations/measures';
import { check } from '../operations/operation';
import { portableBits } from '../operations/portableBits';
import { cases } from '../operations/table';
import {
  type ActivationId,
  activationIds,
  activations,
  outputActivationIds,
} from '../src/core/blocks/activation';
import { type Delta, transposed } from '../src/core/blocks/block';
import { dense } from '../src/core/blocks/dense';
import type { ErrorInformation } from '../src/core/errorMemory/errorInformation';
import {
  createErrorMemory,
  createOneHotMemory,
  type ErrorMemory,
  informationOf,
} from '../src/core/errorMemory/memory';
import { errorTransformIds } from '../src/core/errorMemory/transforms';
import { scaledRows } from '../src/core/feedback/signal';
import { headOf, type Output } from '../src/core/head/head';
import { type LossId, losses, lossIds } from '../src/core/head/loss';
import { confidentLogits, crossEntropyOf, signOf } from '../src/core/head/testSupport';
import type { Kernels } from '../src/core/kernels';
import { createNetwork, type Network } from '../src/core/network/network';
import { optimizerIds, optimizers } from '../src/core/optimizers';
import { otherOptions } from '../src/core/optimizers/testSupport';
import { optionValues } from '../src/core/options';
import { trainStep } from '../src/core/passes/step';
import { createStream } from '../src/core/random/rng';
import { prepareKernels } from '../src/core/run/run';
import { plainSettings, type RunSpec } from '../src/core/run/spec';
import { replayTrajectory } from '../src/core/run/trajectory/trajectory';
import { parseTrajectory } from '../src/core/run/trajectory/trajectoryFile';
import { lossErrorScaleIds } from '../src/core/run/variants';
import { disposeBatch, gatherBatch, gatherTargets } from '../src/core/samples/batches';
import type { Dataset } from '../src/core/samples/dataset';
import { everyOne } from '../src/core/trainer/places';
import { kernelsFor } from '../src/kernels';
import { type SentCheckpoint, trainToTheEnd } from './resumeRuns';

/** Largest difference from plain operations, relative to the largest value, by what was compared. */
export type Differences = Record<string, number>;

export interface Counts {
  /** Of each step, the first one after `prepare` included. */
  readonly dispatches: readonly number[];
  /** Pipelines that had to be waited for in the first step. */
  readonly compiled: number;
  /** Buffers read back in all steps. */
  readonly readBack: number;
  /** Buffers written through a mapping in all steps. */
  readonly mapped: number;
  /** Tensors left behind by a step. */
  readonly leaked: number;
}

const counted = { dispatches: 0, compiled: 0, readBack: 0, mapped: 0 };
const problems: string[] = [];

function count<T extends object>(prototype: T, method: keyof T & string, key: keyof typeof counted): void {
  const original = prototype[method] as (...values: unknown[]) => unknown;
  Object.assign(prototype, {
    [method](this: T, ...values: unknown[]) {
      counted[key] += 1;
      return original.apply(this, values);
    },
  });
}

/** WebGPU errors. Invalid WGSL does not throw, and later results are stale. */
async function start(): Promise<Kernels> {
  if (!(await setBackend('webgpu'))) throw new Error('WebGPU did not start.');
  await ready();
  // Otherwise TensorFlow.js computes small tensors on the CPU.
  env().set('WEBGPU_CPU_FORWARD', false);
  const { device } = presentBackend() as unknown as { device: GPUDevice };
  device.addEventListener('uncapturederror', ({ error }) => problems.push(error.message));
  count(GPUComputePassEncoder.prototype, 'dispatchWorkgroups', 'dispatches');
  count(GPUDevice.prototype, 'createComputePipeline', 'compiled');
  count(GPUBuffer.prototype, 'mapAsync', 'readBack');
  count(GPUBuffer.prototype, 'getMappedRange', 'mapped');
  return kernelsFor('webgpu');
}

const starting = start();

async function settled<T>(value: T): Promise<T> {
  const { device } = presentBackend() as unknown as { device: GPUDevice };
  await device.queue.onSubmittedWorkDone();
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return value;
}

const stream = createStream(1, 'webgpu kernels');
const values = (size: number, scale = 1): Float32Array =>
  Float32Array.from({ length: size }, () => scale * stream.normal());
const matrix = (rows: number, columns: number, scale = 1): Tensor2D =>
  tensor2d(values(rows * columns, scale), [rows, columns]);
/** `count` distinct indices below `size`. */
const places = (size: number, count: number): Tensor1D =>
  tensor1d(Int32Array.from(stream.permutation(size).subarray(0, count)), 'int32');

/** @param least lower limit of the reference magnitude */
async function difference(own: Tensor, plain: Tensor, least = 1): Promise<number> {
  if (String(own.shape) !== String(plain.shape)) return Number.POSITIVE_INFINITY;
  const [a, b] = [await own.data(), await plain.data()];
  let [worst, largest] = [0, 0];
  for (let i = 0; i < b.length; i++) {
    const apart = Math.abs((a[i] as number) - (b[i] as number));
    if (!(apart <= worst)) worst = Number.isNaN(apart) ? Number.POSITIVE_INFINITY : apart;
    largest = Math.max(largest, Math.abs(b[i] as number));
  }
  return worst / Math.max(least, largest);
}

/** Samples, inputs, units: none, some and all of them more than a tile, which they divide or not. */
const shapes = [
  [1, 1, 1],
  [3, 5, 2],
  [32, 64, 32],
  [33, 31, 65],
  [50, 130, 10],
  [70, 40, 97],
] as const;

async function compareForward({ blocks }: Kernels): Promise<Differences> {
  const found: Differences = {};
  for (const [N, inputs, units] of shapes)
    for (const id of [...activationIds, 'softmax'] as const) {
      // Up to where tanh and the sigmoid are flat, and beyond.
      const layer = {
        activation: id,
        parameters: { W: matrix(inputs, units, 4), b: tensor1d(values(units)) },
      };
      const input = matrix(N, inputs, 3);
      found[`forward ${id} ${N} × ${inputs} × ${units}`] = await difference(
        blocks?.dense?.forward?.(layer, input) as Tensor,
        dense.forward(layer, input),
      );
    }
  return found;
}

/** dh with h of a hidden layer, or dz. */
function deltaOf(id: ActivationId | undefined, N: number, units: number): Delta {
  const dh = matrix(N, units);
  if (!id) return { dz: dh };
  return { dh, h: activations[id].apply(matrix(N, units)) };
}

async function compareProducts(kernels: Kernels): Promise<Differences> {
  const found: Differences = {};
  for (const [N, inputs, units] of shapes) {
    const at = `${N} × ${inputs} × ${units}`;
    const [B, T] = [matrix(inputs, units), matrix(units, inputs)];
    for (const id of [undefined, ...activationIds]) {
      const delta = deltaOf(id, N, inputs);
      for (const [W, how] of [
        [transposed(B), 'through B'],
        [T, 'through W'],
      ] as const) {
        const layer = { activation: id ?? 'linear', parameters: { W } };
        // The kernel does not use the layer's input.
        found[`delta ${id} ${at}, ${how}`] = await difference(
          kernels.blocks?.dense?.vjp?.(layer, B, delta) as Tensor,
          dense.vjp(layer, B, delta),
        );
      }
    }
    const [y, target] = [matrix(N, inputs), matrix(N, inputs)];
    const E = target.sub(y);
    for (const sign of [false, true])
      found[`error ${sign} ${at}`] = await difference(
        kernels.errorProduct?.(y, target, B, sign, false) as Tensor,
        ((sign ? E.sign() : E) as Tensor2D).matMul(B),
      );
    found[`signs of 0 ${at}`] = await difference(
      kernels.errorProduct?.(y, y, B, true, false) as Tensor,
      zeros([N, units]),
    );
  }
  return found;
}

async function compareRows(kernels: Kernels): Promise<Differences> {
  const found: Differences = {};
  for (const [N, classes, units] of shapes) {
    const at = `${N} × ${classes} × ${units}`;
    const [B, rows, one, scale] = [
      matrix(classes, units),
      matrix(2 * N, classes),
      matrix(2 * N, 1),
      matrix(N, 1),
    ];
    const indices = places(2 * N, N);
    const labels = tensor1d(
      Int32Array.from({ length: N }, () => stream.below(classes)),
      'int32',
    );
    const read = async (matrix: Tensor2D): Promise<Tensor2D> => {
      const [all, at] = [await matrix.array(), await indices.array()];
      return tensor2d(at.map((place) => all[place] as number[]));
    };
    for (const factor of [undefined, scale])
      found[`rows of B ${at}, ${factor ? 'scaled' : 'as they are'}`] = await difference(
        kernels.scaledRows?.(B, labels, factor) as Tensor,
        scaledRows(B, labels, factor),
      );
    found[`memory ${at}`] = await difference(
      kernels.memoryProduct?.({ rows, indices }, B) as Tensor,
      (await read(rows)).matMul(B),
    );
    found[`memory of one number ${at}`] = await difference(
      kernels.memoryProduct?.({ rows: one, indices }, B, labels) as Tensor,
      scaledRows(B, labels, await read(one)),
    );
    const fresh = matrix(N, classes);
    kernels.writeRows?.(rows, indices, fresh);
    found[`rows written ${at}`] = await difference(await read(rows), fresh);
  }
  return found;
}

/** The reported loss in double precision: on the software adapter log 0 is −88, which a clamp does not catch. */
async function reportedOf(loss: LossId, { y, z }: Output, target: Tensor2D): Promise<Tensor> {
  const T = (await target.array()) as number[][];
  if (z) return scalar(crossEntropyOf(await z.array(), T).loss);
  const log = (value: number): number => Math.max(-100, Math.log(value));
  const part: Readonly<Record<LossId, (y: number, t: number) => number>> = {
    bce: (v, t) => -(t * log(v) + (1 - t) * log(1 - v)),
    ce: (v, t) => -t * log(v),
    mse: (v, t) => (v - t) ** 2,
  };
  const sum = [...(await y.data())].reduce((total, v, i) => total + part[loss](v, T.flat()[i] as number), 0);
  return scalar(sum / y.shape[0]);
}

async function compareOutput(kernels: Kernels): Promise<Differences> {
  const { outputDelta: own } = kernels;
  const found: Differences = {};
  for (const [N, , C] of shapes)
    for (const id of outputActivationIds)
      for (const loss of lossIds) {
        if (!(losses[loss].outputs as readonly string[]).includes(id)) continue;
        const labels = Int32Array.from({ length: N }, () => stream.below(C));
        const target = tensor2d(
          Float32Array.from({ length: N * C }, (_, i) => (labels[Math.floor(i / C)] === i % C ? 1 : 0)),
          [N, C],
        );
        const pair = { loss, outputActivation: id };
        const head = headOf(pair);
        // Some outputs are 0 or 1 to the last digit.
        const output = head.output(
          activations[head.activation].apply(matrix(N, C, id === 'sigmoid' ? 12 : 1)),
        );
        const fused = own?.(loss, id, output, target);
        const at = `${loss}, ${id} ${N} × ${C}`;
        found[`dz of ${at}`] = await difference(fused?.dz as Tensor, head.delta(output.y, target));
        found[`loss of ${at}`] = await difference(
          fused?.loss as Tensor,
          await reportedOf(loss, output, target),
        );
        if (output.z)
          found[`y of ${at}`] = await difference(headOf(pair, kernels).output(output.z).y, output.y);
      }
  return found;
}

/** Cross-entropy of a confident softmax, by kernels and plain operations, compared with double precision. */
async function compareConfident(kernels: Kernels): Promise<Differences> {
  const found: Differences = {};
  const pair = { loss: 'ce', outputActivation: 'softmax' } as const;
  const head = headOf(pair, kernels);
  const all = confidentLogits.map((row) => [[...row]]);
  for (const z of [...all, all.flat()]) {
    const targets = z.map((row) => row.map((_, c) => (c === 0 ? 1 : 0)));
    const target = tensor2d(targets);
    const expected = crossEntropyOf(z, targets);
    const output = head.output(tensor2d(z));
    const fused = kernels.outputDelta?.(pair.loss, pair.outputActivation, output, target);
    const dz = tensor2d(expected.dz, target.shape);
    const told = {
      kernel: fused,
      plain: { dz: head.delta(output.y, target), loss: head.report(output, target) },
    };
    const E = tensor2d(expected.error, target.shape);
    const signs = tensor2d(
      expected.error.map((e, i) => signOf(e, targets.flat()[i] as number)),
      target.shape,
    );
    const one = tensor2d([0, 1, 2].map((c) => [0, 1, 2].map((j) => (j === c ? 1 : 0))));
    for (const sign of [false, true])
      found[`error at ${z}, ${sign}`] = await difference(
        kernels.errorProduct?.(output.y, target, one, sign, true) as Tensor,
        sign ? signs : E,
      );
    for (const [how, one] of Object.entries(told)) {
      found[`dz at ${z}, ${how}`] = await difference(one?.dz as Tensor, dz);
      found[`loss at ${z}, ${how}`] = await difference(one?.loss as Tensor, scalar(expected.loss));
    }
  }
  return found;
}

/** Three updates of a layer by the kernel and by the plain optimizer; later reads must see in-place changes. */
async function compareLearning({ blocks }: Kernels): Promise<Differences> {
  const found: Differences = {};
  for (const [N, inputs, units] of shapes)
    for (const id of optimizerIds)
      for (const through of [undefined, ...activationIds]) {
        const optimizer = optimizers[id];
        const { slots } = optimizer;
        const options = optionValues(optimizer.options, through ? {} : otherOptions);
        const pair = [matrix(inputs, units), tensor1d(values(units))] as const;
        const own = pair.map((one) => ({
          parameter: one.clone().add(0) as Tensor,
          state: slots > 0 ? [zeros([slots, ...one.shape])] : [],
        }));
        let plain = pair.map((one) => ({
          parameter: one as Tensor,
          state: Array.from({ length: slots }, () => zeros(one.shape)) as readonly Tensor[],
        }));
        for (let t = 1; t <= 3; t++) {
          const [input, delta] = [matrix(N, inputs), deltaOf(through, N, units)];
          const context = { learningRate: 0.05, t, options };
          const [W, b] = own as [(typeof own)[0], (typeof own)[0]];
          await W.parameter.data();
          const activation = through ?? 'linear';
          blocks?.dense?.learn?.[id]?.({ activation, slots: { W, b } }, input, delta, context);
          const parameters = { W: pair[0], b: pair[1] };
          const gradients = dense.gradients({ activation, parameters }, input, delta);
          plain = plain.map(({ parameter, state }, k) =>
            optimizer.update(parameter, k === 0 ? gradients.W : gradients.b, state, context),
          );
        }
        for (const [k, { parameter, state }] of own.entries()) {
          const at = `${id}, ${through}, ${k === 0 ? 'W' : 'b'} ${N} × ${inputs} × ${units}`;
          found[`learn ${at}`] = await difference(parameter, plain[k]?.parameter as Tensor);
          const kept = state.flatMap((one) => unstack(one));
          for (const [s, one] of kept.entries())
            found[`state ${s} ${at}`] = await difference(one, plain[k]?.state[s] as Tensor);
        }
      }
  return found;
}

/** Sizes of a parameter and of its gradient: less than a workgroup, some, and more than a dispatch has in a row. */
const descents = [
  [1, 1e-12],
  [63, 1],
  [130, 1e6],
  [64 * 1024 + 70, 1],
] as const;

/** A single optimizer step, in place, at the first and at a late update. */
async function compareDescending({ descend }: Kernels): Promise<Differences> {
  const found: Differences = {};
  for (const id of optimizerIds)
    for (const [i, [size, scale]] of descents.entries()) {
      const optimizer = optimizers[id];
      const late = i % 2 === 1;
      const options = optionValues(optimizer.options, late ? otherOptions : {});
      const context = { learningRate: 0.05, t: late ? 1_000_000 : 1, options };
      const [parameter, gradient] = [tensor1d(values(size)), tensor1d(values(size, scale))];
      // Positive, as means of squares are.
      const state = Array.from({ length: optimizer.slots }, () =>
        tensor1d(values(size, scale).map(Math.abs)),
      );
      const own = { parameter: parameter.add(0) as Tensor, state: state.length > 0 ? [stack(state)] : [] };
      const plain = optimizer.update(parameter, gradient, state, context);
      const { numTensors } = memory();
      descend?.[id]?.(own, gradient, context);
      const at = `${id}, ${size} of ${scale}`;
      found[`tensors ${at}`] = memory().numTensors - numTensors;
      found[`descend ${at}`] = await difference(own.parameter, plain.parameter);
      const kept = own.state.flatMap((one) => unstack(one));
      for (const [s, one] of kept.entries())
        found[`state ${s} ${at}`] = await difference(one, plain.state[s] as Tensor, 0);
    }
  return found;
}

/** Without biases, b and its state stay unchanged. */
async function compareWithoutBias({ blocks }: Kernels): Promise<Differences> {
  const [input, dz] = [matrix(7, 40), matrix(7, 35)];
  const parameter = matrix(40, 35);
  const options = optionValues(optimizers.sgd.options, {});
  const context = { learningRate: 0.1, t: 1, options };
  const plain = optimizers.sgd.update(parameter, input.transposedMatMul(dz), [], context);
  const own = { parameter: parameter.add(0) as Tensor, state: [] };
  blocks?.dense?.learn?.sgd?.({ activation: 'linear', slots: { W: own } }, input, { dz }, context);
  return { 'learn without biases': await difference(own.parameter, plain.parameter) };
}

const base: RunSpec = {
  ...plainSettings,
  dataset: 'random',
  rule: 'bp',
  hidden: [12],
  activation: 'tanh',
  outputActivation: 'sigmoid',
  loss: 'bce',
  optimizer: 'adam',
  learningRate: 0.001,
  batchSize: 50,
  epochs: 1,
  seed: 0,
};

function data(inputs: number, outputs: number, size: number): Dataset {
  const split = {
    size,
    inputs: values(size * inputs),
    targets: {
      kind: 'classes',
      labels: Uint8Array.from({ length: size }, () => stream.below(outputs)),
    },
  } as const;
  return { id: 'random', inputs, outputs, mean: 0, deviation: 1, train: split, test: split };
}

type Remembering = Pick<RunSpec, 'rule' | 'errorTransform' | 'loss' | 'lossErrorScale'>;

const rememberings: readonly Remembering[] = (['f3-error', 'f3-loss'] as const).flatMap((rule) =>
  errorTransformIds.flatMap((errorTransform) =>
    lossIds.flatMap((loss) =>
      lossErrorScaleIds.map((lossErrorScale) => ({ rule, errorTransform, loss, lossErrorScale })),
    ),
  ),
);

/** Error memory after a visit, and the feedback at the next one. */
async function compareMemories(kernels: Kernels): Promise<Differences> {
  const found: Differences = {};
  const set = data(3, 7, 90);
  const targets = gatherTargets(set.train, everyOne(90), 7);
  const batch = gatherBatch(set, set.train, stream.permutation(90).subarray(0, 70));
  const B = matrix(7, 37);
  for (const changes of rememberings) {
    const information = informationOf({ ...base, ...changes }) as ErrorInformation;
    const y = activations.sigmoid.apply(matrix(70, 7));
    const kinds = {
      'all outputs': (with_: Kernels) => createErrorMemory(targets, 7, information, with_),
      'one number': (with_: Kernels) => createOneHotMemory(90, information, with_),
    };
    for (const [kind, create] of Object.entries(kinds)) {
      if (kind === 'one number' && !information.transform.oneNumber) continue;
      const [own, plain] = [create(kernels), create({})];
      for (const one of [own, plain]) {
        tidy(() => one.write(batch, y));
        one.endEpoch();
      }
      const at = `${Object.values(changes)}, ${kind}`;
      found[`remembered ${at}`] = await difference(own.all(), plain.all());
      const fedBack = plain.read(batch).matMul(B);
      found[`fed back ${at}`] = await difference(own.signal(batch).matMul(B), fedBack);
    }
  }
  return found;
}

const comparisons = {
  forward: compareForward,
  products: compareProducts,
  rows: compareRows,
  output: compareOutput,
  confident: compareConfident,
  learning: compareLearning,
  descending: compareDescending,
  'learning without biases': compareWithoutBias,
  memories: compareMemories,
  watched: compareWatched,
  'not a number': compareNaN,
};
export type Comparison = keyof typeof comparisons;

function take(key: keyof typeof counted): number {
  const value = counted[key];
  counted[key] = 0;
  return value;
}

/** Weights after steps of which every second one is observed, which uses plain operations on the same state. */
async function compareWatched(kernels: Kernels): Promise<Differences> {
  const found: Differences = {};
  const set = data(6, 4, 60);
  for (const optimizer of optimizerIds)
    for (const rule of ['bp', 'pepita'] as const) {
      const config: RunSpec = { ...base, rule, optimizer, hidden: [9] };
      const [own, plain] = [kernels, {}].map((with_) => createNetwork(config, 6, 4, undefined, with_));
      for (let step = 0; step < 4; step++) {
        const batch = gatherBatch(set, set.train, everyOne(60).subarray(15 * step, 15 * (step + 1)));
        const watching = step % 2 === 1 ? { gradients: () => undefined } : {};
        for (const net of [own, plain]) if (net) trainStep(net, batch, undefined, watching).dispose();
      }
      for (const [i, layer] of (own as Network).layers.entries()) {
        const other = (plain as Network).layers[i]?.parameters;
        for (const [name, parameter] of Object.entries(layer.parameters))
          found[`${name} ${optimizer}, ${rule}, ${i}`] = await difference(parameter, other?.[name] as Tensor);
      }
    }
  return found;
}

/** NaN must propagate, so that divergence is detected; 1 if it does not. */
async function compareNaN({ blocks, outputDelta }: Kernels): Promise<Differences> {
  const found: Differences = {};
  const input = tensor2d([Number.NaN, 1], [1, 2]);
  const lost = async (tensor: Tensor | undefined): Promise<number> =>
    Number.isNaN((await tensor?.data())?.[0]) ? 0 : 1;
  for (const id of [...activationIds, 'softmax'] as const) {
    const layer = { activation: id, parameters: { W: matrix(2, 2), b: tensor1d([0, 0]) } };
    found[`h of ${id}`] = await lost(blocks?.dense?.forward?.(layer, input));
  }
  for (const loss of lossIds) {
    const id = loss === 'ce' ? 'softmax' : 'sigmoid';
    const output = loss === 'ce' ? { y: input, z: input } : { y: input, z: undefined };
    const fused = outputDelta?.(loss, id, output, tensor2d([1, 0], [1, 2]));
    found[`loss ${loss}`] = await lost(fused?.loss);
    found[`dz ${loss}`] = await lost(fused?.dz);
  }
  return found;
}

/** Counts of three steps as a run makes them. @param fused with the kernels, or by plain operations */
async function countSteps(settings: Partial<RunSpec>, inputs: number, fused: boolean): Promise<Counts> {
  const kernels = fused ? await starting : {};
  const config: RunSpec = { ...base, ...settings };
  const set = data(inputs, 10, 3 * config.batchSize);
  await prepareKernels(config, { kernels });
  const net = createNetwork(config, inputs, 10, undefined, kernels);
  const information = informationOf(config);
  const targets = gatherTargets(set.train, everyOne(set.train.size), 10);
  const create = (of: ErrorInformation): ErrorMemory =>
    of.transform.oneNumber
      ? createOneHotMemory(set.train.size, of, kernels)
      : createErrorMemory(targets, 10, of, kernels);
  const errors = information && create(information);
  const order = stream.permutation(set.train.size);
  for (const key of Object.keys(counted) as (keyof typeof counted)[]) take(key);
  const dispatches: number[] = [];
  let compiled = 0;
  let leaked = 0;
  for (let b = 0; b < 3; b++) {
    const before = memory().numTensors;
    const batch = gatherBatch(
      set,
      set.train,
      order.subarray(b * config.batchSize, (b + 1) * config.batchSize),
    );
    trainStep(net, batch, errors).dispose();
    disposeBatch(batch);
    dispatches.push(take('dispatches'));
    if (b === 0) compiled = take('compiled');
    leaked = memory().numTensors - before;
  }
  const readBack = take('readBack');
  const mapped = take('mapped');
  net.dispose();
  errors?.dispose();
  return settled({ dispatches, compiled, readBack, mapped, leaked });
}

/** The adapter's violations of the table of operations, as text. */
async function checkOperations(kernels: Kernels): Promise<string[]> {
  const told: string[] = [];
  for (const one of cases) {
    const { operation, on, violations } = await check(one, 'webgpu', kernels);
    told.push(...violations.map((text) => `${operation}, ${on}: ${text}`));
  }
  return told;
}

const api = {
  portableBits: async () => portableBits(),
  operations: async () =>
    settled({ checked: cases.length, violations: await checkOperations(await starting) }),
  measures: async () => settled(farOff(await compareMeasures(await starting))),
  compare: async (what: Comparison): Promise<Differences> => settled(await comparisons[what](await starting)),
  comparisons: Object.keys(comparisons) as Comparison[],
  countSteps,
  trainToTheEnd: async (spec: RunSpec, from?: SentCheckpoint) =>
    settled(await trainToTheEnd(spec, await starting, from)),
  replay: async (json: unknown): Promise<Differences> =>
    settled({ ...(await replayTrajectory(parseTrajectory(json), await starting)) }),
};
export type KernelsInPage = typeof api;
Object.assign(globalThis, { kernelsInPage: api });
