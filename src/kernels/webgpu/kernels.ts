/**
 * Steps on WebGPU: each operation is one dispatch of the project's own programs, at most three per dense layer plus one
 * or two per step; a convolution takes more. Weights, their state and the error memory are updated in place.
 */
import { add, sub, type Tensor, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import { type ActivationId, activations } from '../../core/blocks/activation';
import type { Backward, Delta, Layer, Named, Transposed } from '../../core/blocks/block';
import type { Capacity } from '../../core/cost/footprint';
import type { ErrorInformation } from '../../core/errorMemory/errorInformation';
import { headOf } from '../../core/head/head';
import type { BlockKernels, Descend, Kernels, Learn } from '../../core/kernels';
import { rules } from '../../core/rules';
import { hasBiases, type Rule } from '../../core/rules/rule';
import type { RunSpec } from '../../core/run/spec';
import { residualKernels } from '../residual';
import { internals, largestBuffer } from './backend';
import { registerWebgpuFunctions } from './elementwise';
import { codes } from './formulas';
import * as images from './images/convolution';
import { pooling } from './images/pooling';
import { rowsOfBytes, standardise } from './inputs';
import { descend, learn, learnProgram, type StepId, steps } from './learn';
import {
  remember,
  rememberedRows,
  rememberProgram,
  scaledRows,
  scaledRowsProgram,
  writeRows,
} from './memory';
import { outputDelta, outputProgram, softmax, softmaxProgram } from './output';
import * as products from './product';
import { compileAll, type Program } from './program';
import { registerWebgpuSum } from './sum';
import { openTape } from './tape/tape';
import { watchBackend } from './tape/watch';
import { uploadByQueue } from './upload';

/** f of what a program computed, which did without if f has no WGSL code. */
function applied({ activation }: Layer, output: Tensor2D): Tensor2D {
  if (codes[activation]) return output;
  const result = activation === 'softmax' ? softmax(output) : activations[activation].apply(output);
  output.dispose();
  return result;
}

const forward = (layer: Layer, h: Tensor2D): Tensor2D => applied(layer, products.forward(layer, h));

/** Calls `use` with the delta, converted to dz by plain operations if f has no WGSL code. */
function withKnown<T>(activation: ActivationId, delta: Delta, use: (known: Delta) => T): T {
  if ('dz' in delta || codes[activation]) return use(delta);
  const dz = tidy(() => activations[activation].pullBack(delta.dh, delta.h));
  const result = use({ dz });
  dz.dispose();
  return result;
}

function vjp({ activation }: Layer, _h: Tensor2D, delta: Delta, through: Backward): Tensor2D {
  const W = through.W as Tensor2D | Transposed;
  const [matrix, transposed] = 'transposeOf' in W ? [W.transposeOf, false] : [W, true];
  return withKnown(activation, delta, (known) => products.vjp(activation, known, matrix, transposed));
}

/** One function for each optimizer of `steps`. */
const byOptimizer = <T>(make: (id: StepId) => T): Readonly<Record<StepId, T>> =>
  Object.fromEntries(steps.map((id) => [id, make(id)])) as Record<StepId, T>;

const descendBy =
  (id: StepId): Descend =>
  (slot, gradient, context) =>
    descend(id, slot, gradient, context);

const learnBy =
  (id: StepId): Learn =>
  (layer, h, delta, context) =>
    withKnown(layer.activation, delta, (known) => learn(id, layer, h, known, context));

/** Programs that carry a rule's signal to the hidden layers. */
function signalPrograms(rule: Rule, hidden: ActivationId, ofSoftmax: boolean): Program[] {
  if (rule.path === 'layerwise') {
    const transposed = !rule.feedback;
    return [products.vjpProgram(undefined, transposed), products.vjpProgram(hidden, transposed)];
  }
  if (rule.path !== 'direct') return [];
  if (rule.signal === 'error') return [false, true].map((sign) => products.errorProgram(sign, ofSoftmax));
  return rule.signal === 'target' ? [scaledRowsProgram('none')] : [];
}

function memoryPrograms(information: ErrorInformation): (Program | undefined)[] {
  const { oneNumber } = information.transform;
  return [
    rememberProgram(information, oneNumber),
    oneNumber ? scaledRowsProgram('memory') : products.rowsProgram,
  ];
}

/** The programs that a run's steps dispatch, without duplicates. */
function programsOf(config: RunSpec, informations: readonly ErrorInformation[]): Program[] {
  const rule = rules[config.rule];
  const { activation: hidden, outputActivation: output } = config;
  const bias = config.bias && hasBiases(rule);
  const step = steps.find((id) => id === config.optimizer);
  const programs = [
    rowsOfBytes,
    products.forwardProgram(hidden),
    products.forwardProgram(output),
    output === 'softmax' ? softmaxProgram : undefined,
    outputProgram(config.loss, output),
    ...[undefined, hidden].map((through) => step && learnProgram(step, through, bias)),
    ...signalPrograms(rule, hidden, headOf(config).ofSoftmax),
    ...informations.flatMap(memoryPrograms),
  ].filter((program) => program !== undefined);
  return [...new Map(programs.map((program) => [program.key, program])).values()];
}

/** WebGPU limits the size of one tensor, and does not report the device's total memory. */
function capacityOf(device: GPUDevice): Capacity {
  const tensorBytes = largestBuffer(device);
  return { name: 'WebGPU here', bytes: Number.POSITIVE_INFINITY, tensorBytes, inPlace: [], packsState: true };
}

const dense = { forward, vjp, learn: byOptimizer(learnBy) };

const convolutionGradients = (layer: Layer, h: Tensor2D, delta: Delta) =>
  withKnown(layer.activation, delta, (known) => images.gradients(layer, h, known));

const convolution: BlockKernels = {
  forward: (layer, h) => applied(layer, images.forward(layer, h)),
  vjp: (layer, _h, delta, through) =>
    withKnown(layer.activation, delta, (known) =>
      images.vjp(layer, known, through.W as Tensor2D | Transposed),
    ),
  gradients: convolutionGradients,
  learn: byOptimizer((id) => (layer, h, delta, context) => {
    const gradients: Named<Tensor> = convolutionGradients(layer, h, delta);
    for (const [name, slot] of Object.entries(layer.slots))
      descend(id, slot, gradients[name] as Tensor, context);
    for (const gradient of Object.values(gradients)) gradient.dispose();
  }),
};

/** Sums in TensorFlow.js' operations. */
const residual = residualKernels(dense, { sum: add, difference: sub });

/** Call once per realm, after the backend is ready. */
export function webgpuKernels(): Kernels {
  uploadByQueue();
  watchBackend();
  registerWebgpuSum();
  registerWebgpuFunctions();
  return {
    capacity: capacityOf(internals().device),
    packsState: true,
    queues: true,
    openTape,
    standardise,
    prepare: (config, informations) => compileAll(internals().device, programsOf(config, informations)),
    scaledRows,
    blocks: { dense, residual, convolution },
    pooling,
    descend: byOptimizer(descendBy),
    softmax,
    outputDelta,
    errorProduct: products.errorProduct,
    memoryProduct: ({ rows, indices }, B, labels) =>
      labels ? rememberedRows(rows, indices, B, labels) : products.rowsProduct(rows, indices, B),
    remember,
    writeRows,
  };
}
