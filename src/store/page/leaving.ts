/** Asks before the page is closed or reloaded, where something would be lost; else it does not ask. */
import { useData } from '../data/data';
import { useImporting } from '../data/importing';
import type { Lab } from '../lab';

/** What would be lost. */
interface AtStake {
  /** Points of curves, results: trained, and kept nowhere. */
  readonly trained: boolean;
  /** It is about to train, or trains. */
  readonly going: boolean;
  /** A file is looked at of which something has been decided, or that is being kept. */
  readonly importing: boolean;
  /** Data sets that the browser could not keep. */
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

/** Listens only while something is at stake: some browsers keep no page with such a listener for Back and Forward. */
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
