/** Bundled for the browser by kernels.webgpu.spec.ts: compares the WebGPU kernels with plain operations. */
import '@tensorflow/tfjs-backend-cpu';
import {
  env,
  memory,
  backend as presentBackend,
  ready,
  reshape,
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
import { blocks } from '../src/core/blocks';
import {
  type ActivationId,
  activationIds,
  activations,
  outputActivationIds,
} from '../src/core/blocks/activation';
import { type Block, type Delta, type Layer, type Transposed, transposed } from '../src/core/blocks/block';
import { pooledBorder } from '../src/core/blocks/border';
import { type ChainedBlock, chainOf, densePlace } from '../src/core/blocks/chain';
import { dense } from '../src/core/blocks/dense';
import { hiddenLayer } from '../src/core/blocks/hidden';
import type { ErrorInformation } from '../src/core/errorMemory/errorInformation';
import { createErrorMemory, createOneHotMemory, informationOf } from '../src/core/errorMemory/memory';
import { errorTransformIds } from '../src/core/errorMemory/transforms';
import { scaledRows } from '../src/core/feedback/signal';
import { headOf, type Output } from '../src/core/head/head';
import { type LossId, losses, lossIds } from '../src/core/head/loss';
import { confidentLogits, crossEntropyOf, signOf } from '../src/core/head/testSupport';
import type { BlockKernels, Kernels, Pooling } from '../src/core/kernels';
import { createNetwork, type Network } from '../src/core/network/network';
import { type OptimizerId, optimizerIds, optimizers } from '../src/core/optimizers';
import { otherOptions } from '../src/core/optimizers/testSupport';
import { optionValues } from '../src/core/options';
import { trainStep } from '../src/core/passes/step';
import { createStream } from '../src/core/random/rng';
import { plainSettings, type RunSpec } from '../src/core/run/spec';
import { replayTrajectory } from '../src/core/run/trajectory/trajectory';
import { parseTrajectory } from '../src/core/run/trajectory/trajectoryFile';
import { lossErrorScaleIds } from '../src/core/run/variants';
import { type Batch, batchSource, gatherBatch, gatherTargets } from '../src/core/samples/batches';
import type { Dataset } from '../src/core/samples/dataset';
import { everyOne } from '../src/core/trainer/places';
import { kernelsFor } from '../src/kernels';
import { startWebgpu } from '../src/kernels/webgpu/device';
import { type Counts, countCalls, countSteps, takeDispatches } from '../src/kernels/webgpu/testSupport';
import { type DataKind, type SentCheckpoint, trainToTheEnd } from './resumeRuns';

/** Largest difference from plain operations, relative to the largest value, by what was compared. */
export type Differences = Record<string, number>;

const problems: string[] = [];

/** WebGPU errors. Invalid WGSL does not throw, and later results are stale. */
async function start(): Promise<Kernels> {
  if (!(await startWebgpu())) throw new Error('WebGPU did not start.');
  await ready();
  // Otherwise TensorFlow.js computes small tensors on the CPU.
  env().set('WEBGPU_CPU_FORWARD', false);
  const { device } = presentBackend() as unknown as { device: GPUDevice };
  device.addEventListener('uncapturederror', ({ error }) => problems.push(error.message));
  countCalls();
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

/** Plain operations on the cpu backend: a reference that takes milliseconds where the software adapter takes seconds. */
async function onCpu<T>(compute: () => T | Promise<T>): Promise<T> {
  await setBackend('cpu');
  try {
    return await compute();
  } finally {
    await setBackend('webgpu');
  }
}

/** @param least lower limit of the reference magnitude */
async function difference(own: Tensor, plain: Tensor, least = 1): Promise<number> {
  if (String(own.shape) !== String(plain.shape)) return Number.POSITIVE_INFINITY;
  const [a, b] = await Promise.all([own.data(), plain.data()]);
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
        place: densePlace(inputs, units),
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

/** Numbers of which each backend makes its own tensor. */
type Numbers = () => Tensor2D;
function numbers(rows: number, columns: number): Numbers {
  const drawn = values(rows * columns);
  return () => tensor2d(drawn, [rows, columns]);
}

/** dh with h of a hidden layer, or dz. */
function deltaOf(id: ActivationId | undefined, N: number, units: number): () => Delta {
  const [dh, z] = [numbers(N, units), numbers(N, units)];
  return () => (id ? { dh: dh(), h: activations[id].apply(z()) } : { dz: dh() });
}

async function compareVjp({ blocks }: Kernels, shape: (typeof shapes)[number]): Promise<Differences> {
  const found: Differences = {};
  const [N, inputs, units] = shape;
  const [B, T] = [numbers(inputs, units), numbers(units, inputs)];
  for (const id of [undefined, ...activationIds]) {
    const delta = deltaOf(id, N, inputs);
    for (const [W, how] of [
      [() => transposed(B()), 'through B'],
      [T, 'through W'],
    ] as const) {
      const layer = { activation: id ?? 'linear', place: densePlace(shape[2], shape[1]), parameters: {} };
      // The kernel does not use the layer's input.
      found[`delta ${id} ${shape.join(' × ')}, ${how}`] = await difference(
        blocks?.dense?.vjp?.(layer, B(), delta(), { W: W() }) as Tensor,
        await onCpu(() => dense.vjp(layer as Parameters<typeof dense.vjp>[0], B(), delta(), { W: W() })),
      );
    }
  }
  return found;
}

async function compareProducts(kernels: Kernels): Promise<Differences> {
  const found: Differences = {};
  for (const shape of shapes) {
    Object.assign(found, await compareVjp(kernels, shape));
    const [N, inputs, units] = shape;
    const at = shape.join(' × ');
    const [y, target, B] = [numbers(N, inputs), numbers(N, inputs), numbers(inputs, units)];
    for (const sign of [false, true])
      found[`error ${sign} ${at}`] = await difference(
        kernels.errorProduct?.(y(), target(), B(), sign, false) as Tensor,
        await onCpu(() => {
          const E = target().sub(y());
          return ((sign ? E.sign() : E) as Tensor2D).matMul(B());
        }),
      );
    found[`signs of 0 ${at}`] = await difference(
      kernels.errorProduct?.(y(), y(), B(), true, false) as Tensor,
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

interface Learned {
  readonly parameter: Tensor;
  readonly state: readonly Tensor[];
}

/** A layer's start and the inputs and deltas of three updates. */
function lesson(id: OptimizerId, through: ActivationId | undefined, shape: (typeof shapes)[number]) {
  const [N, inputs, units] = shape;
  const { options } = optimizers[id];
  return {
    activation: through ?? 'linear',
    start: [numbers(inputs, units), numbers(1, units)] as const,
    updates: [1, 2, 3].map((t) => ({
      input: numbers(N, inputs),
      delta: deltaOf(through, N, units),
      context: { learningRate: 0.05, t, options: optionValues(options, through ? {} : otherOptions) },
    })),
  };
}
type Lesson = ReturnType<typeof lesson>;
const vector = (row: Numbers): Tensor1D => reshape(row(), [-1]);

/** By the kernel; reads between updates must see in-place changes. */
const placeOf = ({ shape: [inputs = 0, units = 0] }: Tensor) => densePlace(inputs, units);

async function learnInPlace(id: OptimizerId, { blocks }: Kernels, one: Lesson): Promise<Learned[]> {
  const { slots } = optimizers[id];
  const [W, b] = [one.start[0](), vector(one.start[1])].map((parameter) => ({
    parameter: parameter.add(0) as Tensor,
    state: slots > 0 ? [zeros([slots, ...parameter.shape])] : [],
  })) as [{ parameter: Tensor; state: Tensor[] }, { parameter: Tensor; state: Tensor[] }];
  for (const { input, delta, context } of one.updates) {
    await W.parameter.data();
    const layer = {
      activation: one.activation,
      place: placeOf(W.parameter),
      parameters: {},
      slots: { W, b },
    };
    blocks?.dense?.learn?.[id]?.(layer, input(), delta(), context);
  }
  return [W, b].map(({ parameter, state }) => ({ parameter, state: state.flatMap((all) => unstack(all)) }));
}

function learnPlainly(id: OptimizerId, one: Lesson): readonly Learned[] {
  const parameters = { W: one.start[0](), b: vector(one.start[1]) };
  let learned: Learned[] = [parameters.W, parameters.b].map((parameter) => ({
    parameter,
    state: Array.from({ length: optimizers[id].slots }, () => zeros(parameter.shape)),
  }));
  for (const { input, delta, context } of one.updates) {
    const { W, b } = dense.gradients(
      { activation: one.activation, place: placeOf(parameters.W), parameters },
      input(),
      delta(),
    );
    learned = learned.map(({ parameter, state }, k) =>
      optimizers[id].update(parameter, k === 0 ? W : b, state, context),
    );
  }
  return learned;
}

/** Three updates of a layer by the kernel and by the plain optimizer. */
async function compareLearning(kernels: Kernels): Promise<Differences> {
  const found: Differences = {};
  for (const shape of shapes)
    for (const id of optimizerIds)
      for (const through of [undefined, ...activationIds]) {
        const one = lesson(id, through, shape);
        const own = await learnInPlace(id, kernels, one);
        const plain = await onCpu(() => learnPlainly(id, one));
        for (const [k, { parameter, state }] of own.entries()) {
          const at = `${id}, ${through}, ${k === 0 ? 'W' : 'b'} ${shape.join(' × ')}`;
          found[`learn ${at}`] = await difference(parameter, plain[k]?.parameter as Tensor);
          for (const [s, stored] of state.entries())
            found[`state ${s} ${at}`] = await difference(stored, plain[k]?.state[s] as Tensor);
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
  blocks?.dense?.learn?.sgd?.(
    { activation: 'linear', place: densePlace(40, 35), parameters: {}, slots: { W: own } },
    input,
    { dz },
    context,
  );
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

/** Image, filters and their way over it: all of W in a tile or several, windows that leave a rest or do not fit. */
const convolutions: readonly (Readonly<Record<'channels' | 'kernel' | 'stride' | 'padding', number>> & {
  readonly shape: readonly number[];
})[] = [
  { shape: [1, 7, 6], channels: 4, kernel: 5, stride: 1, padding: 2 },
  { shape: [3, 9, 8], channels: 35, kernel: 3, stride: 2, padding: 1 },
  { shape: [2, 8, 8], channels: 5, kernel: 4, stride: 3, padding: 2 },
  { shape: [5, 4, 4], channels: 7, kernel: 1, stride: 1, padding: 0 },
  { shape: [4, 14, 14], channels: 8, kernel: 3, stride: 1, padding: 1 },
];

/** What a convolution computes, by what it is. */
function convolved(
  { forward, vjp, gradients }: Required<Pick<BlockKernels, 'forward' | 'vjp' | 'gradients'>>,
  layer: Layer,
  { h, dh, z, matrices }: ConvolutionInput,
): Record<string, Tensor> {
  const found: Record<string, Tensor> = { forward: forward(layer, h) };
  const deltas: Readonly<Record<string, Delta>> = { dh: { dh, h: z }, dz: { dz: dh } };
  for (const [kind, delta] of Object.entries(deltas)) {
    for (const [name, W] of Object.entries(matrices))
      found[`vjp of ${kind} through ${name}`] = vjp(layer, h, delta, { ...layer.parameters, W });
    for (const [name, gradient] of Object.entries(gradients(layer, h, delta)))
      found[`d${name} of ${kind}`] = gradient;
  }
  return found;
}

interface ConvolutionInput {
  readonly h: Tensor2D;
  readonly dh: Tensor2D;
  /** A possible output. */
  readonly z: Tensor2D;
  readonly matrices: Readonly<Record<string, Tensor2D | Transposed>>;
}

/** On a device that takes no more workgroups in one direction. */
function withWorkgroups<T>(most: number, compute: () => T): T {
  const { device } = presentBackend() as unknown as { device: GPUDevice };
  const limits = new Proxy(device.limits, {
    get: (all, name) => (name === 'maxComputeWorkgroupsPerDimension' ? most : Reflect.get(all, name, all)),
  });
  Object.defineProperty(device, 'limits', { value: limits, configurable: true });
  try {
    return compute();
  } finally {
    Reflect.deleteProperty(device, 'limits');
  }
}

/** Convolutions in programs of their own, against plain operations, which come first: no tensor is read back for them. */
async function compareConvolutions({ blocks: own }: Kernels): Promise<Differences> {
  const found: Differences = {};
  for (const { shape, ...options } of convolutions) {
    const ends = { inputs: shape.reduce((a, b) => a * b, 1), outputs: 2, shape };
    const hidden = hiddenLayer('convolution', { ...options, pool: 1 });
    const { input, output, options: all } = chainOf(ends, [hidden])[0] as ChainedBlock;
    const [fanIn, maps] = [(shape[0] ?? 1) * options.kernel * options.kernel, options.channels];
    // How f enters a program is the same in all of them.
    for (const activation of shape === convolutions[0]?.shape ? activationIds : (['tanh'] as const)) {
      const W = matrix(fanIn, maps, 1 / Math.sqrt(fanIn));
      const parameters = { W, b: tensor1d(values(maps)) };
      const layer = { activation, place: { input, output, options: all }, parameters };
      const given = {
        ...{ h: matrix(13, input.size), dh: matrix(13, output.size), z: matrix(13, output.size, 0.3) },
        matrices: { W, B: matrix(fanIn, maps), transposed: transposed(matrix(maps, fanIn)) },
      };
      const plain = await onCpu(() => convolved(blocks.convolution as unknown as Block, layer, given));
      const compute = () => convolved(own?.convolution as Required<BlockKernels>, layer, given);
      // The last in pieces of three samples.
      const fused = shape === convolutions.at(-1)?.shape ? withWorkgroups(20, compute) : compute();
      for (const [what, one] of Object.entries(fused))
        found[`${what}, ${activation}, ${shape.join(' × ')}, ${Object.values(options).join(' ')}`] =
          await difference(one, plain[what] as Tensor);
    }
  }
  return found;
}

/** Max pooling where windows leave a rest, and where several numbers are the largest. */
async function comparePooling({ pooling }: Kernels): Promise<Differences> {
  const found: Differences = {};
  const own = pooling as Pooling;
  const images: readonly (readonly [shape: readonly number[], pool: number])[] = [
    [[3, 6, 6], 2],
    [[2, 7, 5], 3],
    [[1, 28, 28], 2],
    [[4, 5, 8], 4],
  ];
  for (const [shape, pool] of images) {
    const border = { size: shape.reduce((a, b) => a * b, 1), shape, pool };
    const few = tensor2d(
      Float32Array.from({ length: 11 * border.size }, () => stream.below(3)),
      [11, border.size],
    );
    for (const [kind, h] of [['numbers', matrix(11, border.size)] as const, ['ties', few] as const]) {
      const delta = matrix(11, pooledBorder(border).size);
      const [most, back] = await onCpu(() => {
        const largest = h.pooled(shape, pool);
        return [largest, h.unpooled(shape, pool, largest, delta)] as const;
      });
      const at = `${kind}, ${shape.join(' × ')} by ${pool}`;
      found[`pooled ${at}`] = await difference(own.forward(h, border), most);
      found[`back ${at}`] = await difference(own.backward(h, border, most, delta), back);
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
  'read between': compareReadBetween,
  'other blocks': compareBlocks,
  'not a number': compareNaN,
  convolutions: compareConvolutions,
  pooling: comparePooling,
};
export type Comparison = keyof typeof comparisons;

/** A network after four steps of which every second one is observed, which uses plain operations on the same state. */
function trainWatched(config: RunSpec, set: Dataset, kernels: Kernels): Network {
  const net = createNetwork(config, set, undefined, kernels);
  for (let step = 0; step < 4; step++) {
    const batch = gatherBatch(set, set.train, everyOne(60).subarray(15 * step, 15 * (step + 1)));
    const watching = step % 2 === 1 ? { gradients: () => undefined } : {};
    trainStep(net, batch, undefined, watching).dispose();
  }
  return net;
}

async function compareWatched(kernels: Kernels): Promise<Differences> {
  const found: Differences = {};
  const set = data(6, 4, 60);
  for (const optimizer of optimizerIds)
    for (const rule of ['bp', 'pepita'] as const) {
      const config: RunSpec = { ...base, rule, optimizer, hidden: [9] };
      const own = trainWatched(config, set, kernels);
      const plain = await onCpu(() => trainWatched(config, set, {}));
      for (const [i, layer] of own.layers.entries()) {
        const other = plain.layers[i]?.parameters;
        for (const [name, parameter] of Object.entries(layer.parameters))
          found[`${name} ${optimizer}, ${rule}, ${i}`] = await difference(parameter, other?.[name] as Tensor);
      }
    }
  return found;
}

/** Weights after three steps and after three more: by a tape, where the network has one. */
async function readTwice(config: RunSpec, set: Dataset, kernels: Kernels): Promise<Float32Array[]> {
  const net = createNetwork(config, set, undefined, kernels);
  const read: Float32Array[] = [];
  for (let step = 0; step < 6; step++) {
    const source = batchSource(set, set.train, everyOne(60).subarray(15 * (step % 4), 15 * ((step % 4) + 1)));
    const plain = (batch: Batch) => trainStep(net, batch, undefined);
    if (net.tape) net.tape.step(source, plain).dispose();
    else plain(source.make()).dispose();
    if (step % 3 === 2) read.push(Float32Array.from((await net.layers[0]?.weights.data()) as Float32Array));
  }
  net.dispose();
  return read;
}

async function compareReadBetween(kernels: Kernels): Promise<Differences> {
  const found: Differences = {};
  const set = data(6, 4, 60);
  for (const rule of ['bp', 'drtp'] as const) {
    const config: RunSpec = { ...base, rule, hidden: [9] };
    const own = await readTwice(config, set, kernels);
    const plain = await onCpu(() => readTwice(config, set, {}));
    for (const [k, values] of own.entries())
      found[`${rule}, reading ${k + 1}`] = await difference(
        tensor1d(values),
        tensor1d(plain[k] as Float32Array),
      );
  }
  return found;
}

/** Convolutions, pooled and not, under dense layers; and residual layers, which partly have programs of their own. */
async function compareBlocks(kernels: Kernels): Promise<Differences> {
  const found: Differences = {};
  const set: Dataset = { ...data(72, 4, 60), shape: [2, 6, 6] };
  const hidden = [
    hiddenLayer('convolution', { channels: 3 }),
    hiddenLayer('convolution', { channels: 4, kernel: 2, stride: 2, pool: 1 }),
    9,
    hiddenLayer('residual', { units: 9 }),
  ];
  for (const rule of ['bp', 'fa', 'drtp', 'pepita'] as const) {
    const config: RunSpec = { ...base, rule, hidden };
    const own = trainWatched(config, set, kernels);
    const plain = await onCpu(() => trainWatched(config, set, {}));
    for (const [i, layer] of own.layers.entries())
      for (const [name, parameter] of Object.entries(layer.parameters))
        found[`${name} of layer ${i + 1}, ${rule}`] = await difference(
          parameter,
          plain.layers[i]?.parameters[name] as Tensor,
        );
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
    const layer = {
      activation: id,
      place: densePlace(2, 2),
      parameters: { W: matrix(2, 2), b: tensor1d([0, 0]) },
    };
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
  blocks: async () => Object.keys((await starting).blocks ?? {}),
  countSteps: async (settings: Partial<RunSpec>, fused: boolean): Promise<Counts> =>
    settled(await countSteps(settings, fused ? await starting : {})),
  trainToTheEnd: async (spec: RunSpec, from?: SentCheckpoint) =>
    settled(await trainToTheEnd(spec, await starting, from)),
  /** @param repeats whether steps are repeated where they can be @returns numbers at the end, and dispatches */
  trainRepeated: async (spec: RunSpec, kind: DataKind, repeats: boolean) => {
    const { openTape, ...others } = await starting;
    takeDispatches();
    const { end } = await trainToTheEnd(
      spec,
      { ...others, ...(repeats && openTape ? { openTape } : {}) },
      undefined,
      kind,
    );
    return settled({ end, dispatches: takeDispatches() });
  },
  replay: async (json: unknown): Promise<Differences> =>
    settled({ ...(await replayTrajectory(parseTrajectory(json), await starting)) }),
};
export type KernelsInPage = typeof api;
Object.assign(globalThis, { kernelsInPage: api });
