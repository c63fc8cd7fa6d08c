/** Whether what a note is about goes on, with the others or by itself. */
import type { RuleId } from '../../core/rules';
import { type Note, useRuns } from '../../store/runs';
import { seriesRecord } from '../../store/series';

/** Not after its end, and not after Stop, which leaves curves without an end. */
export const trainsOn = (rule: RuleId): boolean =>
  useRuns.getState().alive && seriesRecord().get(rule)?.end === undefined;

/** Where it is so: not after Stop, and not of those that do not answer either. */
export function othersGoOn(note: Note): string {
  const { alive, notes } = useRuns.getState();
  const silent = notes.flatMap(({ rule, kind }) => (kind === 'silent' ? [rule] : []));
  const going = [...seriesRecord()].some(
    ([rule, { end }]) => rule !== note.rule && end === undefined && !silent.includes(rule),
  );
  return alive && going ? ' The others go on.' : '';
}
