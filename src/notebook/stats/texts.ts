/** Number formats of the Compare table, by task. */
import { percent, percentNumber, points, threeDigits, twoDigits } from '../../core/format';
import type { Task } from '../../data/spec';

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
