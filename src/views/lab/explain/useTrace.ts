import { useEffect, useState } from 'react';
import type { Trace, TraceRequest } from '../../../core/run/inspect/trace';
import type { RunId } from '../../../core/run/spec';
import { INTERVAL } from '../../../store/run/inside';
import { useLab } from '../../labContext';

interface Seen {
  readonly generation: number;
  readonly run: RunId;
  readonly trace: Trace;
}

/**
 * What one training sample would do in a run's next step, traced again while it trains, at most twice a second, and at
 * once when something else is asked for; undefined before the first. It stays when the network is gone.
 * @param run undefined: nothing is asked for
 */
export function useTrace(run: RunId | undefined, request: TraceRequest): Trace | undefined {
  const { runs, series } = useLab();
  const generation = runs.useRuns((state) => state.generation);
  const [seen, setSeen] = useState<Seen>();
  const asked = JSON.stringify(request);
  useEffect(() => {
    if (run === undefined) return undefined;
    let [current, looking, again] = [true, false, false];
    let timer: ReturnType<typeof setTimeout> | undefined;
    let step: number | undefined;
    const look = async (): Promise<void> => {
      clearTimeout(timer);
      again = looking;
      if (looking) return;
      looking = true;
      const now = series.record().get(run)?.step ?? 0;
      if (!document.hidden && now !== step) {
        // A failed worker reports itself in the run notes.
        const trace = await runs
          .inspectRun(run, 'trace', JSON.parse(asked) as TraceRequest)
          .catch(() => undefined);
        if (!current) return;
        if (trace) {
          step = now;
          setSeen({ generation, run, trace });
        }
      }
      looking = false;
      timer = setTimeout(() => void look(), again ? 0 : INTERVAL);
    };
    void look();
    // After a single step it is traced at once.
    const stop = runs.useRuns.subscribe((now, before) => {
      if (before.phase === 'stepping' && now.phase === 'paused') void look();
    });
    return () => {
      current = false;
      clearTimeout(timer);
      stop();
    };
  }, [runs, series, generation, run, asked]);
  // What was asked for before stays until the answer is there, so that nothing blinks; but never of another experiment.
  return seen?.generation === generation ? seen.trace : undefined;
}
