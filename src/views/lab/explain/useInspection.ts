import { startTransition, useEffect, useState } from 'react';
import type { InspectionId, InspectionOf, RequestOf } from '../../../core/run/inspect';
import type { RunId } from '../../../core/run/spec';
import { INTERVAL } from '../../../store/run/inside';
import { useLab } from '../../labContext';

/** Training waits for inspections: each takes at most a twentieth of a run's time. */
const REST_PER_SECOND = 19;

interface Seen<K extends InspectionId> {
  readonly generation: number;
  readonly answer: InspectionOf<K>;
}

/**
 * Polls an inspection of a run while it trains, by default at most twice a second and less often where it is slow, and
 * at once after a changed request or a single step; never while the page is hidden. The last result stays until the
 * next arrives, which avoids flicker, and after the network is gone, but never across experiments.
 * @param run undefined: no inspection
 * @param interval milliseconds between two inspections, at least
 */
export function useInspection<K extends InspectionId>(
  run: RunId | undefined,
  what: K,
  request: RequestOf<K>,
  interval = INTERVAL,
): InspectionOf<K> | undefined {
  const { runs, series } = useLab();
  const generation = runs.useRuns((state) => state.generation);
  const [seen, setSeen] = useState<Seen<K>>();
  const asked = JSON.stringify(request);
  useEffect(() => {
    if (run === undefined) return undefined;
    let [current, looking, again] = [true, false, false];
    let timer: ReturnType<typeof setTimeout> | undefined;
    let step: number | undefined;
    let rest = interval;
    const look = async (): Promise<void> => {
      clearTimeout(timer);
      again = looking;
      if (looking) return;
      looking = true;
      const now = series.record().get(run)?.step ?? 0;
      if (!document.hidden && now !== step) {
        // A failed worker reports itself in the run notes.
        const answer = await runs
          .inspectRun(run, what, JSON.parse(asked) as RequestOf<K>)
          .catch(() => undefined);
        if (!current) return;
        if (answer) {
          step = now;
          rest = Math.max(interval, REST_PER_SECOND * 1000 * answer.seconds);
          // In slices: the page must go on asking its workers for events.
          startTransition(() => setSeen({ generation, answer }));
        }
      }
      looking = false;
      timer = setTimeout(() => void look(), again ? 0 : rest);
    };
    void look();
    const stop = runs.useRuns.subscribe((now, before) => {
      if (before.phase === 'stepping' && now.phase === 'paused') void look();
    });
    return () => {
      current = false;
      clearTimeout(timer);
      stop();
    };
  }, [runs, series, generation, run, what, asked, interval]);
  return seen?.generation === generation ? seen.answer : undefined;
}
