/** Asks for confirmation before the page is closed or reloaded, but only if something would be lost. */
import { useData } from '../data/data';
import { useImporting } from '../data/importing';
import type { Lab } from '../lab';

/** What would be lost. */
interface AtStake {
  /** Curves and results that are stored nowhere. */
  readonly trained: boolean;
  /** Training is being prepared or under way. */
  readonly going: boolean;
  /** An import in which the user has decided something, or that is being stored. */
  readonly importing: boolean;
  /** Data sets that the browser could not store. */
  readonly unkept: boolean;
}

function atStake({ runs, series }: Pick<Lab, 'runs' | 'series'>): AtStake {
  const { phase } = runs.useRuns.getState();
  const { phase: importing, decided, texts, options } = useImporting.getState();
  const typed = [decided.ways, texts, options].some((part) => Object.keys(part ?? {}).length > 0);
  return {
    trained: [...series.record().values()].some(({ step }) => step > 0),
    going: !['ready', 'stopped', 'finished'].includes(phase),
    importing: importing === 'keeping' || (importing !== 'closed' && typed),
    unkept: useData.getState().own.some(({ kept }) => !kept),
  };
}

/** Listens only while needed: some browsers exclude pages with a `beforeunload` listener from the back/forward cache. */
export function askBeforeLeaving(lab: Pick<Lab, 'runs' | 'series'>): void {
  const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
  let asks = false;
  const look = (): void => {
    const wanted = Object.values(atStake(lab)).some(Boolean);
    if (wanted === asks) return;
    asks = wanted;
    if (asks) addEventListener('beforeunload', ask);
    else removeEventListener('beforeunload', ask);
  };
  for (const store of [lab.runs.useRuns, useImporting, useData]) store.subscribe(look);
  lab.series.subscribe(look);
}
