/** Where a set's files can be fetched, and the SHA-256 each must have (as published, packed). */
import type { DatasetId } from './index';

export interface Download {
  /** Folders that hold the files, tried in turn. */
  readonly mirrors: readonly string[];
  readonly sha256: Readonly<Record<string, string>>;
}

/** Sets that are drawn, not fetched, have no entry. */
export const downloads: Partial<Record<DatasetId, Download>> = {
  mnist: {
    mirrors: [
      'https://ossci-datasets.s3.amazonaws.com/mnist/',
      'https://storage.googleapis.com/cvdf-datasets/mnist/',
    ],
    sha256: {
      'train-images-idx3-ubyte.gz': '440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609',
      'train-labels-idx1-ubyte.gz': '3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c',
      't10k-images-idx3-ubyte.gz': '8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6',
      't10k-labels-idx1-ubyte.gz': 'f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6',
    },
  },
};
