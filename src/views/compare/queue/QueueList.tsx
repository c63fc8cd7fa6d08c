import type { RunKey, RunRecord } from '../../../notebook/records';
import { runOf, useNotebook } from '../../../store/notebook/notebook';
import { useLab } from '../../labContext';
import { QueueRow } from './QueueRow';

const keyOf = (run: RunRecord | undefined): RunKey | undefined => run && [run.experiment, run.id];

/** What trains and what waits, in order; runs can be moved, paused and cancelled. */
export function QueueList() {
  const { useQueue, move } = useLab().queue;
  const { training, waiting, held } = useQueue();
  const runs = useNotebook((state) => state.runs);
  /** @param place among those that wait; undefined: it trains */
  const rowOf = (text: string, place?: number) => {
    const run = runOf(runs, text);
    if (!run) return null;
    const isFirst = place === undefined || place === 0;
    const isLast = place === undefined || place === waiting.length - 1;
    const moveTo = (before: number) => () =>
      move([run.experiment, run.id], keyOf(runOf(runs, waiting[before])));
    return (
      <li key={text}>
        <QueueRow
          run={run}
          standing={{ training: place === undefined, held: held.includes(text) }}
          onUp={isFirst ? undefined : moveTo(place - 1)}
          onDown={isLast ? undefined : moveTo(place + 2)}
        />
      </li>
    );
  };
  return (
    <ol className="queue-list">
      {training.map((text) => rowOf(text))}
      {waiting.map((text, place) => rowOf(text, place))}
    </ol>
  );
}
