/** Workers stand ready before Train is pressed; not beside networks that one may still look into. */
import { keepSpares } from '../client/spares';
import { useBackend } from './backend';
import { useRuns } from './runs';
import { useSettings } from './settings';

/** Milliseconds; only where the browser does not tell when it is idle. */
const SOON = 200;
const whenIdle: (work: () => void) => unknown =
  globalThis.requestIdleCallback ?? ((work) => setTimeout(work, SOON));

function prepare(): void {
  const { choice, measuring } = useBackend.getState();
  const { phase, alive } = useRuns.getState();
  const standsStill = !alive && (phase === 'ready' || phase === 'stopped');
  if (choice && !measuring && standsStill)
    keepSpares(choice.backend, useSettings.getState().draft.rules.length);
}

export function keepWorkersReady(): void {
  let waiting = false;
  const soon = (): void => {
    if (waiting) return;
    waiting = true;
    whenIdle(() => {
      waiting = false;
      prepare();
    });
  };
  useBackend.subscribe(soon);
  useRuns.subscribe(soon);
  useSettings.subscribe(({ draft }, before) => {
    if (draft.rules.length !== before.draft.rules.length) soon();
  });
}
