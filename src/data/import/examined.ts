/** Result of examining files, for all formats. */
import type { Dataset } from '../../core/samples/dataset';
import type { DatasetInfo } from '../spec';
import type { FileProfile, ImportChoices, ImportNote } from './table/table';

export type Allocate = (bytes: number) => ArrayBufferLike;

/** What the choices would produce. */
export interface Outcome {
  readonly inputs: number;
  readonly outputs: number;
  /** Rows for training and for testing. */
  readonly train: number;
  readonly test: number;
  /** Rows dropped because their target is missing. */
  readonly dropped: number;
  /** Like `FileProfile.notes`, but for these choices. */
  readonly notes: readonly ImportNote[];
}

/** An examined file with its parsed columns in memory. */
export interface Examined {
  readonly profile: FileProfile;
  /** Computes the outcome without building the data set: "20 inputs → 7 outputs". @throws {DataProblem} */
  readonly outcome: (choices: ImportChoices) => Outcome;
  /** Deterministic: the same file and choices give the same bytes. @throws {DataProblem} naming file, row and column */
  readonly make: (
    choices: ImportChoices,
    id: string,
    allocate: Allocate,
  ) => { readonly info: DatasetInfo; readonly dataset: Dataset };
}
