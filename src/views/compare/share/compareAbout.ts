/** What led to the figures and tables of the Compare page, for files that leave it. */

import { datasetInfo } from '../../../data/storage/ownDatasets';
import { aboutLines } from '../../../figures/compare/about';
import type { FigureAbout } from '../../../figures/file/svg';
import { sharedAddress } from '../../../store/page/classServer';
import { hashOf } from '../../../store/page/page';
import { labVersion } from '../../../store/page/version';
import { labLink } from '../../lab/results/share/labAbout';
import { ALL, type ComparePlace } from '../place';
import type { Comparison } from '../useCompare';
import { viewText } from '../view';

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
  return {
    subject: experiment?.name ?? 'all experiments',
    lines: aboutLines(comparison, place.view.find, labVersion),
    links: linksOf(comparison, place),
  };
}
