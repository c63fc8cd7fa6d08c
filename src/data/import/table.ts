/**
 * A file of the person's own, read but not yet made into a data set: what the preview shows and what the
 * person may correct. Tables (CSV, TSV, a NPY matrix) have columns; arrays (IDX, NPY) have images or rows of numbers
 * with labels that came beside them.
 */
import type { ImageShape, Task } from '../spec';

/** One column as it stands in the file. */
export interface ColumnProfile {
  readonly name: string;
  /** What it looks like; the person may read it otherwise, or leave it out. */
  readonly looks: 'number' | 'categories';
  /** What is predicted where it is chosen as the target: the first suggestion, which the person may correct. */
  readonly task: Task;
  /** Cells that are empty or say so: "", NA, n/a, NaN, null, ?. */
  readonly missing: number;
  /** Cells that are no number, where most are; as numbers they count as missing. */
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

export interface FileProfile {
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
  readonly format: 'csv' | 'npy' | 'idx';
  readonly rows: number;
  /** Of tables; none for images and arrays with labels beside them. */
  readonly columns: readonly ColumnProfile[];
  /** As read: what the person may correct. Only for csv. */
  readonly delimiter?: Delimiter;
  readonly header?: boolean;
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

export const delimiters = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar', ' ': 'space' } as const;
export type Delimiter = keyof typeof delimiters;

export type ColumnUse = 'number' | 'categories' | 'leave-out';

/** What the person decides before import. */
export interface ImportChoices {
  readonly name: string;
  /** Name of the target column; absent where labels came in a file of their own. */
  readonly target?: string;
  readonly task: Task;
  /** By column name, the target's not among them. */
  readonly uses: Readonly<Record<string, ColumnUse>>;
  /** (x - mean) / deviation of the training part. */
  readonly standardise: boolean;
  /** Part of the rows kept for testing, 0.01 … 0.9. */
  readonly testShare: number;
  readonly splitSeed: number;
}

/** How files are to be read, where the person knows better: they are examined again. */
export interface ReadOptions {
  /** Of a CSV. */
  readonly delimiter?: Delimiter;
  readonly header?: boolean;
  /** Name of the file that holds the labels or values, of two files of arrays. */
  readonly labels?: string;
}
