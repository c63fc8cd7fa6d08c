/** Runs found by words, as the Compare page's search does. */
import type { RunRecord } from '../../notebook/records';
import { type GroupKey, textOf } from '../../notebook/stats/group';

const foundIn: readonly GroupKey[] = [
  'rule',
  'dataset',
  'hidden',
  'feedbackInit',
  'learningRate',
  'optimizer',
];

/**
 * Whether every word is in the run's settings, state, tags or note. Numbers are found whole: "seed 1" is not seed 10.
 * @param name of its experiment, where several are shown
 */
export function isFound(run: RunRecord, name: string, words: readonly string[]): boolean {
  const { spec, state, note, tags } = run;
  const settings = foundIn.map((key) => textOf(run, key));
  const text = [name, spec.rule, `seed ${spec.seed}`, state, note, ...tags, ...settings]
    .join(' ')
    .toLowerCase();
  const tokens = text.split(/[\s,]+/);
  return words.every((word) => (/^\d/.test(word) ? tokens.includes(word) : text.includes(word)));
}

export const wordsOf = (find: string): readonly string[] => find.toLowerCase().split(/\s+/).filter(Boolean);
