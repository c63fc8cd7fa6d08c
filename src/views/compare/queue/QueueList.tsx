import { GripVertical } from 'lucide-react';
import type { RunKey, RunRecord } from '../../../notebook/records';
import { runOf, useNotebook } from '../../../store/notebook/notebook';
import { useLab } from '../../labContext';
import { QueueRow } from './QueueRow';
import { useReorder } from './useReorder';

const keyOf = (run: RunRecord | undefined): RunKey | undefined => run && [run.experiment, run.id];

/** What trains and what waits, in order; runs can be moved, paused and cancelled. */
export function QueueList() {
  const { useQueue, move } = useLab().queue;
  const { training, waiting, held } = useQueue();
  const runs = useNotebook((state) => state.runs);
  const { list, drag, handleOf } = useReorder((text, before) => {
    const key = keyOf(runOf(runs, text));
    if (key) move(key, keyOf(runOf(runs, before)));
  });
  /** @param place among those that wait; undefined: it trains */
  const rowOf = (text: string, place?: number) => {
    const run = runOf(runs, text);
    if (!run) return null;
    const isFirst = place === undefined || place === 0;
    const isLast = place === undefined || place === waiting.length - 1;
    const moveTo = (before: number) => () =>
      move([run.experiment, run.id], keyOf(runOf(runs, waiting[before])));
    return (
      <li
        key={text}
        data-row={place === undefined ? undefined : text}
        data-dragged={drag?.id === text || undefined}
        data-drop={(drag && drag.before === text) || undefined}
      >
        {place !== undefined && (
          <span className="queue-handle" title="Drag to reorder" aria-hidden="true" {...handleOf(text)}>
            <GripVertical size={16} strokeWidth={1.75} />
          </span>
        )}
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
    <ol className="queue-list" ref={list} data-drop={(drag && drag.before === undefined) || undefined}>
      {training.map((text) => rowOf(text))}
      {waiting.map((text, place) => rowOf(text, place))}
    </ol>
  );
}
