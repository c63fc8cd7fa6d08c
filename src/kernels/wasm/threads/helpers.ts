/** What starts a helper thread, and what it does; page and command line have different workers, but the same orders. */

/** Everything that a helper needs, as a structured clone. */
export interface HelperOrder {
  /** The compiled module of src/kernels/wasm. */
  readonly module: object;
  /** The backend's memory, shared. */
  readonly memory: object;
  /** Byte address of the control block. */
  readonly control: number;
  /** From 1; the leader is 0. */
  readonly rank: number;
  /** See `takeRows`. */
  readonly rows: number;
}

export interface Helper {
  /** Resolves when its instance is ready to serve; rejects if it cannot start. */
  readonly ready: Promise<void>;
  /** Ends the thread wherever it is. */
  readonly end: () => void;
}

/** @param ended called when the thread ends by itself */
export type StartHelper = (order: HelperOrder, ended: (reason: string) => void) => Helper;
