/** Combinations of settings that are invalid although each setting is valid by itself. */
import { activations } from '../core/blocks/activation';
import { errorTransforms } from '../core/errorMemory/transforms';
import { losses } from '../core/head/loss';
import { givenProblem } from '../core/network/given';
import { rules } from '../core/rules';
import { storesLossGradient } from '../core/rules/rule';
import { networkProblem } from '../core/run/networkProblem';
import type { Experiment } from '../core/run/spec';
import { inputScales } from '../core/run/variants';
import { scenarioProblem } from '../core/samples/scenario/problem';
import { notIsolated, oneDevice, pipelineProblem } from '../core/trainer/pipeline/problem';
import { endsOf } from '../data/spec';
import { datasetInfo } from '../data/storage/ownDatasets';
import type { FieldKey } from './fields/field';
import { findWeights, weightParts } from './networks/weights';
import { type Machine, sizeProblem } from './size';

export interface Conflict {
  /** The field at which a form shows it. */
  readonly at: FieldKey;
  /** Settings to reset to their defaults if the user cannot be asked. */
  readonly reset: readonly FieldKey[];
  /** Names the field, the value and how to fix it. */
  readonly problem: string;
}

function lossConflict({ loss, outputActivation }: Experiment): Conflict | undefined {
  const { name, outputs } = losses[loss];
  if ((outputs as readonly string[]).includes(outputActivation)) return undefined;
  const fitting = outputs.map((id) => activations[id].name).join(' or ');
  const chosen = activations[outputActivation].name;
  return {
    at: 'loss',
    reset: ['loss', 'outputActivation'],
    problem: `Loss: ${name} does not fit the output activation ${chosen}. Choose ${fitting}.`,
  };
}

function reductionConflict({ feedbackReduction, rules: chosen }: Experiment): Conflict | undefined {
  const reduced = chosen.find((id) => storesLossGradient(rules[id]));
  if (feedbackReduction !== 'mean' || reduced === undefined) return undefined;
  const { name } = rules[reduced];
  return {
    at: 'feedbackReduction',
    reset: ['feedbackReduction'],
    problem: `Feedback reduction: Mean cannot be combined with ${name}, which carries the loss’s own reduction. Choose Sum, or untick ${name}.`,
  };
}

function freezeConflict({ freeze, hidden }: Experiment): Conflict | undefined {
  const layers = hidden.length + 1;
  const beyond = freeze.find(({ layer }) => layer > layers);
  if (beyond === undefined) return undefined;
  const has = layers === 1 ? 'one layer, the output' : `${layers} layers, the last is the output`;
  return {
    at: 'freeze',
    reset: ['freeze'],
    problem: `Frozen layers: there is no layer ${beyond.layer}; this network has ${has}. Write ${
      layers === 1 ? '1' : `1 to ${layers}`
    }, or add hidden layers.`,
  };
}

/** Regression targets are standardised and unbounded: classification losses and bounded outputs do not fit them. */
function taskConflicts({
  dataset,
  loss,
  outputActivation,
  errorTransform,
  rules: chosen,
}: Experiment): Conflict[] {
  const info = datasetInfo(dataset);
  if (info?.task !== 'regression') return [];
  const numbers = `${info.name} has numbers to predict, not classes`;
  const found: Conflict[] = [];
  if (loss !== 'mse')
    found.push({
      at: 'loss',
      reset: ['loss'],
      problem: `Loss: ${losses[loss].name} does not fit: ${numbers}. Choose ${losses.mse.name}.`,
    });
  if (outputActivation !== 'linear')
    found.push({
      at: 'outputActivation',
      reset: ['outputActivation'],
      problem: `Output activation: ${activations[outputActivation].name} does not fit: ${numbers}. Choose ${activations.linear.name}.`,
    });
  const transform = errorTransforms[errorTransform];
  if (transform.needsClasses && chosen.some((id) => rules[id].signal === 'delayed-error'))
    found.push({
      at: 'errorTransform',
      reset: ['errorTransform'],
      problem: `Error information: ${transform.name} does not fit: ${numbers}. Choose ${errorTransforms.raw.name}.`,
    });
  return found;
}

function scenarioConflict(experiment: Experiment): Conflict | undefined {
  const info = datasetInfo(experiment.dataset);
  if (!info) return undefined;
  const classes = info.task === 'classification' ? info.outputs : undefined;
  const found = scenarioProblem(experiment, { name: info.name, classes });
  return found && { ...found, reset: [found.at] };
}

function inputConflict({ dataset, inputScale }: Experiment): Conflict | undefined {
  const info = datasetInfo(dataset);
  if (inputScale === 'standardised' || !info || info.image) return undefined;
  return {
    at: 'inputScale',
    reset: ['inputScale'],
    problem: `Inputs: ${inputScales.unit.name} needs pixels, and ${info.name} has columns in units of their own. Choose ${inputScales.standardised.name}.`,
  };
}

/** Layers that do not stand on those below them, or that a rule cannot use. */
function networkConflict(experiment: Experiment): Conflict | undefined {
  const info = datasetInfo(experiment.dataset);
  if (!info) return undefined;
  for (const rule of experiment.rules) {
    const found = networkProblem({ ...experiment, rule }, endsOf(info));
    if (found) return { ...found, reset: [found.at] };
  }
  return undefined;
}

/** Stages that the network or the rules cannot have. */
function pipelineConflict(experiment: Experiment, { isolated = true }: Machine): Conflict | undefined {
  const { backend, pipeline } = experiment;
  if (pipeline === 1) return undefined;
  if (backend === 'webgpu') return { at: 'pipeline', reset: ['pipeline'], problem: oneDevice };
  if (!isolated) return { at: 'pipeline', reset: ['pipeline'], problem: notIsolated };
  for (const rule of experiment.rules) {
    const found = pipelineProblem({ ...experiment, rule }, pipeline);
    if (found) return { at: found.at, reset: ['pipeline'], problem: found.problem };
  }
  return undefined;
}

/** Weights of another network, or of one with biases where there are none. */
function startConflict(experiment: Experiment): Conflict | undefined {
  const info = datasetInfo(experiment.dataset);
  const about = findWeights(experiment.startFrom);
  if (!info || !about) return undefined;
  for (const rule of experiment.rules) {
    // Reported at the hidden layers.
    if (networkProblem({ ...experiment, rule }, endsOf(info))) return undefined;
    const problem = givenProblem(about.file, about.shapes, { ...experiment, rule }, endsOf(info));
    if (problem !== undefined) return { at: 'startFrom', reset: [], problem };
  }
  return undefined;
}

/** Weights that have to be opened before anything can be trained. An experiment that names them can still be read. */
export function awayConflict({ startFrom }: Pick<Experiment, 'startFrom'>): Conflict | undefined {
  const parts = weightParts(startFrom);
  if (!parts || findWeights(startFrom)) return undefined;
  return {
    at: 'startFrom',
    reset: [],
    problem: `Start from: these weights are not on this computer. They were read from a file “${parts.name}”, and their checksum is ${parts.checksum}. Open that file here, or choose the seed.`,
  };
}

/** @param machine what is known about the machine that will run it */
export function conflicts(experiment: Experiment, machine: Machine = {}): Conflict[] {
  const found = [
    inputConflict,
    networkConflict,
    pipelineConflict,
    startConflict,
    taskConflicts,
    lossConflict,
    reductionConflict,
    freezeConflict,
    scenarioConflict,
  ].flatMap((find) => find(experiment, machine) ?? []);
  const problem = sizeProblem(experiment, machine);
  return problem === undefined ? found : [...found, { at: 'hidden', reset: [], problem }];
}
