/** Groups the names of lines that overlap at their ends. */
import { stretchesOf, type Trace } from '../marks/coincide';
import type { RuleEnd } from './EndNames';
import { widthOf } from './labels';

/** Lines must overlap for this many pixels before their end to be grouped. */
const ROOM = 9;

/** Whether a line overlaps another that is at most one point ahead of it. */
function follows(trace: Trace, last: readonly string[] | undefined, ahead: Trace): boolean {
  if (!last?.includes(ahead.key)) return false;
  const before = ahead.points.at(-2);
  return before !== undefined && (trace.points.at(-1)?.x ?? Number.NaN) >= before.x;
}

/** Breaks the names into rows that fit; the value follows the last name. */
function rowsOf(group: readonly RuleEnd[], text: string, room: number): RuleEnd[] {
  const rows: RuleEnd[][] = [];
  for (const end of group) {
    const row = rows.at(-1);
    const name = [...(row ?? []), end].map((one) => one.name).join(', ');
    if (row && widthOf({ name: `${name},`, text }) <= room) row.push(end);
    else rows.push([end]);
  }
  return rows.map((row, i) => {
    const goesOn = i < rows.length - 1;
    return {
      ...(row[0] as RuleEnd),
      name: `${row.map(({ name }) => name).join(', ')}${goesOn ? ',' : ''}`,
      text: goesOn ? '' : text,
      parts: row,
      goesOn,
      ...(i === 0 ? { group } : {}),
    };
  });
}

const mayJoin = ({ stopped, apart }: RuleEnd): boolean => !stopped && !apart;

/**
 * @param ends ends that stopped or are marked `apart` are never grouped
 * @param traces the lines as drawn, with the same keys
 * @param room width for a row of names, in pixels
 */
export function groupEnds<E extends RuleEnd>(
  ends: readonly E[],
  traces: readonly Trace[],
  room: number,
): RuleEnd[] {
  const stretches = stretchesOf(traces, ROOM);
  const last = new Map(traces.map(({ key }, i) => [key, stretches[i]?.at(-1)?.among]));
  const traceOf = new Map(traces.map((trace) => [trace.key, trace]));
  const rest = new Set(ends);
  // The line that is farthest ahead leads the group.
  const order = ends.filter(mayJoin).toSorted((a, b) => b.x - a.x);
  const groups = order.flatMap((ahead) => {
    if (!rest.has(ahead)) return [];
    const own = traceOf.get(ahead.key);
    const group = ends.filter((end) => {
      const trace = traceOf.get(end.key);
      if (end === ahead) return true;
      return mayJoin(end) && rest.has(end) && trace && own && follows(trace, last.get(end.key), own);
    });
    for (const end of group) rest.delete(end);
    return group.length > 1
      ? rowsOf(
          group.map((end) => ({ ...end, x: ahead.x, y: ahead.y })),
          ahead.text,
          room,
        )
      : [ahead];
  });
  const place = new Map(ends.map(({ key }, i) => [key, i]));
  return [...groups, ...rest].sort((a, b) => (place.get(a.key) ?? 0) - (place.get(b.key) ?? 0));
}

/** The ends that are in no group, and so have their own marker. */
export function aloneOf<E extends RuleEnd>(ends: readonly E[], named: readonly RuleEnd[]): E[] {
  const together = new Set(named.flatMap(({ group = [] }) => group.map(({ key }) => key)));
  return ends.filter(({ key }) => !together.has(key));
}
