/** Whether what a note is about goes on, with the others or by itself. */
import type { RunId } from '../../core/run/spec';
import type { Lab } from '../../store/lab';
import type { Note } from '../../store/run/runs';

/** Where it is looked up. */
type Of = Pick<Lab, 'runs' | 'series'>;

/** Not after its end, and not after Stop, which leaves curves without an end. */
export const trainsOn = ({ runs, series }: Of, run: RunId): boolean =>
  runs.useRuns.getState().alive && series.record().get(run)?.end === undefined;

/** Where it is so: not after Stop, and not of those that do not answer either. */
export function othersGoOn({ runs, series }: Of, note: Note): string {
  const { alive, notes } = runs.useRuns.getState();
  const silent = notes.flatMap(({ run, kind }) => (kind === 'silent' ? [run] : []));
  const going = [...series.record()].some(
    ([run, { end }]) => run !== note.run && end === undefined && !silent.includes(run),
  );
  return alive && going ? ' The others go on.' : '';
}
