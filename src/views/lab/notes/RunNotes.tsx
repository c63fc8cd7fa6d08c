import { count, counted } from '../../../core/format';
import { rules } from '../../../core/rules';
import { deadLayer, stageLost } from '../../../experiment/stuckMessage';
import type { Note } from '../../../store/run/runs';
import { useLab } from '../../labContext';
import { useSeries } from '../../useSeries';
import { Failed, Silent } from './FailureNotes';
import { othersContinue, trainsOn } from './othersContinue';
import { StuckNote } from './StuckNote';
import { TrySmallerRate } from './TrySmallerRate';

/**
 * Notes shown together: of runs of one rule that diverged, since a rate too large for one seed often is for others; and of
 * all that lost the device.
 */
function useSameCause(note: Note | undefined): readonly Note[] {
  const { names, runs } = useLab();
  const { notes } = runs.useRuns();
  if (note?.kind === 'regained') return notes.filter(({ kind }) => kind === 'regained');
  if (note?.kind !== 'diverged') return note ? [note] : [];
  const { rule } = names.nameOf(note.run);
  return notes.filter(({ kind, run }) => kind === 'diverged' && names.nameOf(run).rule === rule);
}

function Dismiss({ notes }: { readonly notes: readonly Note[] }) {
  const { runs } = useLab();
  const dismiss = (): void => {
    for (const { run } of notes) runs.removeNote(run);
  };
  return (
    <button type="button" className="button small" onClick={dismiss}>
      Dismiss
    </button>
  );
}

function Diverged({ note }: { note: Note }) {
  const lab = useLab();
  const { name, rule } = lab.names.nameOf(note.run);
  const same = useSameCause(note);
  const rate = lab.runs.useRuns((state) => state.experiment?.learningRate[rule]);
  return (
    <>
      <h2>
        {same.length > 1
          ? `${rules[rule].name} stopped with ${same.length} seeds: their loss is not a number.`
          : `${name} stopped at step ${count(note.step)}: its loss is not a number.`}
      </h2>
      <p>
        {note.layer !== undefined && `It began in layer ${note.layer}. `}Its learning rate of {rate} is
        probably too large.{othersContinue(lab, note)}
      </p>
      <div className="banner-actions">
        <TrySmallerRate rule={rule} />
        <Dismiss notes={same} />
      </div>
    </>
  );
}

function Dead({ note }: { note: Note }) {
  const lab = useLab();
  if (!note.dead) return null;
  return (
    <>
      <h2>
        {lab.names.nameOf(note.run).name}: nothing reached {deadLayer(note.dead)} at step {count(note.step)}.
      </h2>
      <p>
        The gradient of its weights was zero in that batch.{trainsOn(lab, note.run) && ' Training continues.'}
      </p>
      <div className="banner-actions">
        <Dismiss notes={[note]} />
      </div>
    </>
  );
}

/** Nothing is to be done. */
function StageLost({ note }: { note: Note }) {
  const lab = useLab();
  if (!note.lost) return null;
  const [what, then] = stageLost(note.lost);
  return (
    <>
      <h2>
        {lab.names.nameOf(note.run).name}: {what}.
      </h2>
      <p>{then}.</p>
      <div className="banner-actions">
        <Dismiss notes={[note]} />
      </div>
    </>
  );
}

/** Nothing is to be done. */
function Regained({ note }: { note: Note }) {
  const lab = useLab();
  const same = useSameCause(note);
  const several = same.length > 1;
  return (
    <>
      <h2>
        {several
          ? `The graphics device was lost; ${same.length} networks go on.`
          : `The graphics device was lost; ${lab.names.nameOf(note.run).name} goes on.`}
      </h2>
      <p>
        The driver or the operating system reset it.{' '}
        {several ? 'They resume from their last checkpoints' : 'It resumes from its last checkpoint'}, with
        the same curve. If the device is lost again, training stops.
      </p>
      <div className="banner-actions">
        <Dismiss notes={same} />
      </div>
    </>
  );
}

const bodies = {
  ...{ diverged: Diverged, failed: Failed, dead: Dead, stuck: StuckNote, silent: Silent },
  'stage-lost': StageLost,
  regained: Regained,
} as const;
const happened = {
  diverged: 'stopped',
  failed: 'stopped',
  dead: 'has a dead layer',
  stuck: 'learns nothing',
  silent: 'is not responding',
  'stage-lost': 'lost a stage',
  regained: 'goes on',
} as const;

/** Notes of what ended well. */
const quiet: readonly (Note['kind'] | undefined)[] = ['stage-lost', 'regained'];

/** Notes float, so that the charts do not move. */
export function RunNotes() {
  const lab = useLab();
  // Phase and epochs too: "the others continue" must stay true.
  const { notes } = lab.runs.useRuns();
  useSeries('epochs', 500);
  // One at a time, because a stack would hide the results.
  const note = notes[0];
  const others = notes.length - useSameCause(note).length;
  const Body = bodies[note?.kind ?? 'failed'];
  return (
    <div className="run-notes" aria-live={quiet.includes(note?.kind) ? 'polite' : 'assertive'}>
      {note && (
        <section
          key={`${note.run} ${note.kind}`}
          className="run-note"
          aria-label={`${lab.names.nameOf(note.run).name} ${happened[note.kind]}`}
        >
          <Body note={note} />
          {others > 0 && (
            <p className="quiet run-note-more">{counted(others, 'more message')} after this one</p>
          )}
        </section>
      )}
    </div>
  );
}
