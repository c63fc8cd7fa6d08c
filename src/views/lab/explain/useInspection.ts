import { useEffect, useState } from 'react';
import type { InspectionId, InspectionOf, RequestOf } from '../../../core/run/inspect';
import type { RunId } from '../../../core/run/spec';
import { useLab } from '../../labContext';

/** Milliseconds between questions: numbers and colours change at most twice a second. */
const INTERVAL = 500;

interface Seen<K extends InspectionId> {
  /** Of which run of which experiment. */
  readonly of: string;
  readonly answer: InspectionOf<K>;
}

/**
 * What a run answers at its present step: asked at once when the question changes or a single step is done, then
 * whenever it has trained on, at most twice a second; never while the page is hidden. The last answer of this run stays
 * until the next has come; undefined before the first, and where the run's network is gone.
 */
export function useInspection<K extends InspectionId>(
  run: RunId | undefined,
  what: K,
  request: RequestOf<K>,
): InspectionOf<K> | undefined {
  const { runs, series } = useLab();
  const generation = runs.useRuns((state) => state.generation);
  const phase = runs.useRuns((state) => state.phase);
  const [seen, setSeen] = useState<Seen<K>>();
  const of = `${generation} ${run}`;
  const question = JSON.stringify(request);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the question is the request; a phase that ends is asked about at once.
  useEffect(() => {
    if (run === undefined) return;
    let current = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let asked: number | undefined;
    const ask = async (): Promise<void> => {
      const step = series.record().get(run)?.step;
      if (!document.hidden && (step !== asked || asked === undefined)) {
        // A worker that failed says so in the run's notes.
        const answer = await runs.inspectRun(run, what, request).catch(() => undefined);
        if (!current) return;
        if (answer) {
          asked = step;
          setSeen({ of, answer });
        }
      }
      timer = setTimeout(() => void ask(), INTERVAL);
    };
    void ask();
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [of, what, question, phase]);
  return seen?.of === of ? seen.answer : undefined;
}
