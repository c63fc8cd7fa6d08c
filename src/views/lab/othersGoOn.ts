import type { Note } from '../../store/runs';
import { seriesRecord } from '../../store/series';

/** Where it is so. */
export function othersGoOn(note: Note): string {
  const going = [...seriesRecord()].some(([rule, series]) => rule !== note.rule && series.end === undefined);
  return going ? ' The others go on.' : '';
}
