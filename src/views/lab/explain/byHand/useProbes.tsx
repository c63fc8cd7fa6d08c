import { memo, type ReactNode, useCallback, useEffect, useState } from 'react';
import type { InspectionId, InspectionOf, RequestOf } from '../../../../core/run/inspect';
import type { RunId } from '../../../../core/run/spec';
import type { RunRef } from '../../../../store/run/series';
import { useInspection } from '../useInspection';

interface ProbeProps<K extends InspectionId> {
  run: RunId;
  what: K;
  request: RequestOf<K>;
  onAnswer: (run: RunId, answer: InspectionOf<K> | undefined) => void;
}

/** Asks one run, and renders nothing. */
function Probe<K extends InspectionId>({ run, what, request, onAnswer }: ProbeProps<K>) {
  const answer = useInspection(run, what, request);
  useEffect(() => onAnswer(run, answer), [run, answer, onAnswer]);
  useEffect(() => () => onAnswer(run, undefined), [run, onAnswer]);
  return null;
}
const Asked = memo(Probe) as typeof Probe;

interface Probes<K extends InspectionId> {
  /** The last answer of each run; a run that has not answered is missing. */
  readonly answers: ReadonlyMap<RunId, NonNullable<InspectionOf<K>>>;
  /** To be rendered: they ask for as long as they are. */
  readonly probes: ReactNode;
}

/**
 * Asks several runs the same, as `useInspection` does.
 * @param request its identity must change only with its content; undefined: nothing is asked
 */
export function useProbes<K extends InspectionId>(
  refs: readonly RunRef[],
  what: K,
  request: RequestOf<K> | undefined,
): Probes<K> {
  const [answers, setAnswers] = useState<Probes<K>['answers']>(new Map());
  const onAnswer = useCallback((run: RunId, answer: InspectionOf<K> | undefined): void => {
    setAnswers((now) => {
      if (now.get(run) === answer) return now;
      const next = new Map(now);
      if (answer) next.set(run, answer);
      else next.delete(run);
      return next;
    });
  }, []);
  const probes =
    request &&
    refs.map(({ id }) => <Asked key={id} run={id} what={what} request={request} onAnswer={onAnswer} />);
  return { answers, probes };
}
