/** Whether training continues after a note. */
import type { RunId } from '../../../core/run/spec';
import type { Lab } from '../../../store/lab';
import type { Note } from '../../../store/run/runs';

/** The parts of a lab that it needs. */
type Of = Pick<Lab, 'runs' | 'series'>;

/** Whether the run still trains: not after its end, nor after Stop, which does not set `end`. */
export const trainsOn = ({ runs, series }: Of, run: RunId): boolean =>
  runs.useRuns.getState().alive && series.record().get(run)?.end === undefined;

/** A sentence if other runs continue: not after Stop, and not counting silent ones. */
export function othersContinue({ runs, series }: Of, note: Note): string {
  const { alive, notes } = runs.useRuns.getState();
  const silent = notes.flatMap(({ run, kind }) => (kind === 'silent' ? [run] : []));
  const going = [...series.record()].some(
    ([run, { end }]) => run !== note.run && end === undefined && !silent.includes(run),
  );
  return alive && going ? ' The others continue.' : '';
}
