/** From files of the person's own to a data set: examine, let the person correct, make. */
import type { Dataset } from '../../core/dataset';
import type { DatasetInfo } from '../spec';
import type { FileProfile, ImportChoices, ReadOptions } from './table';

/** A file to import: the browser's `File`, or Node's `openAsBlob` with a name. */
export interface SourceFile {
  readonly name: string;
  readonly blob: Blob;
}

/** An examined file, its parsed columns held in memory. */
export interface Examined {
  readonly profile: FileProfile;
  /** What choices would make, without making it: "20 inputs → 7 outputs". @throws {DataProblem} */
  readonly outcome: (choices: ImportChoices) => { readonly inputs: number; readonly outputs: number; readonly train: number; readonly test: number };
  /** @throws {DataProblem} naming file, row and column */
  readonly make: (choices: ImportChoices, id: string, allocate: (bytes: number) => ArrayBufferLike) => { readonly info: DatasetInfo; readonly dataset: Dataset };
}

/**
 * @param progress bytes read, of how many
 * @throws {DataProblem}
 */
export declare function examine(
  files: readonly SourceFile[],
  options?: ReadOptions,
  progress?: (done: number, total: number) => void,
): Promise<Examined>;
