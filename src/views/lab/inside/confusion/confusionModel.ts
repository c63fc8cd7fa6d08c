/** How the classes of the test set were taken: counts, shares of each right class, and the words for them. */
import { count, percent } from '../../../../core/format';
import type { DatasetInfo } from '../../../../data/spec';
import type { Rows } from '../../../charts/table/rows';
import type { Cell } from '../cells/cells';

export interface Confusion {
  readonly classes: number;
  /** [C, C]: row = right class, column = answer. */
  readonly counts: Uint32Array;
  /** Samples of each class. */
  readonly totals: readonly number[];
  readonly samples: number;
  /** Answered rightly. */
  readonly right: number;
  /** [C, C]: the part of the right class's samples that got this answer; NaN where a class has no samples. */
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

/** What a class is called. */
export type NameOf = (label: number) => string;

const part = (n: number, of: number): string => (of > 0 ? ` (${percent(n / of, 1)})` : '');

/** "7 was taken for 1: 12 of 1,028 (1.2 %)"; on the diagonal "7 was right: 1,003 of 1,028 (97.6 %)". */
export function answerText(
  { classes, counts, totals }: Confusion,
  { row, column }: Cell,
  name: NameOf,
): string {
  const [n, of] = [counts[row * classes + column] ?? 0, totals[row] ?? 0];
  const what = row === column ? `${name(row)} was right` : `${name(row)} was taken for ${name(column)}`;
  return `${what}: ${count(n)} of ${count(of)}${part(n, of)}`;
}

/** Where the share of a class that is taken for one other is largest; undefined where all is right. */
export function worstMistake({ classes, shares, counts }: Confusion): Cell | undefined {
  let [found, most]: [Cell | undefined, number] = [undefined, 0];
  shares.forEach((share, i) => {
    const cell = { row: Math.floor(i / classes), column: i % classes };
    if (cell.row === cell.column || !(share > most) || counts[i] === 0) return;
    [found, most] = [cell, share];
  });
  return found;
}

/** "9,751 of 10,000 right (97.5 %). Most often wrong: 4 was taken for 9: 14 of 982 (1.4 %)." */
export function overallText(confusion: Confusion, name: NameOf): string {
  const { right, samples } = confusion;
  const all = `${count(right)} of ${count(samples)} right${part(right, samples)}.`;
  const worst = worstMistake(confusion);
  return worst ? `${all} Most often wrong: ${answerText(confusion, worst, name)}.` : all;
}

/** Part of a class that was answered rightly; undefined where it has no samples. */
export function recall({ classes, counts, totals }: Confusion, label: number): number | undefined {
  const of = totals[label] ?? 0;
  return of > 0 ? (counts[label * classes + label] ?? 0) / of : undefined;
}

/** The whole matrix: first row the answers, first column the right classes. */
export function confusionRows({ classes, counts }: Confusion, name: NameOf): Rows {
  const labels = Array.from({ length: classes }, (_, i) => name(i));
  return [
    ['right class \\ answer', ...labels],
    ...labels.map((label, i) => [label, ...counts.subarray(i * classes, (i + 1) * classes)]),
  ];
}

/** More classes than this stand with numbers in place of names. */
export const MOST_NAMED = 20;
const LARGEST = 64;
export const DIGIT = 6.9;
/** Of a name in the interface's letters at 11 px. */
const LETTER = 6.4;
/** Between the names or numbers of the rows and the cells. */
export const GAP = 8;

export interface ConfusionLayout {
  /** Side of a cell in pixels. */
  readonly side: number;
  readonly named: boolean;
  /** Counts stand in the cells. */
  readonly written: boolean;
  /** Letters of a column's name. */
  readonly letters: number;
  /** And of a row's. */
  readonly nameLetters: number;
}

/**
 * @param width of the figure in pixels
 * @param names beside the rows (or numbers), and accuracies at the ends of named ones: the rest of the width is for cells
 * @param largest count that will stand in a cell
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
/** Names beside the rows: at least the corner's own words, and not too much of the width. */
const NAMES = { least: 62, most: 96 } as const;

/**
 * Where a data set's classes have room.
 * @param width of the figure in pixels
 * @param captions width of what stands beside the rows in place of names, in pixels
 * @returns with the width of what stands beside the rows as `names`
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
