import type { RuleId } from '../../../core/rules';
import type { Inspection } from '../../../core/run/inspect';
import type { Experiment, RunId } from '../../../core/run/spec';
import { datasetChoice } from '../../../store/choices';
import { type Scales, shownLayer, shownRun, useInside } from '../../../store/inside';
import { refsOf } from '../../../store/runList';
import { useRuns } from '../../../store/runs';
import { useSettings } from '../../../store/settings';
import { sizesOf } from './sizes';

/** What the column shows: the run's network, or before it the one that would be trained. */
export interface InsideView {
  readonly experiment: Experiment;
  readonly rule: RuleId;
  /** Whose network is looked at. */
  readonly run: RunId;
  /** Chosen hidden layer, from 1. */
  readonly layer: number;
  /** How many hidden layers there are. */
  readonly hidden: number;
  /** n_0 … n_K */
  readonly sizes: readonly number[];
  /** Place of the training sample. */
  readonly sample: number;
  /** There is a run, going on or over. */
  readonly started: boolean;
  /** Its networks are still there to look into. */
  readonly alive: boolean;
  /** The last look at this run and layer. */
  readonly inspection: Inspection | undefined;
  readonly scales: Scales;
}

/** Undefined while no algorithm is ticked. */
export function useInsideView(): InsideView | undefined {
  const run = useRuns((state) => state.experiment);
  const alive = useRuns((state) => state.alive);
  const draft = useSettings((state) => state.draft);
  const { rule: chosen, layer: chosenLayer, sample: chosenSample, seen, scales } = useInside();
  const experiment = run ?? draft;
  const shown = shownRun(chosen, refsOf(experiment));
  if (!shown) return undefined;
  const hidden = experiment.hidden.length;
  const layer = shownLayer(chosenLayer, hidden);
  const { trainSize } = datasetChoice(experiment.dataset);
  const fits = seen?.run === shown.id && seen.layer === layer;
  return {
    experiment,
    rule: shown.rule,
    run: shown.id,
    layer,
    hidden,
    sizes: sizesOf(experiment),
    sample: Math.min(chosenSample, trainSize - 1),
    started: run !== undefined,
    alive,
    inspection: fits ? seen.inspection : undefined,
    scales,
  };
}
