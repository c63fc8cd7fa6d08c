/** What a data set's file says of itself, and what it is given to load with. */
import type { Dataset } from '../core/dataset';
import type { RuleId } from '../core/rules';

/** A data set that cannot be used, in words for the person: what happened, in which file, the way out. */
export class DataProblem extends Error {
  override readonly name = 'DataProblem';
  constructor(
    /** One line: "This labels file is cut short." */
    readonly title: string,
    /** Names the file and the numbers, and says what to do. */
    readonly detail: string,
  ) {
    super(`${title} ${detail}`);
  }
}

export interface LoadContext {
  /** The bytes of one of the set's files (gunzipped or not); undefined where it is not to be had. */
  readonly read: (file: string) => Promise<Uint8Array | undefined>;
  /** Memory for large arrays: shared between threads where the platform allows it. */
  readonly allocate: (bytes: number) => ArrayBufferLike;
  readonly progress: (done: number, total: number) => void;
}

export interface DatasetSpec {
  readonly id: string;
  readonly name: string;
  readonly trainSize: number;
  readonly testSize: number;
  /** n_0 */
  readonly inputs: number;
  /** C */
  readonly outputs: number;
  /** Height and width of a sample that is an image. */
  readonly image: readonly [number, number];
  readonly sentence: string;
  readonly source: string;
  /** Files it is made of, relative to `public/data/<id>/`; none for a generated set. */
  readonly files: readonly string[];
  /** Constant rate per rule (Adam), and where it was published. */
  readonly learningRates: Readonly<Record<RuleId, number>>;
  readonly learningRateSource: string;
  /** Range of the accuracy axis, as fractions. */
  readonly accuracyRange: readonly [number, number];
  /** @throws {DataProblem} */
  readonly load: (context: LoadContext) => Promise<Dataset>;
}
