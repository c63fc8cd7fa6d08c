/** How long an experiment takes, before it starts: a model from a short measurement, not a promise. */
import { type NetworkShape, operations } from '../core/cost/cost';
import { count } from '../core/format';
import { rules } from '../core/rules';
import type { Experiment } from '../core/run/spec';
import { datasetInfo } from '../data/keep/own';

/** What the short test of the backends measured, and where. */
export interface Speed {
  /** Milliseconds of a step of F³-Error, 784-500-10, batch 50. */
  readonly msPerStep: number;
  /** That compute at once; 1 where all share one device. */
  readonly cores: number;
}

const measured: NetworkShape = {
  sizes: [784, 500, 10],
  batchSize: 50,
  samples: 50,
  oneNumber: true,
  classes: true,
};

/** Multiply-adds of training, and of the test set after each epoch; undefined where the data set is not known. */
function operationsOf(
  experiment: Experiment,
): { readonly each: number[]; readonly steps: number } | undefined {
  const { dataset, hidden, block, batchSize, epochs, epochShare, errorTransform } = experiment;
  const info = datasetInfo(dataset);
  if (!info) return undefined;
  const shape: NetworkShape = {
    sizes: [info.inputs, ...hidden, info.outputs],
    ...(block ? { block } : {}),
    batchSize,
    samples: info.trainSize,
    oneNumber: errorTransform === 'one-hot' && info.task === 'classification',
    classes: info.task === 'classification',
  };
  const steps = epochs * Math.ceil((epochShare * info.trainSize) / batchSize);
  const each = experiment.rules.map((rule) => {
    const { total, forward } = operations(rules[rule], shape);
    return steps * total + epochs * (info.testSize / batchSize) * forward;
  });
  return { each, steps };
}

export interface Duration {
  readonly seconds: number;
  /** Of each network. */
  readonly steps: number;
}

/** Wide layers go faster on a graphics processor than the measured step says: there it is an upper bound. */
export function estimateDuration(experiment: Experiment, { msPerStep, cores }: Speed): Duration | undefined {
  const work = operationsOf(experiment);
  if (!work || work.each.length === 0) return undefined;
  const seconds = (operationsDone: number): number =>
    (operationsDone * msPerStep) / operations(rules['f3-error'], measured).total / 1000;
  const all = experiment.seeds.length * work.each.reduce((a, b) => a + b, 0);
  return { seconds: seconds(Math.max(...work.each, all / cores)), steps: work.steps };
}

/** "5 hours", "3 days", "2 years": one number is enough for a model. */
export function longText(seconds: number): string {
  const hours = seconds / 3600;
  const [value, unit] =
    hours < 48 ? [hours, 'hour'] : hours < 24 * 730 ? [hours / 24, 'day'] : [hours / 24 / 365, 'year'];
  const whole = Math.round(value);
  return `${count(whole)} ${unit}${whole === 1 ? '' : 's'}`;
}
