import { useEffect, useState } from 'react';
import { type Plot, yAt } from '../../../figures/axes/plot';
import type { Reading } from '../../../figures/lines/read';
import { highlightMark } from '../../highlightMark';

/** A line is pointed at within this many pixels. */
const REACH = 24;

/** The line drawn nearest to a height, and its distance in pixels. */
function nearestLine(plot: Plot, readings: readonly Reading[], y: number) {
  return readings
    .map(({ line, value }) => ({ line, away: Math.abs(yAt(plot, plot.y.carry(value)) - plot.top - y) }))
    .toSorted((a, b) => a.away - b.away)[0];
}

interface Where {
  /** In pixels of the plot; undefined if set by the keyboard. */
  readonly y: number | undefined;
  /** Key of the line that the keyboard chose. */
  readonly line?: string | undefined;
}

/**
 * Which of the lines read is meant: the one whose row is under the pointer, the one chosen by keyboard, or the nearest. Where
 * lines have a mark, it is highlighted with all that shares it.
 */
export function useLit(plot: Plot, readings: readonly Reading[], read: Where | undefined) {
  const [pointed, onPoint] = useState<string>();
  const nearest = read?.y === undefined ? undefined : nearestLine(plot, readings, read.y);
  const chosen = readings.find(({ line: { key } }) => key === (pointed ?? read?.line))?.line;
  const lit = read && (chosen ?? (nearest && nearest.away <= REACH ? nearest.line : undefined));
  const { mark, rule } = lit ?? {};
  useEffect(() => {
    if (mark === undefined) return;
    highlightMark(mark, `rule-${rule}`);
    return () => highlightMark(undefined);
  }, [mark, rule]);
  return { meant: (chosen ?? nearest?.line)?.key, chosen, onPoint };
}
