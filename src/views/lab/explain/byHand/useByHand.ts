import type { Experiment } from '../../../../core/run/spec';
import type { Dataset } from '../../../../core/samples/dataset';
import { firstSeed } from '../../../../experiment/expand';
import { refsOf } from '../../../../store/run/runList';
import type { RunRef } from '../../../../store/run/series';
import { type DatasetChoice, datasetChoice } from '../../../../store/settings/choices';
import { useLab } from '../../../labContext';
import { useDataset } from '../../useDataset';

/** What is tested: the current run's networks, or before a run those of the draft. */
export interface ByHand {
  readonly experiment: Experiment;
  readonly info: DatasetChoice;
  /** Undefined while it loads. */
  readonly dataset: Dataset | undefined;
  /** Each rule's run of the first seed, whose networks are kept. */
  readonly refs: readonly RunRef[];
  /** Whether there is a run, in progress or ended. */
  readonly started: boolean;
  /** It is training now. */
  readonly training: boolean;
  /** Why there are no networks; undefined while there are, or before a run. */
  readonly gone: string | undefined;
}

const GONE =
  'This run was stopped, and its networks with it. Train again; “Pause” instead of “Stop” keeps them, and so does a run that ends by itself.';

export function useByHand(): ByHand {
  const lab = useLab();
  const running = lab.runs.useRuns((state) => state.experiment);
  const alive = lab.runs.useRuns((state) => state.alive);
  const phase = lab.runs.useRuns((state) => state.phase);
  const draft = lab.settings.useSettings((state) => state.draft);
  const experiment = running ?? draft;
  const seed = firstSeed(experiment);
  return {
    experiment,
    info: datasetChoice(experiment.dataset),
    dataset: useDataset(experiment.dataset),
    refs: refsOf(experiment).filter((one) => one.seed === seed),
    started: running !== undefined,
    training: phase === 'running',
    gone: running && !alive ? GONE : undefined,
  };
}
