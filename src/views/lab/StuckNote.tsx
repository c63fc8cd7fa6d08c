import { rules } from '../../core/rules';
import { stuckWords } from '../../experiment/stuckWords';
import { leaveNote, type Note, useRuns } from '../../store/runs';
import { smallerRate, stopRule, trySmallerRate } from '../../store/runVerbs';
import { seriesRecord } from '../../store/series';
import { useSeries } from '../useSeries';

/** It stays finite, and would train on like that: only the person knows whether to wait. */
export function StuckNote({ note }: { note: Note }) {
  useSeries('epochs', 500);
  const alive = useRuns((state) => state.alive);
  const { name } = rules[note.rule];
  if (!note.stuck) return null;
  const { seen, why, wayOut } = stuckWords(note.stuck);
  const going = alive && seriesRecord().get(note.rule)?.end === undefined;
  return (
    <>
      <h2>
        {name} {seen}.
      </h2>
      <p>
        {why} {wayOut}
        {going && ' Training goes on.'}
      </p>
      <div className="banner-actions">
        {note.stuck.cause === 'limits' && (
          <button
            type="button"
            className="button primary small"
            title="All start again from the same weights"
            onClick={() => void trySmallerRate(note.rule)}
          >
            Try {name} with {smallerRate(note.rule)}
          </button>
        )}
        {going && (
          <button
            type="button"
            className="button small"
            title="Its curves and results stay; the others go on"
            onClick={() => stopRule(note.rule)}
          >
            Stop {name}
          </button>
        )}
        <button type="button" className="button small" onClick={() => leaveNote(note.rule)}>
          Leave it
        </button>
      </div>
    </>
  );
}
