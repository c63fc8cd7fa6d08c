/** The draft in the page's URL: read once when the page opens, then kept in sync. */
import type { Experiment } from '../../core/run/spec';
import { isOwnId } from '../../data/storage/ownDatasets';
import { fromQuery, toQuery } from '../../experiment/files/link';
import { sharedAddress } from '../page/classServer';
import { exceptFor, type SettingsForm } from './settings';

export function openLink({ openExperiment }: SettingsForm, search: string): void {
  const { experiment, problems } = fromQuery(search);
  openExperiment(experiment, exceptFor('Opened', problems));
}

/** Whether a link refers to an own data set: then these must be loaded before the link is read. */
export const namesOwnSet = (search: string): boolean =>
  isOwnId(new URLSearchParams(search).get('dataset') ?? '');

export function addressOf(draft: Experiment, location: { pathname: string; hash: string }): string {
  const query = toQuery(draft);
  return `${location.pathname}${query === '' ? '' : `?${query}`}${location.hash}`;
}

function writeAddress({ useSettings }: SettingsForm): void {
  const { draft } = useSettings.getState();
  if (draft.rules.length > 0) history.replaceState(history.state, '', addressOf(draft, location));
}

/** Uses `replaceState`, so that edits add no history entries. */
export function keepAddress(settings: SettingsForm): void {
  openLink(settings, location.search);
  let timer: ReturnType<typeof setTimeout> | undefined;
  settings.useSettings.subscribe((now, before) => {
    if (now.draft === before.draft) return;
    clearTimeout(timer);
    timer = setTimeout(() => writeAddress(settings), 250);
  });
  // Earlier history entries have outdated settings in their URL.
  addEventListener('popstate', () => writeAddress(settings));
}

/** The address of these settings, as others open it. */
export function linkTo(settings: SettingsForm): string {
  writeAddress(settings);
  return sharedAddress(location.href);
}
