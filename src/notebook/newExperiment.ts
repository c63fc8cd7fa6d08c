/** The records of a new experiment in the notebook. */
import { rules } from '../core/rules';
import type { Experiment } from '../core/run/spec';
import { datasetInfo } from '../data/storage/ownDatasets';
import type { PlannedRun } from '../experiment/expand';
import { fields } from '../experiment/fields/fields';
import type { SweepAxis } from '../experiment/sweep/sweep';
import type { DataFacts, ExperimentId, ExperimentRecord, RunRecord } from './records';

/** 128 random bits. `crypto.randomUUID` does not exist on pages without https, as a class server's. */
export function newId(): ExperimentId {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** @throws Error for a data set that is not known here */
function factsOf(dataset: string): DataFacts {
  const info = datasetInfo(dataset);
  if (!info) throw new Error(`There is no data set “${dataset}”.`);
  const { name, task, trainSize, inputs, outputs } = info;
  return { name, task, trainSize, inputs, outputs };
}

/** More names would not fit a title. */
const MOST_NAMES = 4;

/** "BP, DFA, F³-Error on MNIST, 5 seeds", or "9 algorithms on MNIST by learning rate". */
function nameOf({ rules: chosen, dataset, seeds }: Experiment, sweep: readonly SweepAxis[] = []): string {
  const names =
    chosen.length > MOST_NAMES
      ? `${chosen.length} algorithms`
      : chosen.map((rule) => rules[rule].name).join(', ');
  const by = sweep.map(({ setting }) => fields[setting].label.toLowerCase()).join(' and ');
  const several = seeds.length > 1 ? `, ${seeds.length} seeds` : '';
  return `${names} on ${datasetInfo(dataset)?.name ?? dataset}${by && ` by ${by}`}${several}`;
}

/** @param created milliseconds since 1970 @throws Error for a data set that is not known here */
export const experimentRecord = (
  id: ExperimentId,
  settings: Experiment,
  sweep: readonly SweepAxis[],
  created: number,
): ExperimentRecord => ({
  ...{ id, name: nameOf(settings, sweep), created, settings, sweep, note: '' },
  data: factsOf(settings.dataset),
});

/** A run before its first step. @param place in the experiment's queue */
export const waitingRun = (experiment: ExperimentId, { id, spec }: PlannedRun, place: number): RunRecord => ({
  ...{ experiment, id, spec, place, state: 'waiting', step: 0, epoch: 0 },
  ...{ stepsPerEpoch: 0, parameters: 0, curveBytes: 0, tags: [], note: '' },
});
