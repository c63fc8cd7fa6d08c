/** The backend choice, and its reason. */
import { create } from 'zustand';
import { chooseBackend } from '../../client/backend';
import { fastestFor, forgetOwnTimes } from '../../client/ownRun';
import type { BackendChoice } from '../../client/types';
import type { BackendId } from '../../core/run/backends';
import type { Experiment, RunSpec } from '../../core/run/spec';
import type { Dataset } from '../../core/samples/dataset';
import type { SettingsForm } from '../settings/settings';

export type Measured = BackendChoice['measured'][number];
type Requested = Experiment['backend'];
interface BackendState {
  readonly measuring: boolean;
  readonly requested?: Requested;
  readonly choice?: BackendChoice;
  /** Why a named backend does not work here. */
  readonly problem?: string;
}
/** The backend choice of one lab, which follows its settings. */
export function createBackend(settings: SettingsForm) {
  const useBackend = create<BackendState>(() => ({ measuring: false }));

  let latest = 0;
  /** The request under way. */
  let pending: Requested | undefined;

  async function choose(requested: Requested, again: boolean): Promise<BackendChoice | undefined> {
    latest += 1;
    const mine = latest;
    pending = requested;
    useBackend.setState({ measuring: true });
    settings.setCapacity(undefined);
    const settle = (state: BackendState): void => {
      if (mine !== latest) return;
      pending = undefined;
      useBackend.setState(state, true);
    };
    try {
      const choice = await chooseBackend(requested, again);
      settle({ measuring: false, requested, choice });
      if (mine === latest) settings.setCapacity(choice.capacity);
      return choice;
    } catch (error) {
      settle({
        measuring: false,
        requested,
        problem: error instanceof Error ? error.message : String(error),
      });
      return undefined;
    }
  }

  /** The same choice for the same request until `measureAgain`, so that "automatic" never changes a curve. */
  async function requestBackend(requested: Requested): Promise<BackendChoice | undefined> {
    const { choice, requested: settled } = useBackend.getState();
    if (choice && settled === requested) {
      if (pending !== undefined && pending !== requested) {
        // The choice was changed and changed back: ignore the stale response.
        latest += 1;
        pending = undefined;
        useBackend.setState({ measuring: false, requested, choice }, true);
        settings.setCapacity(choice.capacity);
      }
      return choice;
    }
    return choose(requested, false);
  }

  /** For a run that begins: where Automatic has a choice, by what is faster with its own network, batch and data. */
  async function backendFor(
    requested: Requested,
    choice: BackendChoice,
    spec: RunSpec,
    dataset: Dataset,
  ): Promise<BackendChoice> {
    if (requested !== 'auto') return choice;
    const best = await fastestFor(choice, spec, dataset);
    const { choice: shown, requested: settled } = useBackend.getState();
    if (best !== choice && settled === requested && shown === choice) useBackend.setState({ choice: best });
    return best;
  }

  /**
   * The backend on which a kept run began, without a change of the lab's own choice.
   * @throws Error when it does not work here
   */
  async function recordedBackend(id: BackendId): Promise<BackendChoice> {
    const { choice } = useBackend.getState();
    return choice?.backend === id ? choice : chooseBackend(id, false);
  }

  function measureAgain(): Promise<BackendChoice | undefined> {
    forgetOwnTimes();
    return choose(settings.useSettings.getState().draft.backend, true);
  }

  function watchBackend(): void {
    void requestBackend(settings.useSettings.getState().draft.backend);
    settings.useSettings.subscribe(({ draft }, before) => {
      if (draft.backend !== before.draft.backend) void requestBackend(draft.backend);
    });
  }

  return { useBackend, requestBackend, backendFor, recordedBackend, measureAgain, watchBackend };
}
export type LabBackend = ReturnType<typeof createBackend>;
