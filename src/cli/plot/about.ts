/** What led to a figure, below its caption. */
import { datasetInfo } from '../../data/storage/ownDatasets';
import { toQuery } from '../../experiment/files/link';
import { experimentOf } from '../../exports/pytorch/experimentOf';
import { aboutLines } from '../../figures/compare/about';
import type { FigureAbout } from '../../figures/file/svg';
import type { ExperimentRecord } from '../../notebook/records';
import { labVersion } from '../version';
import type { Kept } from './kept';
import type { PlotOptions } from './plotOptions';

/** The experiment; where one run's file was named, that run as an experiment of its own. */
function shownExperiment({ experiment, only, runs }: Kept): ExperimentRecord {
  const [run] = runs;
  if (only === undefined || !run) return experiment;
  return { ...experiment, settings: experimentOf(run.spec), sweep: [] };
}

/** The settings as an address has them; undefined where no address repeats the figure. */
function queryOf({ settings, sweep }: ExperimentRecord): string | undefined {
  if (sweep.length > 0 || datasetInfo(settings.dataset) === undefined) return undefined;
  return toQuery(settings);
}

export function aboutOf(kept: Kept, { find, page }: Pick<PlotOptions, 'find' | 'page'>): FigureAbout {
  const experiment = shownExperiment(kept);
  const query = queryOf(experiment);
  const lines = aboutLines({ ...kept, experiment }, find, labVersion());
  const isBare = query !== undefined && page === undefined;
  return {
    subject: experiment.name,
    lines: isBare ? [...lines, `The page with these settings: ${query === '' ? '/' : `/?${query}`}`] : lines,
    links: query === undefined || page === undefined ? [] : [query === '' ? page : `${page}?${query}`],
  };
}
