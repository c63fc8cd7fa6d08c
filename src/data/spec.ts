/** What a data set's file says of itself, and what it is given to load with. */
import type { RuleId } from '../core/rules';
import type { Experiment } from '../core/run/spec';
import type { Dataset } from '../core/samples/dataset';

/** A data set that cannot be used, in words for the person: what happened, in which file, the way out. */
export class DataProblem extends Error {
  override readonly name = 'DataProblem';
  constructor(
    /** One line: "This labels file is cut short." */
    readonly title: string,
    /** Names the file and the numbers, and says what to do. */
    readonly detail: string,
    /** Bytes for which the browser's storage had no room. */
    readonly needs?: number,
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

/** One of a set's files. It may lie there packed (`name` + `.gz`) or plain; each form has its SHA-256 where one is known. */
export interface DataFile {
  /** Without `.gz`: "adult.data". */
  readonly name: string;
  /** Of `name.gz` as published. */
  readonly packed?: string;
  /** Of the unpacked bytes. */
  readonly plain?: string;
  /** Size of what is fetched for it, in bytes: packed, where it is published so. */
  readonly bytes: number;
  /** Size of the unpacked bytes, where it is published packed. */
  readonly plainBytes?: number;
}

export const tasks = ['classification', 'regression'] as const;
export type Task = (typeof tasks)[number];

/** A sample that is a picture; with three channels the red plane comes first, then green, then blue. */
export interface ImageShape {
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
}

/** Settings that follow the data set as long as nobody has changed them. */
export const suggestible = [
  'hidden',
  'batchSize',
  'epochs',
  'outputActivation',
  'loss',
  'errorTransform',
] as const satisfies readonly (keyof Experiment)[];
export type SuggestedSettings = Partial<Pick<Experiment, (typeof suggestible)[number]>>;

/** What is known of a data set before it is loaded: plain data. */
export interface DatasetInfo {
  readonly id: string;
  /** Of the content of a person's own set; absent in built-in ones, whose id is enough. */
  readonly checksum?: string;
  readonly name: string;
  readonly task: Task;
  readonly trainSize: number;
  readonly testSize: number;
  /** n_0 */
  readonly inputs: number;
  /** C */
  readonly outputs: number;
  /** Absent where samples are rows of a table or points. */
  readonly image?: ImageShape;
  /** In the order of the labels; absent where a class has no other name than its number. */
  readonly classNames?: readonly string[];
  /** Of the inputs, where they have names: [inputs]. */
  readonly inputNames?: readonly string[];
  /** What is predicted: "quality", "run time". */
  readonly targetName?: string;
  readonly sentence: string;
  readonly source: string;
  readonly licence: string;
  /** Over the lab's defaults. Regression needs `loss`, `outputActivation` and `errorTransform`: see `regressionSettings`. */
  readonly settings: SuggestedSettings;
  /** Constant rate per rule (Adam), and where it was published. */
  readonly learningRates: Readonly<Record<RuleId, number>>;
  readonly learningRateSource: string;
  /** Range of the accuracy axis, as fractions; regression shows none. */
  readonly accuracyRange?: readonly [number, number];
  /** Where reported losses usually lie after the first epoch: range of the logarithmic axis. */
  readonly lossRange?: readonly [number, number];
}

export interface DatasetSpec extends DatasetInfo {
  /** Of its files below `public/data/`; several sets may share one. */
  readonly folder: string;
  /** None for a set that is drawn here. */
  readonly files: readonly DataFile[];
  /** @throws {DataProblem} */
  readonly load: (context: LoadContext) => Promise<Dataset>;
}

/** What a network that predicts numbers needs. */
export const regressionSettings = {
  loss: 'mse',
  outputActivation: 'linear',
  errorTransform: 'raw',
} as const satisfies SuggestedSettings;

/** Whether its samples come from files that must be fetched once. */
export const isFetched = ({ files }: Pick<DatasetSpec, 'files'>): boolean => files.length > 0;
