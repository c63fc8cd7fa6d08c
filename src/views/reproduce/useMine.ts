/** The visitor's kept runs, by their settings, and how each of them stands. */
import { useEffect, useMemo } from 'react';
import { grouped } from '../../experiment/papers/model/grouped';
import type { Outcome } from '../../experiment/papers/model/outcome';
import type { RunStanding } from '../../experiment/papers/model/standing';
import { keyText } from '../../notebook/keys';
import type { RunRecord } from '../../notebook/records';
import { outcomeOf, runSettings } from '../../notebook/stats/outcomes';
import { openNotebook, useNotebook } from '../../store/notebook/notebook';
import { useLab } from '../labContext';

export interface Mine {
  readonly outcomes: readonly Outcome[];
  /** Runs with any of these settings. */
  readonly runsOf: (settings: ReadonlySet<string>) => readonly RunRecord[];
  readonly standing: (run: RunRecord) => RunStanding;
}

export function useMine(): Mine {
  const { queue } = useLab();
  const runs = useNotebook((state) => state.runs);
  const { waiting, training } = queue.useQueue();
  useEffect(() => void openNotebook(), []);
  const outcomes = useMemo(() => runs.flatMap((run) => outcomeOf(run) ?? []), [runs]);
  const bySettings = useMemo(() => grouped(runs, runSettings), [runs]);
  return {
    outcomes,
    runsOf: (settings) => [...settings].flatMap((one) => bySettings.get(one) ?? []),
    standing: ({ experiment, id, state }) => {
      const key = keyText([experiment, id]);
      if (state === 'done' || state === 'diverged') return 'done';
      if (training.includes(key) || (state === 'training' && queue.isLive(experiment))) return 'training';
      return waiting.includes(key) ? 'queued' : 'open';
    },
  };
}
