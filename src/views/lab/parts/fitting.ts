/** The draft where it is drawn: a network in which some layer does not fit has sizes that mean nothing. */
import { chainProblem, type Ends } from '../../../core/blocks/chain';
import type { HiddenLayer } from '../../../core/blocks/hidden';
import type { Experiment } from '../../../core/run/spec';
import { endsOf } from '../../../data/spec';
import { datasetChoice } from '../../../store/settings/choices';
import { useLab } from '../../labContext';

/** Without each layer that does not fit on those kept below it. */
function fittingLayers(ends: Ends, hidden: readonly HiddenLayer[]): readonly HiddenLayer[] {
  let kept = hidden;
  for (;;) {
    const problem = chainProblem(ends, kept);
    if (!problem) return kept;
    kept = kept.toSpliced(problem.layer, 1);
  }
}

/** One object for each draft, so that what depends on it is not computed at each rendering. */
const cuts = new WeakMap<Experiment, Experiment>();

/** The experiment without hidden layers that do not fit; itself if all do. */
export function fitting(experiment: Experiment): Experiment {
  const kept = fittingLayers(endsOf(datasetChoice(experiment.dataset)), experiment.hidden);
  if (kept === experiment.hidden) return experiment;
  const known = cuts.get(experiment);
  // The data set may have been read since, with other layers that fit.
  if (known && JSON.stringify(known.hidden) === JSON.stringify(kept)) return known;
  const cut = { ...experiment, hidden: [...kept] };
  cuts.set(experiment, cut);
  return cut;
}

/** The draft as figures show it before a run. */
export function useFittingDraft(): Experiment {
  const lab = useLab();
  return fitting(lab.settings.useSettings((state) => state.draft));
}
