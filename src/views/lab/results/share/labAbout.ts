/** What led to a run's figures and tables, for files that leave the page. */
import { backends } from '../../../../core/run/backends';
import type { Experiment } from '../../../../core/run/spec';
import { isOwnId } from '../../../../data/storage/ownDatasets';
import { settingsText } from '../../../../exports/settingsText';
import type { FigureAbout } from '../../../../figures/file/svg';
import type { Lab } from '../../../../store/lab';
import { sharedAddress } from '../../../../store/page/classServer';
import { labVersion } from '../../../../store/page/version';
import { addressOf } from '../../../../store/settings/address';
import { datasetChoice } from '../../../../store/settings/choices';

/** The address that trains the experiment again, as others open it. */
export const labLink = (experiment: Experiment): string =>
  sharedAddress(`${location.origin}${addressOf(experiment, { pathname: location.pathname, hash: '' })}`);

/** The run's experiment; before there is one, the draft. */
export const experimentOf = ({ runs, settings }: Lab): Experiment =>
  runs.useRuns.getState().experiment ?? settings.useSettings.getState().draft;

/** "F³ Lab 0.1.0, WebAssembly" */
function madeBy({ runs }: Lab): string {
  const { backend } = runs.useRuns.getState();
  return [`F³ Lab ${labVersion}`, backend ? backends[backend].name : ''].filter(Boolean).join(', ');
}

export function labAbout(lab: Lab): FigureAbout {
  const experiment = experimentOf(lab);
  const choice = datasetChoice(experiment.dataset);
  const own = isOwnId(experiment.dataset) ? '. The link needs this data set, imported from its file' : '';
  return {
    subject: choice.name,
    lines: [settingsText(experiment, choice), `${madeBy(lab)}${own}`],
    links: [labLink(experiment)],
  };
}
