/** The papers' networks, on the user's data set where it has images. */
import { listed } from '../../core/format';
import { computingKeys, settings } from '../../core/run/settings';
import type { Experiment } from '../../core/run/spec';
import { datasetInfo } from '../../data/storage/ownDatasets';
import { fromQuery } from '../../experiment/files/link';
import type { NetworkPreset } from '../../experiment/networks/networks';
import { datasetChoice } from './choices';
import { changedFields, exceptFor, type SettingsForm } from './settings';

/** What the papers' networks leave open: what is compared, for how long, and how. */
const kept = [
  'rules',
  'epochs',
  ...computingKeys,
  'seeds',
  'measures',
] as const satisfies readonly (keyof Experiment)[];

/** Where the user's data set has no images. */
const WITH_IMAGES = 'digits';

export interface NetworkPlan {
  readonly experiment: Experiment;
  readonly problems: readonly string[];
  /** "Changes algorithms, hidden layers and batch size; stays on Digits. The paper uses MNIST." */
  readonly text: string;
}

function dataText(before: Experiment, after: Experiment, preset: NetworkPreset): string {
  const { name } = datasetChoice(after.dataset);
  const stays = before.dataset === after.dataset;
  const where = stays
    ? `stays on ${name}`
    : `goes to ${name}, because ${datasetChoice(before.dataset).name} has no images`;
  const paper = after.dataset === preset.dataset ? ', as the paper' : '';
  return `${where}${paper}.${paper ? '' : ` The paper uses ${datasetChoice(preset.dataset).name}.`}`;
}

/** What choosing a paper's network would do. */
export function planOf(preset: NetworkPreset, draft: Experiment): NetworkPlan {
  const dataset = datasetInfo(draft.dataset)?.image ? draft.dataset : WITH_IMAGES;
  const { experiment: read, problems } = fromQuery(`${preset.query}&dataset=${encodeURIComponent(dataset)}`);
  const experiment = { ...read, ...Object.fromEntries(kept.map((key) => [key, draft[key]])) };
  const changed = changedFields(draft, experiment)
    .filter((key) => key !== 'dataset')
    .map((key) => settings[key].label.toLowerCase());
  const changes = changed.length === 0 ? 'Changes no setting' : `Changes ${listed(changed)}`;
  return { experiment, problems, text: `${changes}; ${dataText(draft, experiment, preset)}` };
}

export function openNetwork({ openExperiment }: SettingsForm, { experiment, problems }: NetworkPlan): void {
  openExperiment(experiment, exceptFor('Opened', problems));
}
