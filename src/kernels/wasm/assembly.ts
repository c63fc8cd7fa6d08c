/** The routines of the project's wasm module. */

/** Exports of wasm/: pointers are byte addresses of float32 arrays, sizes count elements. */
export interface Assembly {
  /** Sets the number of rows in a block of `gemm`: 4 or 5. */
  readonly takeRows: (rows: number) => void;
  readonly gemmWorkspace: (M: number, K: number) => number;
  readonly gemm: (
    M: number,
    N: number,
    K: number,
    A: number,
    rs: number,
    ks: number,
    B: number,
    bk: number,
    bj: number,
    C: number,
    ldc: number,
    workspace: number,
  ) => void;
  /** `rest`: the byte addresses of p, of g, and of p's two states, then the optimizer's factors and the flags. */
  readonly learnFrom: (kind: number, size: number, ...rest: readonly number[]) => void;
  readonly denseLearnWorkspace: (S: number, N: number) => number;
  /** `rest`: the byte addresses of W and of its two states, then the optimizer's factors, the flags and the workspace. */
  readonly denseLearn: (
    S: number,
    N: number,
    K: number,
    h: number,
    dz: number,
    kind: number,
    ...rest: readonly number[]
  ) => void;
  readonly standardise: (size: number, bytes: number, to: number, mean: number, scale: number) => void;
  readonly biasActivate: (M: number, N: number, Z: number, bias: number, kind: number) => void;
  readonly pullBack: (M: number, N: number, dh: number, h: number, dz: number, kind: number) => void;
  readonly addScaled: (M: number, N: number, a: number, scale: number, b: number, to: number) => void;
  readonly scaleRows: (
    M: number,
    N: number,
    C: number,
    B: number,
    labels: number,
    S: number,
    scales: number,
    places: number,
    to: number,
  ) => void;
  readonly columnSums: (M: number, N: number, A: number, to: number) => void;
  readonly columnSumsInDouble: (M: number, N: number, A: number, to: number) => void;
  readonly countEntries: (size: number, bytes: number) => number;
  readonly listRows: (
    M: number,
    K: number,
    bytes: number,
    mean: number,
    scale: number,
    x0: number,
    starts: number,
    entries: number,
    values: number,
  ) => void;
  readonly listColumns: (
    M: number,
    K: number,
    N: number,
    starts: number,
    entries: number,
    columnStarts: number,
    to: number,
  ) => void;
  readonly sparseProduct: (
    M: number,
    N: number,
    K: number,
    starts: number,
    entries: number,
    x0: number,
    W: number,
    Z: number,
    panel: number,
  ) => void;
  readonly sparseGradient: (
    N: number,
    K: number,
    starts: number,
    entries: number,
    x0: number,
    dz: number,
    sums: number,
    to: number,
  ) => void;
  /** `rest`: the byte addresses of W and of its two states, then the optimizer's factors and the flags. */
  readonly sparseLearn: (
    N: number,
    K: number,
    starts: number,
    entries: number,
    x0: number,
    dz: number,
    sums: number,
    row: number,
    kind: number,
    ...rest: readonly number[]
  ) => void;
  /** Numbers of workspace that the next three need. `shape`: see `convolve`. */
  readonly convolutionWorkspace: (...shape: readonly number[]) => number;
  /**
   * `rest`: channels, height, width, kernel, stride, padding, maps; the byte addresses of h, W, b and the output, the code of the
   * activation, and the workspace.
   */
  readonly convolve: (S: number, ...rest: readonly number[]) => void;
  /** `rest`: the same shape; dh, h' or 0, the code; W and its strides by row and by map; the output, and the workspace. */
  readonly convolutionVjp: (S: number, ...rest: readonly number[]) => void;
  /** `rest`: the same shape; h, dh, h' or 0, the code; dW, db, and the workspace. */
  readonly convolutionGradient: (S: number, ...rest: readonly number[]) => void;
  readonly pooled: (maps: number, height: number, width: number, pool: number, h: number, to: number) => void;
  readonly unpooled: (
    maps: number,
    height: number,
    width: number,
    pool: number,
    h: number,
    most: number,
    delta: number,
    to: number,
  ) => void;
  /** Does the calls of a program from one byte address to another, see wasm/program.ts. */
  readonly replay: (from: number, end: number) => void;
  /** Does what was given this number, see `marks` in memory.ts. */
  readonly mark: (id: number) => void;
  /** Does the share of thread `rank` of one call. @param own byte address of the thread's workspace, not used by one thread */
  readonly share: (call: number, rank: number, threads: number, own: number) => void;
  /** The same by several threads, see wasm/team.ts. @returns 0 if one of them is lost */
  readonly replayShared: (control: number, from: number, end: number) => number;
  /** Makes this instance thread `rank` of those that replay; returns when the leader goes on without it. */
  readonly serve: (control: number, rank: number) => void;
}
