/** Texts of the most certain mistakes. */
import { count, percent } from '../../../../../core/format';
import type { Mistake, Mistakes } from '../../../../../core/run/inspect/mistakes';

/** "7 taken for 1, 99 %" */
export const mistakeText = (
  { label, answer, certainty }: Mistake,
  name: (label: number) => string,
  certaintyText: (value: number) => string,
): string => `${name(label)} taken for ${name(answer)}, ${certaintyText(certainty)}`;

/** "212 of 10,000 test samples wrong (2.1 %)" @param testSize of the whole test set */
export function wrongText({ wrong, samples }: Mistakes, testSize: number): string {
  const of = samples < testSize ? `${count(samples)} of the ${count(testSize)}` : count(samples);
  return `${count(wrong)} of ${of} test samples wrong (${percent(wrong / samples, 1)})`;
}
