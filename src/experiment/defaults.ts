/** The default experiment of each data set. */
import type { Setting } from '../core/run/setting';
import { settingKeys, settings } from '../core/run/settings';
import type { Experiment } from '../core/run/spec';
import { suggestible } from '../data/spec';
import { datasetInfo } from '../data/storage/ownDatasets';
import { conflicts } from './conflicts';
import type { FieldKey } from './fields/field';

/** Defaults that do not depend on the data set; a deep copy each time, because the caller owns its experiment. */
const shared = (): Omit<Experiment, 'dataset' | 'learningRate'> =>
  structuredClone(
    Object.fromEntries(
      settingKeys.flatMap((name) => {
        const { default: value }: Setting = settings[name];
        return value === undefined ? [] : [[name, value]];
      }),
    ),
  ) as Omit<Experiment, 'dataset' | 'learningRate'>;

/** The default experiment on a data set, with its suggested settings and learning rates. @throws if it is unknown */
export function defaultExperiment(datasetId = 'digits'): Experiment {
  const info = datasetInfo(datasetId);
  if (info === undefined) throw new Error(`There is no data set “${datasetId}”.`);
  const { settings, learningRates } = info;
  const fitting = { ...shared(), ...settings };
  return {
    ...fitting,
    hidden: [...fitting.hidden],
    dataset: datasetId,
    learningRate: { ...learningRates },
  };
}

const copied = <K extends FieldKey>(to: Experiment, from: Experiment, key: K): Experiment => ({
  ...to,
  [key]: from[key],
});

/**
 * The experiment on another data set: learning rates, suggestible settings that still have the old data set's defaults,
 * and suggestible settings that conflict take the new one's values.
 */
export function onDataset(experiment: Experiment, datasetId: string): Experiment {
  const before = defaultExperiment(experiment.dataset);
  const after = defaultExperiment(datasetId);
  const untouched = suggestible.filter(
    (key) => JSON.stringify(experiment[key]) === JSON.stringify(before[key]),
  );
  const moved = untouched.reduce((next, key) => copied(next, after, key), {
    ...experiment,
    dataset: datasetId,
    learningRate: after.learningRate,
  });
  return conflicts(moved)
    .flatMap(({ reset }) => reset)
    .filter((key) => (suggestible as readonly FieldKey[]).includes(key))
    .reduce((next, key) => copied(next, after, key), moved);
}
