/**
 * A file of the person's own, read but not yet made into a data set: what the preview shows and what the
 * person may correct. Tables (CSV, TSV, a NPY matrix) have columns; arrays (IDX, NPY) have images or rows of numbers
 * with labels that came beside them.
 */
import type { ImageShape, Task } from '../../spec';

/** One column as it stands in the file. */
export interface ColumnProfile {
  readonly name: string;
  /** What it looks like; the person may read it otherwise, or leave it out. */
  readonly looks: 'number' | 'categories';
  /** What is predicted where it is chosen as the target: the first suggestion, which the person may correct. */
  readonly task: Task;
  /** Cells that are empty or say so: "", NA, n/a, NaN, null, ?; among numbers also words such as "unknown". */
  readonly missing: number;
  /** Cells that are no number, where most are; as numbers they are asked about. */
  readonly texts: number;
  /** Different values; Infinity where there are too many to be categories. */
  readonly distinct: number;
  /** The most frequent categories first, at most 12. */
  readonly categories: readonly { readonly text: string; readonly count: number }[];
  /** Of its numbers; 16 equal parts of their range. Empty counts where there are none. */
  readonly from: number;
  readonly to: number;
  readonly counts: readonly number[];
}

/** Something in the file that the person should know of, and what is done about it. */
export interface ImportNote {
  /** From 1, the header counted, as an editor shows it. */
  readonly row?: number;
  readonly column?: string;
  /** "“n/a” is not a number. 212 such cells are filled with the column's mean." */
  readonly text: string;
}

/** Another way in which a file could be meant, and what it would change: the preview offers it beside the present one. */
export interface OtherReading {
  /** "decimal comma" */
  readonly name: string;
  /** What to ask for instead; everything else stays. */
  readonly options: ReadOptions;
  /** "“26.064” would be 26064, as 60 cells of Einwohner." */
  readonly differs: string;
}

/** A text in a column of numbers, of which only the person knows whether it stands for a missing value. */
export interface StrayText {
  readonly column: string;
  /** Of the first such cell, as an editor shows it. */
  readonly row: number;
  readonly text: string;
  /** Cells with this text. */
  readonly cells: number;
  /** Of the last one of a column: how many different texts it has besides that are not listed. */
  readonly more?: number;
}

export interface FileProfile {
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
  readonly format: 'csv' | 'npy' | 'idx';
  readonly rows: number;
  /** Of tables; none for images and arrays with labels beside them. */
  readonly columns: readonly ColumnProfile[];
  /** As read: what the person may correct. Only for csv. */
  readonly delimiter?: Delimiter;
  readonly header?: boolean;
  /** As read: rows of names (0 without a header), rows above the table that are skipped, the decimal mark, and quoting. Only for csv. */
  readonly headerRows?: number;
  readonly skipRows?: number;
  readonly decimal?: DecimalMark;
  readonly quotes?: boolean;
  /** As read: the marks for a missing value that were met or declared. */
  readonly missingMarks?: readonly string[];
  /** Where the file can be read in more than one way. */
  readonly otherReadings?: readonly OtherReading[];
  /** What has to be decided before such a column can be read as numbers, in the order of the file. */
  readonly strayTexts?: readonly StrayText[];
  /** As read: which of two files of arrays holds the labels or values. Only where each of the two could: they may be swapped by `ReadOptions.labels`. */
  readonly labels?: string;
  /** First rows as text, at most 5. */
  readonly firstRows: readonly (readonly string[])[];
  /** Where samples are images. */
  readonly image?: ImageShape;
  /** First images' bytes where samples are images, at most 14; of colours, the planes one after the other. */
  readonly pixels?: Uint8Array;
  /** Numbers per sample where there are no columns. */
  readonly inputs?: number;
  readonly notes: readonly ImportNote[];
  /** What looks right: the person starts from here. */
  readonly suggested: ImportChoices;
}

/** A space stands for any run of spaces and tabs. */
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

/** What stands before a number's fraction: 3.14 or 3,14. The other one may part thousands. */
export const decimalMarks = ['point', 'comma'] as const;
export type DecimalMark = (typeof decimalMarks)[number];

export type ColumnUse = 'number' | 'categories' | 'leave-out';

/** What the person decides before import. */
export interface ImportChoices {
  readonly name: string;
  /** Name of the target column; absent where labels came in a file of their own. */
  readonly target?: string;
  readonly task: Task;
  /** By column name, the target's not among them. */
  readonly uses: Readonly<Record<string, ColumnUse>>;
  /**
   * Columns of numbers, by name, whose stray texts count as missing. Without it such a column cannot be read as
   * numbers: nothing that can be read is replaced unasked.
   */
  readonly textsAreMissing?: readonly string[];
  /** (x - mean) / deviation of the training part: of each column by itself (true), or of all together (of pixels). */
  readonly standardise: boolean | 'together';
  /** Part of the rows kept for testing, 0.01 … 0.9. */
  readonly testShare: number;
  readonly splitSeed: number;
}

/** How files are to be read, where the person knows better: they are examined again. */
export interface ReadOptions {
  /** Of a CSV. */
  readonly delimiter?: Delimiter;
  readonly header?: boolean;
  /** How many rows hold names, where there is a header: 1, or 2 under each other. */
  readonly headerRows?: number;
  /** Rows above the table, blank ones counted, as an editor shows them. */
  readonly skipRows?: number;
  readonly decimal?: DecimalMark;
  /** Whether quotation marks enclose cells; where they do not, they are letters like others. */
  readonly quotes?: boolean;
  /** Cells that say that a value is missing, besides the usual ones: "-200", "inf". */
  readonly missing?: readonly string[];
  /** Cells that are values although they look missing: "-" beside "+", "None" as an answer. */
  readonly notMissing?: readonly string[];
  /** Name of the file that holds the labels or values, of two files of arrays. */
  readonly labels?: string;
}
