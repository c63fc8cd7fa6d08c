/** What separates the cells of a text table, and what encloses them. */
import type { Delimiter } from '../table/table';

export interface Quoting {
  readonly name: string;
  readonly open: string;
  readonly close: string;
  /** Whether \" stands for a mark inside a cell, besides "". */
  readonly backslash: boolean;
}

export const doubleQuotes: Quoting = { name: 'quotation marks', open: '"', close: '"', backslash: false };

/** In the order in which they are tried. Programs write the first; the second comes from MySQL, pandas and JSON. */
export const quotings: readonly Quoting[] = [
  doubleQuotes,
  { ...doubleQuotes, name: 'quotation marks, with \\" inside them', backslash: true },
  { name: 'single quotation marks', open: "'", close: "'", backslash: false },
  { name: 'typographic quotation marks', open: '“', close: '”', backslash: false },
];

export interface Dialect {
  /** " " stands for any run of spaces and tabs. */
  readonly delimiter: Delimiter;
  /** Undefined where quotation marks are letters like others. */
  readonly quoting: Quoting | undefined;
}
