/** What comes of examining a person's files, whatever their format. */
import type { Dataset } from '../../core/samples/dataset';
import type { DatasetInfo } from '../spec';
import type { FileProfile, ImportChoices, ImportNote } from './table/table';

export type Allocate = (bytes: number) => ArrayBufferLike;

/** What choices would make. */
export interface Outcome {
  readonly inputs: number;
  readonly outputs: number;
  /** Rows for training and for testing. */
  readonly train: number;
  readonly test: number;
  /** Rows left out because their target is missing. */
  readonly dropped: number;
  /** As `FileProfile.notes`, of these choices instead of the suggested ones. */
  readonly notes: readonly ImportNote[];
}

/** An examined file, its parsed columns held in memory. */
export interface Examined {
  readonly profile: FileProfile;
  /** What choices would make, without making it: "20 inputs → 7 outputs". @throws {DataProblem} */
  readonly outcome: (choices: ImportChoices) => Outcome;
  /** The same file and choices always give the same bytes. @throws {DataProblem} naming file, row and column */
  readonly make: (
    choices: ImportChoices,
    id: string,
    allocate: Allocate,
  ) => { readonly info: DatasetInfo; readonly dataset: Dataset };
}
