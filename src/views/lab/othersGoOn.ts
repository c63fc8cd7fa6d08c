/** Whether what a note is about goes on, with the others or by itself. */
import type { RunId } from '../../core/run/spec';
import { type Note, useRuns } from '../../store/runs';
import { seriesRecord } from '../../store/series';

/** Not after its end, and not after Stop, which leaves curves without an end. */
export const trainsOn = (run: RunId): boolean =>
  useRuns.getState().alive && seriesRecord().get(run)?.end === undefined;

/** Where it is so: not after Stop, and not of those that do not answer either. */
export function othersGoOn(note: Note): string {
  const { alive, notes } = useRuns.getState();
  const silent = notes.flatMap(({ run, kind }) => (kind === 'silent' ? [run] : []));
  const going = [...seriesRecord()].some(
    ([run, { end }]) => run !== note.run && end === undefined && !silent.includes(run),
  );
  return alive && going ? ' The others go on.' : '';
}
