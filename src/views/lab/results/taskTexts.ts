/** Titles and number formats of the results table, by task. */
import { fourDigits, percent, percentNumber, points, times, twoDigits } from '../../../core/format';
import type { Task } from '../../../data/spec';

interface TaskTexts {
  readonly value: (value: number) => string;
  /** Format of a standard deviation, without the unit. */
  readonly spread: (sd: number) => string;
  readonly toBp: (value: number) => string;
  readonly lastTitle: string;
  readonly toBpTitle: string;
  /** The same in lower case, after the column's name. */
  readonly toBpNote: string;
  readonly gapTitle: string;
  /** What the numbers are, if the unit does not tell. */
  readonly what: string;
  readonly best: string;
}

export const taskTexts: Readonly<Record<Task, TaskTexts>> = {
  classification: {
    value: (accuracy) => percent(accuracy, 2),
    spread: (sd) => percentNumber(sd, 2),
    toBp: points,
    lastTitle: 'Accuracy on the full test set',
    toBpTitle: 'Best accuracy minus BP’s best, in percentage points',
    toBpNote: 'best minus BP’s best, in percentage points',
    gapTitle: '0 % is DRTP, 100 % is BP, of the best accuracies',
    what: '',
    best: 'Best: best epoch on the test set (optimistic, as published)',
  },
  regression: {
    value: fourDigits,
    spread: twoDigits,
    toBp: times,
    lastTitle: 'Loss on the full test set: lower is better',
    toBpTitle: 'Best test loss divided by BP’s best: 2.00× is twice BP’s loss',
    toBpNote: 'best loss divided by BP’s best',
    gapTitle: '0 % is DRTP, 100 % is BP, of the best test losses: (DRTP − it) / (DRTP − BP)',
    what: ' · test loss, lower is better',
    best: 'Best: best epoch on the test set (optimistic)',
  },
};

/** Shown when rules have several seeds; the standard deviation is the sample's, with n − 1. */
export const MEANS = 'mean ± sd over seeds';

/** Explanations below the table, for two columns with short names. */
export const notes = {
  meanAngle: 'to backprop’s gradient, over the hidden layers; hover a number to see each layer.',
  delayedAngle: 'F³’s is that of the errors stored by then.',
  alone:
    'an epoch’s training without evaluation, while no other algorithm computes; from the fastest tenth of the steps.',
} as const;
