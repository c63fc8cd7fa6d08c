/**
 * Types of an examined file: what the preview shows, and what the user may correct. Tables (CSV, TSV, an NPY matrix)
 * have columns; arrays (IDX, NPY) have images or rows of numbers, with labels in another array.
 */
import type { ImageShape, Task } from '../../spec';

/** One column of the file. */
export interface ColumnProfile {
  readonly name: string;
  /** Detected kind; the user may override it, or leave the column out. */
  readonly looks: 'number' | 'categories';
  /** Suggested task if it is the target; the user may override it. */
  readonly task: Task;
  /** Number of cells that are empty or marked as missing: "", NA, n/a, NaN, null, ?; among numbers also words such as "unknown". */
  readonly missing: number;
  /** Number of text cells in a mostly numeric column, about which the user is asked. */
  readonly texts: number;
  /** Number of distinct values; Infinity if there are too many to be categories. */
  readonly distinct: number;
  /** The most frequent categories, at most 12. */
  readonly categories: readonly { readonly text: string; readonly count: number }[];
  /** Histogram of its numbers with 16 equal bins; empty if there are none. */
  readonly from: number;
  readonly to: number;
  readonly counts: readonly number[];
}

/** A note on the file, and how it is handled. */
export interface ImportNote {
  /** From 1, including the header, as in an editor. */
  readonly row?: number;
  readonly column?: string;
  /** "“n/a” is not a number. 212 such cells are filled with the column's mean." */
  readonly text: string;
}

/** An alternative reading that the preview offers, and what it would change. */
export interface OtherReading {
  /** "decimal comma" */
  readonly name: string;
  /** Options that differ. */
  readonly options: ReadOptions;
  /** "“26.064” would be 26064, as 60 cells of Einwohner." */
  readonly differs: string;
}

/** A text in a numeric column; only the user knows whether it means a missing value. */
export interface StrayText {
  readonly column: string;
  /** Row of the first such cell, as in an editor. */
  readonly row: number;
  readonly text: string;
  /** Number of cells with this text. */
  readonly cells: number;
  /** On the last entry of a column: how many further distinct texts are not listed. */
  readonly more?: number;
}

export interface FileProfile {
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
  readonly format: 'csv' | 'npy' | 'idx';
  readonly rows: number;
  /** Columns of a table; empty for arrays. */
  readonly columns: readonly ColumnProfile[];
  /** Detected delimiter. CSV only. */
  readonly delimiter?: Delimiter;
  readonly header?: boolean;
  /** Detected header rows (0: no header), skipped rows above the table, decimal mark, and quoting. CSV only. */
  readonly headerRows?: number;
  readonly skipRows?: number;
  readonly decimal?: DecimalMark;
  readonly quotes?: boolean;
  /** Missing-value marks that were found or declared. */
  readonly missingMarks?: readonly string[];
  /** Alternatives if the file is ambiguous. */
  readonly otherReadings?: readonly OtherReading[];
  /** Texts about which the user must decide, in file order. */
  readonly strayTexts?: readonly StrayText[];
  /** Which of two array files holds the labels or values. Present only if either could; `ReadOptions.labels` swaps them. */
  readonly labels?: string;
  /** First rows as text, at most 5. */
  readonly firstRows: readonly (readonly string[])[];
  /** Present if samples are images. */
  readonly image?: ImageShape;
  /** Bytes of the first images, at most 14; colour channels as planes. */
  readonly pixels?: Uint8Array;
  /** Numbers per sample, for arrays. */
  readonly inputs?: number;
  readonly notes: readonly ImportNote[];
  /** Suggested choices, from which the user starts. */
  readonly suggested: ImportChoices;
}

/** A space means any run of spaces and tabs. */
export const delimiters = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'bar',
  ' ': 'space',
  '||': 'double bar',
  '::': 'double colon',
  ':': 'colon',
  '^': 'caret',
  '~': 'tilde',
} as const;
export type Delimiter = keyof typeof delimiters;

/** Decimal mark: 3.14 or 3,14. The other one may separate thousands. */
export const decimalMarks = ['point', 'comma'] as const;
export type DecimalMark = (typeof decimalMarks)[number];

export type ColumnUse = 'number' | 'categories' | 'leave-out';

/** The user's choices before import. */
export interface ImportChoices {
  readonly name: string;
  /** Name of the target column; absent if labels are in a separate file. */
  readonly target?: string;
  readonly task: Task;
  /** By column name, without the target. */
  readonly uses: Readonly<Record<string, ColumnUse>>;
  /**
   * Names of numeric columns whose stray texts count as missing. Otherwise such a column cannot be read as numbers, since
   * readable text is never replaced without asking.
   */
  readonly textsAreMissing?: readonly string[];
  /** (x - mean) / deviation over the training split: per column (true), or over all inputs together (for pixels). */
  readonly standardise: boolean | 'together';
  /** Share of rows for the test set, 0.01 … 0.9. */
  readonly testShare: number;
  readonly splitSeed: number;
}

/** Reading options set by the user; changing them rereads the file. */
export interface ReadOptions {
  /** CSV only. */
  readonly delimiter?: Delimiter;
  readonly header?: boolean;
  /** Number of header rows. */
  readonly headerRows?: number;
  /** Rows above the table to skip, including blank ones. */
  readonly skipRows?: number;
  readonly decimal?: DecimalMark;
  /** Whether quotation marks enclose cells; if not, they are ordinary characters. */
  readonly quotes?: boolean;
  /** Additional missing-value marks: "-200", "inf". */
  readonly missing?: readonly string[];
  /** Marks that are values here: "-" beside "+", "None" as an answer. */
  readonly notMissing?: readonly string[];
  /** Name of the array file that holds the labels or values. */
  readonly labels?: string;
}
