/** Who lies on whom at a place of a chart, in words. */
import { type RuleId, rules } from '../../../core/rules';
import { type Frame, pixelsOf } from '../../charts/axes/frame';
import type { Axis } from '../../charts/axes/scale';
import type { DrawnLine } from '../../charts/lines/model';
import { stretchesOf, type Trace } from '../../charts/marks/coincide';
import { DASH } from '../../charts/marks/SharedCurves';

/** @returns the keys of lines that share a stretch at `x` (pixels), group by group */
export function groupsAt(traces: readonly Trace[], x: number): readonly (readonly string[])[] {
  const groups = new Map<string, readonly string[]>();
  stretchesOf(traces, DASH).forEach((stretches, i) => {
    const xOf = (place: number) => traces[i]?.points[place]?.x ?? Number.NaN;
    for (const { from, to, among } of stretches)
      if (among.length > 1 && xOf(from) <= x && x <= xOf(to)) groups.set(among.join(), among);
  });
  // Where a line joins others, the larger company says it all.
  const all = [...groups.values()];
  return all.filter(
    (one) => !all.some((other) => other.length > one.length && one.every((key) => other.includes(key))),
  );
}

interface Drawing {
  frame: Frame;
  axis: Axis;
  epochs: number;
  lines: readonly DrawnLine[];
}

/** "BP, FA, DFA: same line"; empty where each line lies alone. */
export function sameLineText({ frame, axis, epochs, lines }: Drawing, x: number): string {
  const groups = (['solid', 'thin'] as const).flatMap((part) =>
    groupsAt(
      lines.map((line) => ({ key: line.rule, points: pixelsOf(frame, axis, epochs, line[part]) })),
      x,
    ),
  );
  const texts = groups.map((keys) => `${keys.map((key) => rules[key as RuleId].name).join(', ')}: same line`);
  return [...new Set(texts)].join('; ');
}
