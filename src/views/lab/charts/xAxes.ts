/** The x axes of a run's charts, and the positions of its points on them. */

import type { Experiment } from '../../../core/run/spec';
import { epochSamples } from '../../../core/run/spec';
import { allSteps, type EpochSteps, fewestSteps, samplesAt, stepAt } from '../../../core/trainer/epochSteps';
import { expectedSteps } from '../../../experiment/epochSizes';
import {
  epochAxis,
  logAxisOf,
  sampleAxis,
  stepAxis,
  timeAxis,
  type XAxis,
} from '../../../figures/axes/xAxis';
import type { Track } from '../../../figures/lines/line';
import type { XAxisId } from '../../../store/page/preferences';
import type { RuleSeries } from '../../../store/run/byRule';
import type { Series } from '../../../store/run/series';
import { datasetChoice } from '../../../store/settings/choices';

export const xAxisNames: Readonly<Record<XAxisId, string>> = {
  epoch: 'Epochs',
  samples: 'Samples',
  steps: 'Steps',
  'log-samples': 'Samples, logarithmic',
  'log-steps': 'Steps, logarithmic',
  time: 'Training time',
};

type AnySeries = Series | RuleSeries;

interface Sizes {
  /** Of the run; before it has begun, those to be expected. */
  readonly steps: EpochSteps;
  readonly samplesOf: (step: number) => number;
}

function sizes(experiment: Experiment, series: AnySeries | undefined): Sizes {
  const choice = datasetChoice(experiment.dataset);
  const steps = series && series.stepsPerEpoch > 0 ? series : expectedSteps(experiment, choice);
  const samples = epochSamples(experiment, choice.trainSize);
  return { steps, samplesOf: (step) => samplesAt(steps, step, samples, experiment.batchSize) };
}

/** Seconds of training until the end of each epoch, without evaluation; the first entry is 0. */
function secondsOf({ epochs }: Pick<Series, 'epochs'>): readonly number[] {
  const all = [0];
  for (const { trainSeconds } of epochs) all.push((all.at(-1) as number) + trainSeconds);
  return all;
}

/** Mean training seconds of a series' runs, per epoch. */
function meanSeconds(series: AnySeries): readonly number[] {
  const counted = ('several' in series && series.several?.counted) || [series];
  const all = counted.map(secondsOf);
  const length = Math.min(...all.map((one) => one.length));
  return Array.from(
    { length: Number.isFinite(length) ? length : 0 },
    (_, i) => all.reduce((sum, one) => sum + (one[i] as number), 0) / all.length,
  );
}

function linearAxis(id: 'steps' | 'samples', { epochs }: Experiment, { steps, samplesOf }: Sizes): XAxis {
  const all = allSteps(steps, epochs);
  const isEven = fewestSteps(steps) * epochs === all;
  const axis = id === 'steps' ? stepAxis(all) : sampleAxis(samplesOf(all));
  return { ...axis, unit: isEven ? axis.to / epochs : 0 };
}

function logAxis(id: 'log-steps' | 'log-samples', experiment: Experiment, of: Sizes) {
  const axis = linearAxis(id === 'log-steps' ? 'steps' : 'samples', experiment, of);
  return logAxisOf(axis, id === 'log-steps' ? 1 : of.samplesOf(1));
}

/** @param record of runs or rules: the first that has begun tells its steps */
export function xAxisOf(id: XAxisId, experiment: Experiment, record: ReadonlyMap<unknown, AnySeries>): XAxis {
  const { epochs } = experiment;
  const of = sizes(
    experiment,
    [...record.values()].find(({ stepsPerEpoch }) => stepsPerEpoch > 0),
  );
  if (id === 'steps' || id === 'samples') return linearAxis(id, experiment, of);
  if (id === 'log-steps' || id === 'log-samples') return logAxis(id, experiment, of);
  if (id === 'time')
    return timeAxis(Math.max(0, ...[...record.values()].map((run) => secondsOf(run).at(-1) ?? 0)));
  return epochAxis(epochs, of.steps.stepsPerEpoch);
}

/**
 * Maps fractional epochs, the x of every point, to the axis. A step is one batch, and an epoch's last batch may be
 * smaller. Time is known at the ends of epochs only.
 */
export function placeOn(id: XAxisId, experiment: Experiment, series: AnySeries | undefined): Track['place'] {
  if (id === 'log-steps' || id === 'log-samples') {
    const linear = placeOn(id === 'log-steps' ? 'steps' : 'samples', experiment, series);
    const { placeOf } = logAxis(id, experiment, sizes(experiment, series));
    return (x) => placeOf(linear?.(x) ?? 0);
  }
  if (id === 'epoch') return undefined;
  if (id === 'steps' || id === 'samples') {
    const { steps, samplesOf } = sizes(experiment, series);
    return id === 'steps' ? (x) => stepAt(steps, x) : (x) => samplesOf(stepAt(steps, x));
  }
  if (!series) return (x) => (x === 0 ? 0 : undefined);
  const seconds = meanSeconds(series);
  return (x) => seconds[x];
}
