import type { TrainedNetwork } from '../network';

/** A file format for trained networks: one file or folder here, and one line in index.ts. */
export interface NetworkFormat {
  readonly name: string;
  /** In a menu, after the name: "for NumPy". */
  readonly use: string;
  /** What the file is for, and what it holds. */
  readonly sentence: string;
  /** Without the dot. */
  readonly extension: string;
  readonly mediaType: string;
  /** @throws {NotExpressible} where the format lacks what the network does */
  readonly write: (network: TrainedNetwork) => Uint8Array<ArrayBuffer> | Promise<Uint8Array<ArrayBuffer>>;
}
