/** The draft in the page's URL: read once when the page opens, then kept in sync. */
import type { Experiment } from '../../core/run/spec';
import { isOwnId } from '../../data/storage/ownDatasets';
import { fields } from '../../experiment/fields/fields';
import { fromQuery, toQuery } from '../../experiment/files/link';
import { toViewQuery, type View } from '../../experiment/files/view';
import { sharedAddress } from '../page/classServer';
import { exceptFor, type SettingsForm } from './settings';
import { openView, useView } from './view';

/** @param others problems of the link beside those of its settings */
export function openLink(
  { openExperiment }: SettingsForm,
  search: string,
  others: readonly string[] = [],
): void {
  const { experiment, problems } = fromQuery(search);
  openExperiment(experiment, exceptFor('Opened', [...problems, ...others]));
}

/** Whether a link refers to an own data set: then these must be loaded before the link is read. */
export const namesOwnSet = (search: string): boolean =>
  isOwnId(new URLSearchParams(search).get('dataset') ?? '');
/** The same for files of weights. */
export const namesWeights = (search: string): boolean =>
  new URLSearchParams(search).has(fields.startFrom.key);

/** @param view what it hides and starts; default: nothing */
export function addressOf(
  draft: Experiment,
  location: { pathname: string; hash: string },
  view?: View,
): string {
  const query = [toQuery(draft), view ? toViewQuery(view) : ''].filter(Boolean).join('&');
  return `${location.pathname}${query === '' ? '' : `?${query}`}${location.hash}`;
}

function writeAddress({ useSettings }: SettingsForm): void {
  const { draft } = useSettings.getState();
  if (draft.rules.length > 0)
    history.replaceState(history.state, '', addressOf(draft, location, useView.getState()));
}

/** Uses `replaceState`, so that edits add no history entries. */
export function keepAddress(settings: SettingsForm): void {
  openLink(settings, location.search, openView(location.search));
  useView.subscribe(() => writeAddress(settings));
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

/** The same with other controls hidden, as the Lab without a figure of Explain. */
export function classLinkTo({ useSettings }: SettingsForm, view: View): string {
  const { draft } = useSettings.getState();
  return sharedAddress(
    `${location.origin}${addressOf(draft, { pathname: location.pathname, hash: '' }, view)}`,
  );
}
