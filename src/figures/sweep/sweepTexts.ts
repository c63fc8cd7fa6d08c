/** A sweep in words: its text alternative, and what to know before reading it. */
import type { Judged } from '../../experiment/aggregate';
import { isOpen, type RuleSweep, type SweptKey, sweptName } from '../../notebook/stats/bestRate';
import { resultText } from './sweepAxes';

const lower = (label: string): string => `${label.charAt(0).toLowerCase()}${label.slice(1)}`;

/** "DFA: the best learning rate, 0.001, is the smallest tried. A smaller one may be better." */
function endNote({ name, best, atEnd }: RuleSweep, setting: string): string[] {
  if (!best || !atEnd) return [];
  const other = atEnd === 'smallest' ? 'smaller' : 'larger';
  return [
    `${name}: the best ${setting}, ${best.value}, is the ${atEnd} tried. A ${other} one may be better.`,
  ];
}

/** "BP at 1: 2 of 5 runs diverged or failed." */
const brokenNotes = ({ name, points }: RuleSweep): string[] =>
  points
    .filter(({ broken }) => broken > 0)
    .map(
      ({ value, broken, runs }) =>
        `${name} at ${value}: ${broken} of ${runs} ${runs === 1 ? 'run' : 'runs'} diverged or failed.`,
    );

/** What to know before reading the figure. @param mixed what else varies, over which the means run too */
export function sweepNotes(
  sweeps: readonly RuleSweep[],
  label: string,
  mixed: readonly SweptKey[],
): readonly string[] {
  const names = mixed.map((key) => lower(sweptName(key)));
  return [
    ...sweeps.flatMap((sweep) => endNote(sweep, lower(label))),
    ...sweeps.flatMap(brokenNotes),
    ...(sweeps.some(({ points }) => points.some(isOpen))
      ? ['Some values have no result yet: the best ones may change.']
      : []),
    ...(names.length > 0 ? [`Means also run over different values of ${names.join(', ')}.`] : []),
    'Best values are chosen on the test set, so their results are optimistic.',
  ];
}

/** The text alternative: each rule's best value and result. */
export function sweepSummary(sweeps: readonly RuleSweep[], label: string, by: Judged): string {
  const texts = sweeps.flatMap(({ name, best }) =>
    best ? [`${name} ${resultText(by, best.result.mean)} at ${best.value}`] : [],
  );
  return texts.length === 0
    ? 'No run has finished an epoch yet.'
    : `Each algorithm at its best ${lower(label)}: ${texts.join(', ')}.`;
}
