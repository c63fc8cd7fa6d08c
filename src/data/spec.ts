/** The data set contract: description, files, and loading. */
import type { Ends } from '../core/blocks/chain';
import type { RuleId } from '../core/rules';
import type { Experiment } from '../core/run/spec';
import type { Dataset } from '../core/samples/dataset';

/** A data problem, with a message for the user: what happened, in which file, and what to do. */
export class DataProblem extends Error {
  override readonly name = 'DataProblem';
  constructor(
    /** One line: "This labels file is cut short." */
    readonly title: string,
    /** Names the file and the numbers, and says what to do. */
    readonly detail: string,
    /** Bytes that did not fit into the browser's storage. */
    readonly needs?: number,
  ) {
    super(`${title} ${detail}`);
  }
}

export interface LoadContext {
  /** Bytes of one of the set's files, gzipped or plain; undefined if unavailable. */
  readonly read: (file: string) => Promise<Uint8Array | undefined>;
  /** Allocates large arrays, in shared memory where available. */
  readonly allocate: (bytes: number) => ArrayBufferLike;
  readonly progress: (done: number, total: number) => void;
}

/** One of a set's files, packed (`name` + `.gz`) or plain, with the SHA-256 of each form if known. */
export interface DataFile {
  /** Without `.gz`: "adult.data". */
  readonly name: string;
  /** SHA-256 of `name.gz` as published. */
  readonly packed?: string;
  /** SHA-256 of the unpacked bytes. */
  readonly plain?: string;
  /** Download size in bytes: packed if published so. */
  readonly bytes: number;
  /** Unpacked size, if published packed. */
  readonly plainBytes?: number;
}

export const tasks = ['classification', 'regression'] as const;
export type Task = (typeof tasks)[number];

/** Shape of image samples; with three channels the planes are red, green, blue. */
export interface ImageShape {
  readonly height: number;
  readonly width: number;
  readonly channels: 1 | 3;
}

/** What a network reads and answers. */
export const endsOf = ({
  inputs,
  outputs,
  image,
}: Pick<DatasetInfo, 'inputs' | 'outputs' | 'image'>): Ends => ({
  ...{ inputs, outputs },
  ...(image ? { shape: [image.channels, image.height, image.width] } : {}),
});

/** How a drawing becomes an image like the set's own. */
export interface DrawnAs {
  /** Length of the drawing's longer side, in pixels. */
  readonly box: number;
  /** What comes to the middle of the image: the drawing's centre of mass, or that of its rectangle. */
  readonly centre: 'mass' | 'box';
}

/** Settings that follow the data set until the user changes them. */
export const suggestible = [
  'hidden',
  'batchSize',
  'epochs',
  'outputActivation',
  'loss',
  'errorTransform',
] as const satisfies readonly (keyof Experiment)[];
export type SuggestedSettings = Partial<Pick<Experiment, (typeof suggestible)[number]>>;

/** Description of a data set, available before it is loaded: plain data. */
export interface DatasetInfo {
  readonly id: string;
  /** Checksum of an own set's content; absent in built-in ones. */
  readonly checksum?: string;
  readonly name: string;
  readonly task: Task;
  readonly trainSize: number;
  readonly testSize: number;
  /** n_0 */
  readonly inputs: number;
  /** C */
  readonly outputs: number;
  /** Absent for tables and points. */
  readonly image?: ImageShape;
  /** Share of the training images' bytes that are not 0; absent where zeros are too few to be skipped, or nobody counted them. */
  readonly nonZero?: number;
  /** Absent: in MNIST's proportions. */
  readonly drawn?: DrawnAs;
  /** By label; absent if classes only have numbers. */
  readonly classNames?: readonly string[];
  /** Names of the inputs, if any: [inputs]. */
  readonly inputNames?: readonly string[];
  /** What is predicted: "quality", "run time". */
  readonly targetName?: string;
  readonly sentence: string;
  readonly source: string;
  readonly licence: string;
  /** Override the lab's defaults. Regression needs `loss`, `outputActivation` and `errorTransform`: see `regressionSettings`. */
  readonly settings: SuggestedSettings;
  /** Constant learning rate per rule (Adam). */
  readonly learningRates: Readonly<Record<RuleId, number>>;
  readonly learningRateSource: string;
  /** Range of the accuracy axis, as fractions; regression shows none. */
  readonly accuracyRange?: readonly [number, number];
  /** Usual range of the reported loss after the first epoch: limits of the logarithmic axis. */
  readonly lossRange?: readonly [number, number];
}

export interface DatasetSpec extends DatasetInfo {
  /** Folder of its files below `public/data/`; several sets may share one. */
  readonly folder: string;
  /** Empty for a generated set. */
  readonly files: readonly DataFile[];
  /** @throws {DataProblem} */
  readonly load: (context: LoadContext) => Promise<Dataset>;
}

/** Settings for regression. */
export const regressionSettings = {
  loss: 'mse',
  outputActivation: 'linear',
  errorTransform: 'raw',
} as const satisfies SuggestedSettings;

/** Whether its samples come from files that must be downloaded once. */
export const isFetched = ({ files }: Pick<DatasetSpec, 'files'>): boolean => files.length > 0;
