/** What led to the figures and tables of the Compare page, for files that leave it. */
import { datasetInfo } from '../../../data/storage/ownDatasets';
import { seedsText } from '../../../experiment/fields/seeds';
import { settingsText } from '../../../exports/settingsText';
import type { ExperimentRecord } from '../../../notebook/records';
import { groupKeyName } from '../../../notebook/stats/group';
import { sharedAddress } from '../../../store/page/classServer';
import { hashOf } from '../../../store/page/page';
import { labVersion } from '../../../store/page/version';
import type { FigureAbout } from '../../charts/export/svg';
import { labLink } from '../../lab/results/share/labAbout';
import { ALL, type ComparePlace } from '../place';
import { runsText } from '../runsText';
import type { Comparison } from '../useCompare';
import { viewText } from '../view';

/** Names of experiments, or of groups left out, that a caption lists. */
const MOST_NAMES = 4;

const listed = (names: readonly string[]): string =>
  names.length > MOST_NAMES
    ? `${names.slice(0, MOST_NAMES).join('; ')} and ${names.length - MOST_NAMES} more`
    : names.join('; ');

/** The experiments that have runs here. */
const shownExperiments = ({ experiments, runs }: Comparison): readonly ExperimentRecord[] => {
  const ids = new Set(runs.map((run) => run.experiment));
  return experiments.filter(({ id }) => ids.has(id));
};

/** "Grouped by algorithm and learning rate; 12 of 12 runs are done, seeds 0-2; without DFA" */
function groupingText({ by, runs, groups }: Comparison, { find }: ComparePlace['view']): string {
  const done = runs.filter(({ state }) => state === 'done').length;
  const seeds = [...new Set(runs.map(({ spec }) => spec.seed))].sort((a, b) => a - b);
  const hidden = groups.filter(({ isHidden }) => isHidden).map(({ name }) => name);
  return [
    `Grouped by ${by.map((key) => groupKeyName(key).toLowerCase()).join(' and ')}`,
    `${done} of ${runsText(runs.length)} done, ${seedsText(seeds)}`,
    hidden.length > 0 ? `without ${listed(hidden)}` : '',
    find === '' ? '' : `found by “${find}”`,
  ]
    .filter(Boolean)
    .join('; ');
}

/** The page's address, which names its experiment; and that of the Lab, where the experiment's settings tell all. */
function linksOf({ experiment }: Comparison, { view }: ComparePlace): readonly string[] {
  const rest = [experiment?.id ?? ALL, viewText(view)].filter(Boolean);
  const own = `${location.origin}${location.pathname}${hashOf({ page: 'compare', rest })}`;
  const trains =
    experiment && experiment.sweep.length === 0 && datasetInfo(experiment.settings.dataset)
      ? [labLink(experiment.settings)]
      : [];
  return [...trains, sharedAddress(own)];
}

export function compareAbout(comparison: Comparison, place: ComparePlace): FigureAbout {
  const { experiment } = comparison;
  const shown = shownExperiments(comparison);
  const what = experiment
    ? settingsText(experiment.settings, experiment.data, experiment.sweep)
    : `${runsText(shown.length, 'experiment')}: ${listed(shown.map(({ name }) => name))}`;
  return {
    subject: experiment?.name ?? 'all experiments',
    lines: [what, groupingText(comparison, place.view), `F³ Lab ${labVersion}`],
    links: linksOf(comparison, place),
  };
}
