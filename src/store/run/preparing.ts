/** Gets data set, backend, notebook and workers ready for the runs of an experiment. */
import { createSession } from '../../client/session';
import type { BackendChoice, Session } from '../../client/types';
import type { GivenWeights } from '../../core/network/given';
import type { BackendId } from '../../core/run/backends';
import type { Experiment } from '../../core/run/spec';
import type { Dataset } from '../../core/samples/dataset';
import { expand, type PlannedRun } from '../../experiment/expand';
import { requestDataset } from '../data/data';
import { showToast } from '../page/toast';
import { firstProblem, type SettingsForm } from '../settings/settings';
import { weightsFor } from '../settings/weights';
import type { LabBackend } from './backend';
import { keepWhatTrains, orderOf } from './kept/keeping';
import { readKept } from './kept/readKept';
import { noteShown } from './kept/shown';
import { sessionOptions } from './runList';
import type { LabRuns } from './runs';
import type { SeriesLog } from './series';
import { freeMemoryFor, type RunConnection, runBytes } from './suspendedRuns';

/** The parts of a lab that it needs. */
interface Parts {
  readonly series: SeriesLog;
  readonly settings: SettingsForm;
  readonly runs: LabRuns;
  readonly backend: LabBackend;
  /** Its runs are kept in the notebook. */
  readonly keeps: boolean;
}

/** Why a kept run cannot go on, and the way out. */
function cannotResume(error: unknown): string {
  const why = error instanceof Error ? error.message : String(error);
  return `These runs began on a backend that does not work here now: ${why} Their curves are kept. Resume them where it works, or press Reset and train again.`;
}

export function createPreparing({ series, settings, runs, backend, keeps }: Parts) {
  const { clear, createListener, currentConnection, offerRestore, setRuns, useRuns } = runs;

  /** Creates the session of these runs. */
  function connect(
    mine: RunConnection,
    experiment: Experiment,
    dataset: Dataset,
    on: BackendId,
    planned: readonly PlannedRun[],
    weights: GivenWeights | undefined,
  ): Session {
    freeMemoryFor(runBytes(experiment, on));
    mine.session = createSession(planned, dataset, on, createListener(mine, experiment), {
      ...sessionOptions(experiment, on),
      kept: orderOf(mine.kept),
      weights,
    });
    setRuns({ backend: on, alive: true });
    return mine.session;
  }

  const bestFor = (
    { backend: requested }: Experiment,
    choice: BackendChoice,
    [first]: readonly PlannedRun[],
    dataset: Dataset,
  ): Promise<BackendChoice> | BackendChoice =>
    first ? backend.backendFor(requested, choice, first.spec, dataset) : choice;

  /** Creates a session for the current settings; undefined when something is missing or it was cancelled. */
  async function prepare(): Promise<Session | undefined> {
    const form = settings.useSettings.getState();
    if (firstProblem(form) !== undefined) return undefined;
    const experiment = form.draft;
    const held = clear(experiment);
    if (held) offerRestore('The last run was cleared.', held);
    const mine = currentConnection();
    setRuns({ phase: 'preparing', experiment });
    const [dataset, weights, choice] = await Promise.all([
      requestDataset(experiment.dataset),
      weightsFor(experiment),
      backend.requestBackend(experiment.backend),
    ]);
    if (mine !== currentConnection()) return undefined;
    if (!dataset || !choice) {
      setRuns({ phase: 'ready', experiment: undefined });
      return undefined;
    }
    const planned = expand(experiment);
    const { backend: on } = await bestFor(experiment, choice, planned, dataset);
    if (mine !== currentConnection()) return undefined;
    const kept = keeps ? await keepWhatTrains(experiment, on) : undefined;
    if (mine !== currentConnection()) return undefined;
    if (kept) {
      mine.kept = kept;
      noteShown(kept.id);
    }
    return connect(mine, experiment, dataset, on, planned, weights);
  }

  const recorded = (on: BackendId) =>
    backend.recordedBackend(on).catch((error: unknown) => {
      showToast({ text: cannotResume(error), lasts: true });
      return undefined;
    });

  /**
   * Creates a session for the unfinished runs that the notebook brought back, each from its last checkpoint, on the backend
   * where it began. They are read again first: another tab may have trained them meanwhile.
   */
  async function reconnect(): Promise<Session | undefined> {
    const mine = currentConnection();
    const { experiment, backend: before } = useRuns.getState();
    if (!experiment || !mine.kept) return undefined;
    delete mine.restored;
    setRuns({ phase: 'preparing' });
    const [dataset, weights, choice, read] = await Promise.all([
      requestDataset(experiment.dataset),
      weightsFor(experiment),
      before === undefined ? backend.requestBackend(experiment.backend) : recorded(before),
      readKept(mine.kept.id),
    ]);
    if (mine !== currentConnection()) return undefined;
    if (!dataset || !choice) {
      mine.restored = true;
      setRuns({ phase: 'paused' });
      return undefined;
    }
    if (read) {
      // All have ended in another tab.
      if ([...read.series.values()].every(({ end }) => end !== undefined)) {
        runs.showKept(read);
        return undefined;
      }
      mine.kept = read.kept;
      series.show(read.series);
    }
    const record = series.record();
    const planned = expand(experiment);
    const on = before ?? (await bestFor(experiment, choice, planned, dataset)).backend;
    if (mine !== currentConnection()) return undefined;
    const left = planned.filter(({ id }) => record.get(id)?.end === undefined);
    return connect(mine, experiment, dataset, on, left, weights);
  }

  return { prepare, reconnect };
}
