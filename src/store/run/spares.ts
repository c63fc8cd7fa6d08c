/**
 * Keeps spare workers warm before Train is pressed, except while a finished run's networks hold memory: one for each run
 * on pages where runs begin, and elsewhere the one of the backend's test.
 */
import { keepSpares } from '../../client/spares';
import type { Lab } from '../lab';
import { usePage } from '../page/page';
import { threadsOn } from './threads';

/** Pages where a run begins as soon as it is asked for. */
const begins: readonly string[] = ['lab', 'learn'];

/** Milliseconds; for browsers without `requestIdleCallback`. */
const SOON = 200;
const whenIdle: (work: () => void) => unknown =
  globalThis.requestIdleCallback ?? ((work) => setTimeout(work, SOON));

function prepare({ runs, settings, backend }: Pick<Lab, 'runs' | 'settings' | 'backend'>): void {
  const { choice, measuring } = backend.useBackend.getState();
  const { phase, alive } = runs.useRuns.getState();
  const standsStill = !alive && (phase === 'ready' || phase === 'stopped');
  const { rules, threads } = settings.useSettings.getState().draft;
  const count = begins.includes(usePage.getState().page) ? rules.length : 1;
  if (choice && !measuring && standsStill)
    keepSpares({ backend: choice.backend, threads: threadsOn(choice.backend, threads) }, count);
}

export function keepWorkersReady(lab: Pick<Lab, 'runs' | 'settings' | 'backend'>): void {
  let waiting = false;
  const soon = (): void => {
    if (waiting) return;
    waiting = true;
    whenIdle(() => {
      waiting = false;
      prepare(lab);
    });
  };
  lab.backend.useBackend.subscribe(soon);
  lab.runs.useRuns.subscribe(soon);
  lab.settings.useSettings.subscribe(({ draft }, before) => {
    if (draft.rules.length !== before.draft.rules.length || draft.threads !== before.draft.threads) soon();
  });
  usePage.subscribe(({ page }, before) => {
    if (page !== before.page && begins.includes(page)) soon();
  });
}
