/**
 * The dense step on WebGPU: each operation one dispatch of the project's own, at most three for a layer and one or two
 * more for a step. Weights, their state and the error memory change in place.
 */
import { backend as presentBackend, type Tensor2D } from '@tensorflow/tfjs-core';
import { type Activation, activations } from '../../core/blocks/activation';
import type { Dense } from '../../core/blocks/dense';
import type { Capacity } from '../../core/cost/footprint';
import type { ErrorInformation } from '../../core/errorMemory/errorInformation';
import { headOf } from '../../core/head/head';
import type { Delta, Kernels } from '../../core/kernels';
import { rules } from '../../core/rules';
import { hasBiases, type Rule } from '../../core/rules/rule';
import type { RunSpec } from '../../core/run/spec';
import { registerWebgpuFunctions } from './elementwise';
import { codeOf } from './formulas';
import { learn, learnProgram, type OptimizerId } from './learn';
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
import { compileAll, type Program } from './record';
import { registerWebgpuSum } from './sum';
import { uploadByQueue } from './upload';

function forward(layer: Dense, input: Tensor2D): Tensor2D {
  const output = products.forward(layer, input);
  const { activation } = layer;
  if (codeOf(activation)) return output;
  const h = activation === activations.softmax ? softmax(output) : activation.apply(output);
  output.dispose();
  return h;
}

/** Does something with a delta whose f is known here. */
function withKnown<T>(delta: Delta, use: (known: Delta) => T): T {
  const { dh, through } = delta;
  if (!through || codeOf(through.activation)) return use(delta);
  const dz = through.activation.pullBack(dh, through.h);
  const result = use({ dh: dz });
  dz.dispose();
  return result;
}

type Learn = NonNullable<NonNullable<Kernels['learn']>[OptimizerId]>;

const learnBy =
  (optimizer: OptimizerId): Learn =>
  (parameters, input, delta, context) =>
    withKnown(delta, (known) => learn(optimizer, parameters, input, known, context));

/** Programs by which a rule's signal reaches hidden layers. */
function signalPrograms(rule: Rule, hidden: Activation, ofSoftmax: boolean): Program[] {
  if (rule.path === 'layerwise') {
    const transposed = !rule.feedback;
    return [products.deltaProgram(undefined, transposed), products.deltaProgram(hidden, transposed)];
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

/** What a run's steps are made of. */
function programsOf(config: RunSpec, informations: readonly ErrorInformation[]): Program[] {
  const rule = rules[config.rule];
  const hidden = activations[config.activation];
  const output = activations[config.outputActivation];
  const bias = config.bias && hasBiases(rule);
  const programs = [
    products.forwardProgram(hidden),
    products.forwardProgram(output),
    output === activations.softmax ? softmaxProgram : undefined,
    outputProgram(config.loss, config.outputActivation),
    learnProgram(config.optimizer, undefined, bias),
    learnProgram(config.optimizer, hidden, bias),
    ...signalPrograms(rule, hidden, headOf(config).ofSoftmax),
    ...informations.flatMap(memoryPrograms),
  ].filter((program) => program !== undefined);
  return [...new Map(programs.map((program) => [program.key, program])).values()];
}

/** One tensor at a time: how much the device holds in all, nobody tells. */
function capacityOf({ limits }: GPUDevice): Capacity {
  const tensorBytes = Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize);
  return { name: 'WebGPU here', bytes: Number.POSITIVE_INFINITY, tensorBytes, inPlace: [], packsState: true };
}

/** Call once per realm, when the backend is ready. */
export function webgpuKernels(): Kernels {
  uploadByQueue();
  registerWebgpuSum();
  registerWebgpuFunctions();
  return {
    capacity: capacityOf((presentBackend() as unknown as { readonly device: GPUDevice }).device),
    packsState: true,
    queues: true,
    prepare: (config, informations) => compileAll(programsOf(config, informations)),
    scaledRows,
    forward,
    deltaProduct: (delta, M, transposed) =>
      withKnown(delta, (known) => products.deltaProduct(known, M, transposed)),
    softmax,
    outputDelta,
    errorProduct: products.errorProduct,
    memoryProduct: ({ rows, indices }, B, labels) =>
      labels ? rememberedRows(rows, indices, B, labels) : products.rowsProduct(rows, indices, B),
    remember,
    writeRows,
    learn: {
      adam: learnBy('adam'),
      sgd: learnBy('sgd'),
      momentum: learnBy('momentum'),
      nesterov: learnBy('nesterov'),
      rmsprop: learnBy('rmsprop'),
    },
  };
}
