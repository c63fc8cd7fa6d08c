import { stuckMessage } from '../../../experiment/stuckMessage';
import type { Note } from '../../../store/run/runs';
import { useLab } from '../../labContext';
import { othersContinue, trainsOn } from './othersContinue';
import { TrySmallerRate } from './TrySmallerRate';

/** A stuck run stays finite and would continue: the user decides whether to wait. */
export function StuckNote({ note }: { note: Note }) {
  const lab = useLab();
  const { name, rule } = lab.names.nameOf(note.run);
  if (!note.stuck) return null;
  const { seen, why, wayOut } = stuckMessage(note.stuck);
  const going = trainsOn(lab, note.run);
  return (
    <>
      <h2>
        {name} {seen}.
      </h2>
      <p>
        {why} {wayOut}
        {going && ' Training continues.'}
      </p>
      <div className="banner-actions">
        {note.stuck.cause === 'limits' && <TrySmallerRate rule={rule} />}
        {going && (
          <button
            type="button"
            className="button small"
            title={`Its curves and results stay.${othersContinue(lab, note)}`}
            onClick={() => lab.actions.stopRun(note.run)}
          >
            Stop {name}
          </button>
        )}
        <button type="button" className="button small" onClick={() => lab.runs.removeNote(note.run)}>
          Dismiss
        </button>
      </div>
    </>
  );
}
