/** Asks for confirmation before the page is closed or reloaded, but only if something would be lost. */
import { useData } from '../data/data';
import { useImporting } from '../data/importing';
import type { Lab } from '../lab';
import { isMissing, useNotKept } from '../run/kept/notKept';

/** What would be lost. */
interface UnsavedWork {
  /** Curves and results that are stored nowhere. */
  readonly trained: boolean;
  /** Training is being prepared or under way. */
  readonly going: boolean;
  /** An import in which the user has decided something, or that is being stored. */
  readonly importing: boolean;
  /** Data sets that the browser could not store. */
  readonly unstored: boolean;
}

/** The notebook has everything up to the last checkpoint, from which the runs go on. */
function isKept({ runs }: Pick<Lab, 'runs'>): boolean {
  const { kept } = runs.currentConnection();
  return kept !== undefined && useNotKept.getState().problem === undefined && !isMissing(kept.id);
}

function unsavedWork({ runs, series }: Pick<Lab, 'runs' | 'series'>): UnsavedWork {
  const { phase } = runs.useRuns.getState();
  const kept = isKept({ runs });
  const { phase: importing, decided, texts, options } = useImporting.getState();
  const typed = [decided.ways, texts, options].some((part) => Object.keys(part ?? {}).length > 0);
  return {
    trained: !kept && [...series.record().values()].some(({ step }) => step > 0),
    going: !kept && !['ready', 'stopped', 'finished'].includes(phase),
    importing: importing === 'storing' || (importing !== 'closed' && typed),
    unstored: useData.getState().own.some(({ stored }) => !stored),
  };
}

/** Listens only while needed: some browsers exclude pages with a `beforeunload` listener from the back/forward cache. */
export function warnBeforeLeaving(lab: Pick<Lab, 'runs' | 'series'>): void {
  const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
  let asks = false;
  const look = (): void => {
    const wanted = Object.values(unsavedWork(lab)).some(Boolean);
    if (wanted === asks) return;
    asks = wanted;
    if (asks) addEventListener('beforeunload', ask);
    else removeEventListener('beforeunload', ask);
  };
  for (const store of [lab.runs.useRuns, useImporting, useData, useNotKept]) store.subscribe(look);
  lab.series.subscribe(look);
}
