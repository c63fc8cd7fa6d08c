import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { rules } from '../../../core/rules';
import { runOf, useNotebook } from '../../../store/notebook/notebook';
import { useLab } from '../../labContext';

const icon = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** What trains and what waits, in order; runs can be moved and cancelled. */
export function QueueList() {
  const { useQueue, cancel, move } = useLab().queue;
  const { training, waiting } = useQueue();
  const runs = useNotebook((state) => state.runs);
  const rowOf = (text: string, place: number) => {
    const run = runOf(runs, text);
    if (!run) return null;
    const key = [run.experiment, run.id] as const;
    const name = `${rules[run.spec.rule].name}, seed ${run.spec.seed}`;
    const before = (by: number) => runOf(runs, waiting[place + by]);
    const keyOf = (other: ReturnType<typeof before>) => other && ([other.experiment, other.id] as const);
    const trains = place < 0;
    return (
      <li key={text}>
        <span className="queue-name">
          {name} <span className="quiet">{run.id.replace(/^\S+/, '').trim()}</span>
        </span>
        <span className="quiet num">{trains ? `epoch ${run.epoch} of ${run.spec.epochs}` : 'waits'}</span>
        <span className="queue-tools">
          {!trains && (
            <>
              <button
                type="button"
                className="icon-button"
                aria-label={`Move ${name} up`}
                disabled={place === 0}
                onClick={() => move(key, keyOf(before(-1)))}
              >
                <ArrowUp {...icon} />
              </button>
              <button
                type="button"
                className="icon-button"
                aria-label={`Move ${name} down`}
                disabled={place === waiting.length - 1}
                onClick={() => move(key, keyOf(before(2)))}
              >
                <ArrowDown {...icon} />
              </button>
            </>
          )}
          <button
            type="button"
            className="icon-button"
            aria-label={`Cancel ${name}`}
            onClick={() => cancel(key)}
          >
            <X {...icon} />
          </button>
        </span>
      </li>
    );
  };
  return (
    <ol className="queue-list">
      {training.map((text) => rowOf(text, -1))}
      {waiting.map(rowOf)}
    </ol>
  );
}
