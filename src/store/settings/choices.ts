/** Options of the selects, taken from the registries, so that additions appear automatically. */
import { count } from '../../core/format';
import type { Named } from '../../core/run/setting';
import { type KeysOfKind, settingKeys, settings } from '../../core/run/settings';
import type { Experiment } from '../../core/run/spec';
import { datasetIds, datasets } from '../../data';
import type { DatasetInfo } from '../../data/spec';
import { datasetInfo } from '../../data/storage/ownDatasets';

export interface Choice<T extends string = string> extends Named {
  readonly id: T;
}

/** Settings that select one entry of a registry. */
export type ChoiceKey = KeysOfKind<'choice'>;
export const isChoice = (name: keyof Experiment): name is ChoiceKey => settings[name].kind === 'choice';

function choicesOf(name: ChoiceKey): Choice[] {
  const { ids, registry } = settings[name];
  return ids.map((id) => ({ ...(registry[id] as Named), id }));
}

export const choices = Object.fromEntries(
  settingKeys.filter(isChoice).map((name) => [name, choicesOf(name)]),
) as unknown as { readonly [K in ChoiceKey]: readonly Choice<Experiment[K]>[] };

export interface DatasetChoice extends DatasetInfo {
  /** "60,000 train · 10,000 test" */
  readonly counts: string;
}

const choiceOf = (info: DatasetInfo): DatasetChoice => ({
  ...info,
  counts: `${count(info.trainSize)} train · ${count(info.testSize)} test`,
});

const builtIn: ReadonlyMap<string, DatasetChoice> = new Map(
  datasetIds.map((id) => [id, choiceOf(datasets[id])]),
);

/** An unknown id falls back to the first data set; whoever referred to it has already reported that. */
export function datasetChoice(id: string): DatasetChoice {
  const own = datasetInfo(id);
  const choice = builtIn.get(id) ?? (own && choiceOf(own)) ?? builtIn.values().next().value;
  if (!choice) throw new Error('The registry of data sets is empty.');
  return choice;
}
