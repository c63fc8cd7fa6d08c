import { type Note, useRuns } from '../../store/runs';
import { seriesRecord } from '../../store/series';

/** Where it is so: not after Stop, and not of those that do not answer either. */
export function othersGoOn(note: Note): string {
  const { alive, notes } = useRuns.getState();
  const silent = notes.flatMap(({ rule, kind }) => (kind === 'silent' ? [rule] : []));
  const going = [...seriesRecord()].some(
    ([rule, { end }]) => rule !== note.rule && end === undefined && !silent.includes(rule),
  );
  return alive && going ? ' The others go on.' : '';
}
