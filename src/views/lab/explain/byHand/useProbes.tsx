import { memo, type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import type { InspectionId, InspectionOf, RequestOf } from '../../../../core/run/inspect';
import type { RunId } from '../../../../core/run/spec';
import type { RunRef } from '../../../../store/run/series';
import { useInspection } from '../useInspection';

interface Seen<K extends InspectionId> {
  readonly answer: NonNullable<InspectionOf<K>>;
  /** The request, as JSON. */
  readonly asked: string;
}

interface ProbeProps<K extends InspectionId> {
  run: RunId;
  what: K;
  request: RequestOf<K>;
  asked: string;
  interval: number | undefined;
  onSeen: (run: RunId, seen: Seen<K> | undefined) => void;
}

/** Asks one run, and renders nothing. */
function Probe<K extends InspectionId>({ run, what, request, asked, interval, onSeen }: ProbeProps<K>) {
  const answer = useInspection(run, what, request, interval);
  // biome-ignore lint/correctness/useExhaustiveDependencies: an answer belongs to the request with which it came.
  useEffect(() => onSeen(run, answer ? { answer, asked } : undefined), [run, answer, onSeen]);
  useEffect(() => () => onSeen(run, undefined), [run, onSeen]);
  return null;
}
const Asked = memo(Probe) as typeof Probe;

interface Probes<K extends InspectionId> {
  /** The last answer of each run; a run that has not answered is missing. */
  readonly answers: ReadonlyMap<RunId, NonNullable<InspectionOf<K>>>;
  /** Runs whose last answer is one to the present request. */
  readonly upToDate: ReadonlySet<RunId>;
  /** To be rendered: they ask for as long as they are. */
  readonly probes: ReactNode;
}

/**
 * Asks several runs the same, as `useInspection` does.
 * @param request its identity must change only with its content; undefined: nothing is asked
 * @param interval as of `useInspection`
 */
export function useProbes<K extends InspectionId>(
  refs: readonly RunRef[],
  what: K,
  request: RequestOf<K> | undefined,
  interval?: number,
): Probes<K> {
  const [all, setAll] = useState<ReadonlyMap<RunId, Seen<K>>>(new Map());
  const asked = useMemo(() => JSON.stringify(request) ?? '', [request]);
  const onSeen = useCallback((run: RunId, seen: Seen<K> | undefined): void => {
    setAll((now) => {
      if (now.get(run)?.answer === seen?.answer) return now;
      const next = new Map(now);
      if (seen) next.set(run, seen);
      else next.delete(run);
      return next;
    });
  }, []);
  const answers = useMemo(() => new Map([...all].map(([run, { answer }]) => [run, answer])), [all]);
  const upToDate = new Set([...all].filter(([, seen]) => seen.asked === asked).map(([run]) => run));
  const probes =
    request &&
    refs.map(({ id }) => <Asked key={id} run={id} {...{ what, request, asked, interval, onSeen }} />);
  return { answers, upToDate, probes };
}
