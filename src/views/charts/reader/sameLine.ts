/** Describes which lines overlap at an x. */
import { type Plot, pixelsOf } from '../../../figures/axes/plot';
import type { DrawnLine } from '../../../figures/lines/draw';
import type { XY } from '../../../figures/lines/line';
import { stretchesOf, type Trace } from '../../../figures/marks/coincide';
import { DASH } from '../../../figures/marks/SharedCurves';

/** @returns the keys of lines that share a stretch at `x` (pixels), group by group */
export function groupsAt(traces: readonly Trace[], x: number): readonly (readonly string[])[] {
  const groups = new Map<string, readonly string[]>();
  stretchesOf(traces, DASH).forEach((stretches, i) => {
    const xOf = (place: number) => traces[i]?.points[place]?.x ?? Number.NaN;
    for (const { from, to, among } of stretches)
      if (among.length > 1 && xOf(from) <= x && x <= xOf(to)) groups.set(among.join(), among);
  });
  // Where a line joins others, only the larger group is named.
  const all = [...groups.values()];
  return all.filter(
    (one) => !all.some((other) => other.length > one.length && one.every((key) => other.includes(key))),
  );
}

/**
 * "BP, FA, DFA: same line"; empty if no lines overlap.
 * @param x pixels
 */
export function sameLineText(plot: Plot, lines: readonly DrawnLine[], x: number): string {
  const names = new Map(lines.map(({ key, name }) => [key, name]));
  const traces = (of: (line: DrawnLine) => readonly (readonly XY[])[]): Trace[] =>
    lines.flatMap((line) => of(line).map((points) => ({ key: line.key, points: pixelsOf(plot, points) })));
  const groups = [traces(({ strokes }) => strokes), traces(({ thin }) => [thin])].flatMap((all) =>
    groupsAt(all, x),
  );
  const texts = groups.map((keys) => `${keys.map((key) => names.get(key)).join(', ')}: same line`);
  return [...new Set(texts)].join('; ');
}
