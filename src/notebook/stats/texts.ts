/** Texts on groups of runs. */
import { percent, percentNumber, points, threeDigits, twoDigits } from '../../core/format';
import type { Task } from '../../data/spec';

/** Number formats of the Compare table. */
interface Texts {
  readonly title: string;
  readonly value: (value: number) => string;
  readonly spread: (sd: number) => string;
  readonly toBaseline: (difference: number) => string;
}

const signed = (value: number): string => `${value < 0 ? '−' : '+'}${threeDigits(Math.abs(value))}`;

export const tableTexts: Readonly<Record<Task, Texts>> = {
  classification: {
    title: 'Accuracy',
    value: (accuracy) => percent(accuracy, 2),
    spread: (sd) => percentNumber(sd, 2),
    toBaseline: points,
  },
  regression: { title: 'Loss', value: threeDigits, spread: twoDigits, toBaseline: signed },
};

export const NONE = '–';

/** "mean of 4", or "seed 3" when a mean covers one run; undefined where it covers none. */
export function countedText([first, ...others]: readonly { readonly seed: number }[]): string | undefined {
  if (!first) return undefined;
  return others.length === 0 ? `seed ${first.seed}` : `mean of ${others.length + 1}`;
}
