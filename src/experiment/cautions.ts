/** Warnings about settings that are allowed but known to train badly. Unlike conflicts they do not block a run. */
import { type BlockId, blocks } from '../core/blocks';
import { blockLayerOf } from '../core/blocks/hidden';
import { inDigits } from '../core/format';
import { optimizers } from '../core/optimizers';
import { rules } from '../core/rules';
import type { Experiment } from '../core/run/spec';
import { canBePipelined, oneWorkerText } from '../core/trainer/pipeline/problem';
import { datasetInfo } from '../data/storage/ownDatasets';
import type { FieldKey } from './fields/field';
import { fields } from './fields/fields';
import { idleReason } from './idle';

/** A setting that avoids or mitigates the problem. */
export type Way = {
  readonly [K in 'errorTransform' | 'errorInit' | 'optimizer']: {
    readonly field: K;
    readonly value: Experiment[K];
    /** Button label: "Use one-hot". */
    readonly name: string;
  };
}['errorTransform' | 'errorInit' | 'optimizer'];

export interface Caution {
  /** The settings that cause it together; a form shows the caution at each. */
  readonly at: readonly FieldKey[];
  readonly text: string;
  readonly ways: readonly Way[];
}

/** Number of hidden layers from which it was observed. */
const DEEP = 3;

const oneHot: Way = { field: 'errorTransform', value: 'one-hot', name: 'Use one-hot' };
const firstPass: Way = {
  field: 'errorInit',
  value: 'inference-epoch',
  name: 'Begin with a pass without learning',
};

/**
 * Observed with sigmoid outputs, tanh and Adam at 0.001, on MNIST and with three seeds on the built-in digits. With a
 * softmax, whose errors have a mean of zero, accuracy fluctuates by only two or three percentage points.
 */
function deepRawErrors(experiment: Experiment): Caution | undefined {
  const { hidden, errorTransform, errorInit, outputActivation, rules: chosen, dataset } = experiment;
  const delayed = chosen.some((id) => rules[id].signal === 'delayed-error');
  if (!delayed || errorTransform !== 'raw' || outputActivation !== 'sigmoid' || hidden.length < DEEP)
    return undefined;
  if (datasetInfo(dataset)?.task === 'regression') return undefined;
  const seen =
    'With raw error information and three or more hidden layers, accuracy fluctuates and can collapse: 500x3 at 0.001 reached 92.1, 92.3, 80.6, 91.3 % on MNIST and fell to 10 % in epoch 3 on the built-in digits (seed 0). One-hot rises steadily there.';
  const begun = errorInit === 'inference-epoch';
  const pass = begun ? 'The pass without learning' : 'A pass without learning at the start';
  return {
    at: ['errorTransform', 'hidden'],
    text: `${seen} ${pass} prevents the collapse, not the drift.`,
    ways: begun ? [oneHot] : [oneHot, firstPass],
  };
}

/** Scaling the gradient changes nothing where the optimizer divides by its size. */
function scaleFreeSteps({ fairSteps, optimizer }: Experiment): Caution | undefined {
  const { name, scaleFree } = optimizers[optimizer];
  if (!fairSteps || !scaleFree) return undefined;
  return {
    at: ['fairSteps'],
    text: `Fair step sizes change nothing with ${name}: it divides each weight’s gradient by its recent size, so that all algorithms’ steps are of much the same length anyway.`,
    ways: [{ field: 'optimizer', value: 'sgd', name: 'Use SGD' }],
  };
}

/** Stages that some of the chosen algorithms cannot have. */
function aloneInPipeline({ pipeline, rules: chosen }: Experiment): Caution | undefined {
  const alone = chosen.filter((rule) => !canBePipelined({ rule }));
  if (pipeline === 1 || alone.length === 0 || alone.length === chosen.length) return undefined;
  return {
    at: ['pipeline'],
    text: oneWorkerText(alone),
    ways: [],
  };
}

/** More parts than a batch has samples. */
function smallBatches(experiment: Experiment): Caution | undefined {
  const { batchSize, microBatches } = experiment;
  if (microBatches <= batchSize || idleReason(experiment, 'microBatches') !== undefined) return undefined;
  return {
    at: ['microBatches'],
    text: `A batch of ${inDigits(batchSize, 'sample')} has no more than ${inDigits(batchSize, 'part')}: that many are passed on, not ${microBatches}.`,
    ways: [],
  };
}

/** Blocks with WebGPU programs of their own. */
export const fusedOnDevice: readonly BlockId[] = ['dense', 'residual', 'convolution'];

/** @param experiment with the backend that will run it, where that is known */
function plainOnDevice({ backend, hidden }: Experiment): Caution | undefined {
  const plain = new Set(
    hidden.map((layer) => blockLayerOf(layer).block).filter((id) => !fusedOnDevice.includes(id)),
  );
  if (backend !== 'webgpu' || plain.size === 0) return undefined;
  const names = [...plain].map((id) => blocks[id].name).join(', ');
  return {
    at: ['backend'],
    text: `On WebGPU this lab has no programs of its own for ${names}: plain operations compute the same there, and take longer than dense layers with as many multiply-adds.`,
    ways: [],
  };
}

export const cautions = (experiment: Experiment): Caution[] =>
  [deepRawErrors, scaleFreeSteps, aloneInPipeline, smallBatches, plainOnDevice].flatMap(
    (find) => find(experiment) ?? [],
  );

/** The remedies as command-line options: "--error-transform one-hot or --error-init inference-epoch". */
export const waysText = ({ ways }: Caution): string =>
  ways.map(({ field, value }) => `--${fields[field].key} ${value}`).join(' or ');
