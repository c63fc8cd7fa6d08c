/** What led to the figures of compared runs: settings, grouping, and the lab's version. */
import { seedsText } from '../../experiment/fields/seeds';
import { settingsText } from '../../exports/settingsText';
import type { ExperimentRecord, RunRecord } from '../../notebook/records';
import { type GroupKey, groupKeyName } from '../../notebook/stats/group';
import type { ShownGroup } from './groups';
import { runsText } from './runsText';

interface Compared {
  /** All there are, and the one shown; undefined: several. */
  readonly experiments: readonly ExperimentRecord[];
  readonly experiment: ExperimentRecord | undefined;
  readonly runs: readonly RunRecord[];
  readonly by: readonly GroupKey[];
  readonly groups: readonly Pick<ShownGroup, 'isHidden' | 'name'>[];
}

/** Names of experiments, or of groups left out, that a caption lists. */
const MOST_NAMES = 4;

const listed = (names: readonly string[]): string =>
  names.length > MOST_NAMES
    ? `${names.slice(0, MOST_NAMES).join('; ')} and ${names.length - MOST_NAMES} more`
    : names.join('; ');

/** The experiments that have runs here. */
const shownExperiments = ({ experiments, runs }: Compared): readonly ExperimentRecord[] => {
  const ids = new Set(runs.map((run) => run.experiment));
  return experiments.filter(({ id }) => ids.has(id));
};

/** "Grouped by algorithm and learning rate; 12 of 12 runs are done, seeds 0-2; without DFA" */
function groupingText({ by, runs, groups }: Compared, find: string): string {
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

/** A paragraph each. @param find what the runs were searched for; empty: nothing */
export function aboutLines(compared: Compared, find: string, version: string): readonly string[] {
  const { experiment } = compared;
  const shown = shownExperiments(compared);
  const what = experiment
    ? settingsText(experiment.settings, experiment.data, experiment.sweep)
    : `${runsText(shown.length, 'experiment')}: ${listed(shown.map(({ name }) => name))}`;
  return [what, groupingText(compared, find), `F³ Lab ${version}`];
}
