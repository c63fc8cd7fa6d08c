/** Confusion matrix of the test set: counts, shares of each true class, texts and layout. */
import { count, percent } from '../../../../core/format';
import type { DatasetInfo } from '../../../../data/spec';
import type { Rows } from '../../../../figures/lines/rows';
import type { Cell } from '../cells/cells';

export interface Confusion {
  readonly classes: number;
  /** [C, C]: row = true class, column = predicted class. */
  readonly counts: Uint32Array;
  /** Samples of each class. */
  readonly totals: readonly number[];
  readonly samples: number;
  /** Number of correct predictions. */
  readonly right: number;
  /** [C, C]: counts divided by their row's total; NaN if a class has no samples. */
  readonly shares: Float32Array;
}

export function confusionOf(counts: Uint32Array): Confusion {
  const classes = Math.round(Math.sqrt(counts.length));
  const row = (i: number) => counts.subarray(i * classes, (i + 1) * classes);
  const totals = Array.from({ length: classes }, (_, i) => row(i).reduce((sum, n) => sum + n, 0));
  return {
    classes,
    counts,
    totals,
    samples: totals.reduce((sum, n) => sum + n, 0),
    right: totals.reduce((sum, _, i) => sum + (counts[i * classes + i] as number), 0),
    shares: Float32Array.from(counts, (n, i) => n / (totals[Math.floor(i / classes)] as number)),
  };
}

/** Name of a class. */
export type NameOf = (label: number) => string;

const part = (n: number, of: number): string => (of > 0 ? ` (${percent(n / of, 1)})` : '');

/** "7 predicted as 1: 12 of 1,028 (1.2 %)"; on the diagonal "7 predicted correctly: 1,003 of 1,028 (97.6 %)". */
export function answerText(
  { classes, counts, totals }: Confusion,
  { row, column }: Cell,
  name: NameOf,
): string {
  const [n, of] = [counts[row * classes + column] ?? 0, totals[row] ?? 0];
  const what =
    row === column ? `${name(row)} predicted correctly` : `${name(row)} predicted as ${name(column)}`;
  return `${what}: ${count(n)} of ${count(of)}${part(n, of)}`;
}

/** The cell off the diagonal with the largest share; undefined if every prediction is correct. */
export function worstMistake({ classes, shares, counts }: Confusion): Cell | undefined {
  let [found, most]: [Cell | undefined, number] = [undefined, 0];
  shares.forEach((share, i) => {
    const cell = { row: Math.floor(i / classes), column: i % classes };
    if (cell.row === cell.column || !(share > most) || counts[i] === 0) return;
    [found, most] = [cell, share];
  });
  return found;
}

/** "9,751 of 10,000 correct (97.5 %). Most frequent mistake: 4 predicted as 9: 14 of 982 (1.4 %)." */
export function overallText(confusion: Confusion, name: NameOf): string {
  const { right, samples } = confusion;
  const all = `${count(right)} of ${count(samples)} correct${part(right, samples)}.`;
  const worst = worstMistake(confusion);
  return worst ? `${all} Most frequent mistake: ${answerText(confusion, worst, name)}.` : all;
}

/** Recall of a class; undefined if it has no samples. */
export function recall({ classes, counts, totals }: Confusion, label: number): number | undefined {
  const of = totals[label] ?? 0;
  return of > 0 ? (counts[label * classes + label] ?? 0) / of : undefined;
}

/** The whole matrix, with predicted classes as header row and true classes as first column. */
export function confusionRows({ classes, counts }: Confusion, name: NameOf): Rows {
  const labels = Array.from({ length: classes }, (_, i) => name(i));
  return [
    ['true class \\ predicted', ...labels],
    ...labels.map((label, i) => [label, ...counts.subarray(i * classes, (i + 1) * classes)]),
  ];
}

/** With more classes than this, numbers replace their names. */
export const MOST_NAMED = 20;
const LARGEST = 64;
export const DIGIT = 6.9;
/** Mean width of a letter of the interface font at 11 px, in pixels. */
const LETTER = 6.4;
/** Gap between row labels and cells, in pixels. */
export const GAP = 8;

export interface ConfusionLayout {
  /** Side of a cell in pixels. */
  readonly side: number;
  readonly named: boolean;
  /** Whether counts are written in the cells. */
  readonly written: boolean;
  /** Maximum letters of a column's name. */
  readonly letters: number;
  /** Maximum letters of a row's name. */
  readonly nameLetters: number;
}

/**
 * @param width of the figure in pixels
 * @param names width of the row labels in pixels; `ends` is that of the recall column, shown with named classes only
 * @param largest the largest count in a cell
 */
export function confusionLayout(
  classes: number,
  width: number,
  { names, ends, largest }: { names: number; ends: number; largest: number },
): ConfusionLayout {
  const named = classes <= MOST_NAMED;
  const room = Math.max(1, width - names - (named ? ends : 0));
  const side = Math.min(LARGEST, room / classes);
  const digits = String(Math.max(0, Math.round(largest))).length;
  return {
    side,
    named,
    written: named && side >= digits * DIGIT + 2,
    letters: Math.max(1, Math.floor((side - 2) / DIGIT)),
    nameLetters: Math.max(1, Math.floor((names - GAP) / LETTER)),
  };
}

const ENDS = 48;
/** Width of the row names in pixels: at least that of the corner label, and not too much of the figure. */
const NAMES = { least: 62, most: 96 } as const;

/**
 * Layout of the matrix for a data set's classes.
 * @param width of the figure in pixels
 * @param captions width of class numbers that replace the row names, in pixels
 * @returns the layout, with the width of the row labels as `names`
 */
export function layoutFor(
  { outputs, testSize }: Pick<DatasetInfo, 'outputs' | 'testSize'>,
  confusion: Confusion | undefined,
  name: NameOf,
  width: number,
  captions?: number,
): ConfusionLayout & { readonly names: number } {
  const longest = Math.max(...Array.from({ length: outputs }, (_, i) => name(i).length));
  const names = captions ?? Math.min(NAMES.most, Math.max(NAMES.least, longest * LETTER + GAP));
  const largest = confusion?.counts.reduce((most, n) => Math.max(most, n), 0) ?? testSize / outputs;
  return { ...confusionLayout(outputs, width, { names, ends: ENDS, largest }), names };
}
