import { rules } from '../../core/rules';
import { stuckWords } from '../../experiment/stuckWords';
import { leaveNote, type Note } from '../../store/runs';
import { stopRule } from '../../store/runVerbs';
import { othersGoOn, trainsOn } from './othersGoOn';
import { TrySmallerRate } from './TrySmallerRate';

/** It stays finite, and would train on like that: only the person knows whether to wait. */
export function StuckNote({ note }: { note: Note }) {
  const { name } = rules[note.rule];
  if (!note.stuck) return null;
  const { seen, why, wayOut } = stuckWords(note.stuck);
  const going = trainsOn(note.rule);
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
        {note.stuck.cause === 'limits' && <TrySmallerRate rule={note.rule} />}
        {going && (
          <button
            type="button"
            className="button small"
            title={`Its curves and results stay.${othersGoOn(note)}`}
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
