import type { Outcome } from '../../../../store/learn/outcome';

/** Fewer digits right than this is little better than chance. */
const LEARNS = 0.3;

/** Which kind of rule learns in thirty layers: "bp", "dfa" (direct rules), or none. */
export function bestDeep(outcome: Outcome): string | undefined {
  const [bp, dfa] = [outcome.accuracy('thirty', 'bp'), outcome.accuracy('thirty', 'dfa')];
  if (Number.isNaN(bp) || Number.isNaN(dfa)) return undefined;
  if (Math.max(bp, dfa) < LEARNS) return 'none';
  return bp > dfa ? 'bp' : 'dfa';
}
