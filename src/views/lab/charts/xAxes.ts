/** The x axes of a run's charts, and the positions of its points on them. */

import type { Experiment } from '../../../core/run/spec';
import { epochSamples } from '../../../core/run/spec';
import type { XAxisId } from '../../../store/page/preferences';
import type { RuleSeries } from '../../../store/run/byRule';
import type { Series, SeriesRecord } from '../../../store/run/series';
import { datasetChoice } from '../../../store/settings/choices';
import { epochAxis, logAxisOf, sampleAxis, stepAxis, timeAxis, type XAxis } from '../../charts/axes/xAxis';
import type { Track } from '../../charts/lines/line';

export const xAxisNames: Readonly<Record<XAxisId, string>> = {
  epoch: 'Epochs',
  samples: 'Samples',
  steps: 'Steps',
  'log-samples': 'Samples, logarithmic',
  'log-steps': 'Steps, logarithmic',
  time: 'Training time',
};

/** Samples and steps per epoch; known before training. */
function sizes(experiment: Experiment): { readonly samples: number; readonly steps: number } {
  const samples = epochSamples(experiment, datasetChoice(experiment.dataset).trainSize);
  return { samples, steps: Math.ceil(samples / experiment.batchSize) };
}

/** Seconds of training until the end of each epoch, without evaluation; the first entry is 0. */
function secondsOf({ epochs }: Pick<Series, 'epochs'>): readonly number[] {
  const all = [0];
  for (const { trainSeconds } of epochs) all.push((all.at(-1) as number) + trainSeconds);
  return all;
}

/** Mean training seconds of a series' runs, per epoch. */
function meanSeconds(series: Series | RuleSeries): readonly number[] {
  const counted = ('several' in series && series.several?.counted) || [series];
  const all = counted.map(secondsOf);
  const length = Math.min(...all.map((one) => one.length));
  return Array.from(
    { length: Number.isFinite(length) ? length : 0 },
    (_, i) => all.reduce((sum, one) => sum + (one[i] as number), 0) / all.length,
  );
}

function logAxis(id: 'log-steps' | 'log-samples', experiment: Experiment) {
  const { epochs, batchSize } = experiment;
  const { samples, steps } = sizes(experiment);
  return id === 'log-steps'
    ? logAxisOf(stepAxis(epochs, steps), 1)
    : logAxisOf(sampleAxis(epochs, samples), Math.min(batchSize, samples));
}

export function xAxisOf(id: XAxisId, experiment: Experiment, record: SeriesRecord): XAxis {
  const { epochs } = experiment;
  const { samples, steps } = sizes(experiment);
  if (id === 'steps') return stepAxis(epochs, steps);
  if (id === 'samples') return sampleAxis(epochs, samples);
  if (id === 'log-steps' || id === 'log-samples') return logAxis(id, experiment);
  if (id === 'time')
    return timeAxis(Math.max(0, ...[...record.values()].map((run) => secondsOf(run).at(-1) ?? 0)));
  return epochAxis(epochs, steps);
}

/**
 * Maps fractional epochs, the x of every point, to the axis. A step is one batch, and an epoch's last batch may be
 * smaller. Time is known at the ends of epochs only.
 */
export function placeOn(id: XAxisId, experiment: Experiment, series: Series | RuleSeries): Track['place'] {
  if (id === 'log-steps' || id === 'log-samples') {
    const linear = placeOn(id === 'log-steps' ? 'steps' : 'samples', experiment, series);
    const { placeOf } = logAxis(id, experiment);
    return (x) => placeOf(linear?.(x) ?? 0);
  }
  const { samples, steps } = sizes(experiment);
  const stepAt = (x: number) => Math.round(x * steps);
  if (id === 'steps') return stepAt;
  if (id === 'samples')
    return (x) => {
      const step = stepAt(x);
      return Math.floor(step / steps) * samples + Math.min((step % steps) * experiment.batchSize, samples);
    };
  if (id === 'epoch') return undefined;
  const seconds = meanSeconds(series);
  return (x) => seconds[x];
}
