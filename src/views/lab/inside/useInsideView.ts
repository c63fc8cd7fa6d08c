import type { LayerShape } from '../../../core/blocks/chain';
import { type RuleId, rules } from '../../../core/rules';
import type { Inspection } from '../../../core/run/inspect/network';
import type { Experiment, RunId } from '../../../core/run/spec';
import { firstSeed } from '../../../experiment/expand';
import { type Scales, shownLayer, shownRun } from '../../../store/run/inside';
import { isSeveral, refsOf } from '../../../store/run/runList';
import type { RunRef, SeriesRecord } from '../../../store/run/series';
import { datasetChoice } from '../../../store/settings/choices';
import { useLab } from '../../labContext';
import { useFittingDraft } from '../parts/fitting';
import { shapesOf, sizesOf } from './sizes';

/** State of the Inside column: the run's network, or before a run the one of the draft. */
export interface InsideView {
  readonly experiment: Experiment;
  readonly rule: RuleId;
  /** The run whose network is inspected. */
  readonly run: RunId;
  readonly seed: number;
  /** Chosen hidden layer, from 1. */
  readonly layer: number;
  /** Number of hidden layers. */
  readonly hidden: number;
  /** n_0 … n_K */
  readonly sizes: readonly number[];
  /** Of layers 1 … K. */
  readonly shapes: readonly LayerShape[];
  /** Index of the training sample. */
  readonly sample: number;
  /** Whether there is a run, in progress or ended. */
  readonly started: boolean;
  /** Why the network is gone; undefined while it exists, or before a run. */
  readonly gone: string | undefined;
  /** The latest inspection of this run and layer. */
  readonly inspection: Inspection | undefined;
  readonly scales: Scales;
}

/** "F³-Error", or "F³-Error, seed 3" if the rule has several. */
export const networkName = ({ experiment, rule, seed }: InsideView): string =>
  isSeveral(experiment) ? `${rules[rule].name}, seed ${seed}` : rules[rule].name;

function whyGone(
  record: SeriesRecord,
  { id, seed }: RunRef,
  alive: boolean,
  first: number,
): string | undefined {
  if (!alive) return 'This run was stopped: its networks are gone.';
  const over = record.get(id)?.end !== undefined;
  return over && seed !== first
    ? `This run has ended and its network is gone. Those of seed ${first} are kept.`
    : undefined;
}

/** Undefined while no algorithm is ticked. */
export function useInsideView(): InsideView | undefined {
  const lab = useLab();
  const run = lab.runs.useRuns((state) => state.experiment);
  const alive = lab.runs.useRuns((state) => state.alive);
  const draft = useFittingDraft();
  const {
    rule: chosen,
    seed: chosenSeed,
    layer: chosenLayer,
    sample: chosenSample,
    seen,
    scales,
  } = lab.inside.useInside();
  const experiment = run ?? draft;
  const shown = shownRun({ rule: chosen, seed: chosenSeed }, refsOf(experiment));
  if (!shown) return undefined;
  const hidden = experiment.hidden.length;
  const layer = shownLayer(chosenLayer, hidden);
  const { trainSize } = datasetChoice(experiment.dataset);
  const fits = seen?.run === shown.id && seen.layer === layer;
  return {
    experiment,
    rule: shown.rule,
    run: shown.id,
    seed: shown.seed,
    layer,
    hidden,
    sizes: sizesOf(experiment),
    shapes: shapesOf(experiment),
    sample: Math.min(chosenSample, trainSize - 1),
    started: run !== undefined,
    gone: run && whyGone(lab.series.record(), shown, alive, firstSeed(experiment)),
    inspection: fits ? seen.inspection : undefined,
    scales,
  };
}
