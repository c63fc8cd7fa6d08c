/** Estimates an experiment's duration before it starts, from a short benchmark. */
import { type NetworkShape, operations } from '../core/cost/cost';
import { errorTransforms } from '../core/errorMemory/transforms';
import { count } from '../core/format';
import { rules } from '../core/rules';
import type { Experiment } from '../core/run/spec';
import { allSteps } from '../core/trainer/epochSteps';
import { type DatasetInfo, endsOf } from '../data/spec';
import { datasetInfo } from '../data/storage/ownDatasets';
import { expectedSteps, expectedTest } from './epochSizes';

/** Result of the backend benchmark. */
export interface Speed {
  /** Milliseconds per step of F³-Error, 784-500-10, batch 50. */
  readonly msPerStep: number;
  /** Number of networks that compute in parallel; 1 if all share one device. */
  readonly cores: number;
}

const measured: NetworkShape = {
  ...{ inputs: 784, hidden: [500], outputs: 10 },
  batchSize: 50,
  samples: 50,
  oneNumber: true,
  classes: true,
};

/** The network of an experiment, as input of the cost model. @param info of its data set */
export function networkShape(
  { hidden, batchSize, errorTransform }: Experiment,
  info: DatasetInfo,
): NetworkShape {
  const classes = info.task === 'classification';
  const oneNumber = classes && errorTransforms[errorTransform].oneNumber;
  return { ...endsOf(info), hidden, batchSize, samples: info.trainSize, oneNumber, classes };
}

/** Multiply-adds per rule of training and of the test after each epoch; undefined if the data set is unknown. */
function operationsOf(
  experiment: Experiment,
): { readonly each: number[]; readonly steps: number } | undefined {
  const { dataset, batchSize, epochs } = experiment;
  const info = datasetInfo(dataset);
  if (!info) return undefined;
  const shape = networkShape(experiment, info);
  const steps = allSteps(expectedSteps(experiment, info), epochs);
  const each = experiment.rules.map((rule) => {
    const { total, forward } = operations(rules[rule], shape);
    return steps * total + epochs * (expectedTest(experiment, info) / batchSize) * forward;
  });
  return { each, steps };
}

export interface Duration {
  readonly seconds: number;
  /** Training steps of each network. */
  readonly steps: number;
}

/** An upper bound for wide layers on a GPU, which are faster than the measured step implies. */
export function estimateDuration(experiment: Experiment, { msPerStep, cores }: Speed): Duration | undefined {
  const work = operationsOf(experiment);
  if (!work || work.each.length === 0) return undefined;
  const seconds = (operationsDone: number): number =>
    (operationsDone * msPerStep) / operations(rules['f3-error'], measured).total / 1000;
  const all = experiment.seeds.length * work.each.reduce((a, b) => a + b, 0);
  return { seconds: seconds(Math.max(...work.each, all / cores)), steps: work.steps };
}

/** A rough duration in one unit: "5 hours", "3 days", "2 years". */
export function longText(seconds: number): string {
  const hours = seconds / 3600;
  const [value, unit] =
    hours < 48 ? [hours, 'hour'] : hours < 24 * 730 ? [hours / 24, 'day'] : [hours / 24 / 365, 'year'];
  const whole = Math.round(value);
  return `${count(whole)} ${unit}${whole === 1 ? '' : 's'}`;
}
