/** Identity and name of a new experiment in the notebook. */
import { rules } from '../../../core/rules';
import type { Experiment } from '../../../core/run/spec';
import type { Dataset } from '../../../core/samples/dataset';
import { datasetInfo } from '../../../data/storage/ownDatasets';
import type { DataFacts, ExperimentId } from '../../../notebook/records';

/** 128 random bits. `crypto.randomUUID` does not exist on pages without https, as a class server's. */
export function newId(): ExperimentId {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function factsOf({ id, inputs, outputs, train }: Dataset): DataFacts {
  const info = datasetInfo(id);
  return {
    name: info?.name ?? id,
    task: info?.task ?? (train.targets.kind === 'classes' ? 'classification' : 'regression'),
    ...{ trainSize: train.size, inputs, outputs },
  };
}

/** More names would not fit a title. */
const MOST_NAMES = 4;

/** "BP, DFA, F³-Error on MNIST", or "9 algorithms on MNIST". */
export function nameOf({ rules: chosen, dataset, seeds }: Experiment): string {
  const names =
    chosen.length > MOST_NAMES
      ? `${chosen.length} algorithms`
      : chosen.map((rule) => rules[rule].name).join(', ');
  const several = seeds.length > 1 ? `, ${seeds.length} seeds` : '';
  return `${names} on ${datasetInfo(dataset)?.name ?? dataset}${several}`;
}
