/** The delimiter and quoting of a text table. */
import type { Delimiter } from '../table/table';

export interface Quoting {
  readonly name: string;
  readonly open: string;
  readonly close: string;
  /** Whether \" escapes a quote inside a cell, besides "". */
  readonly backslash: boolean;
}

export const doubleQuotes: Quoting = { name: 'quotation marks', open: '"', close: '"', backslash: false };

/** In order of trial. The first is standard; the second comes from MySQL, pandas and JSON. */
export const quotings: readonly Quoting[] = [
  doubleQuotes,
  { ...doubleQuotes, name: 'quotation marks, with \\" inside them', backslash: true },
  { name: 'single quotation marks', open: "'", close: "'", backslash: false },
  { name: 'typographic quotation marks', open: '“', close: '”', backslash: false },
];

export interface Dialect {
  /** " " means any run of spaces and tabs. */
  readonly delimiter: Delimiter;
  /** Undefined if quotes are ordinary characters. */
  readonly quoting: Quoting | undefined;
}
