/** AssemblyScript: the dense block learns. */
import { COLUMNS, flushedBlock, packColumns, packRows, ROWS } from './gemm';
import { at } from './lanes';
import { leastGradient, learnFrom } from './optimizers';

/** Elements of workspace that `denseLearn` needs. */
export function denseLearnWorkspace(S: i32, N: i32): i32 {
  return S * ((N + COLUMNS - 1) / COLUMNS) * COLUMNS + ROWS * N + ROWS * S;
}

/**
 * W [K, N] and its state learn from hᵀ dz, ROWS rows at a time, so that the gradient stays in the nearest cache: for wide
 * layers, storing and reading it again would take longer than the optimizer. h is [S, K], dz is [S, N].
 * @param kind place of the optimizer in wasm/optimizers.ts @param flags what its state flushes
 */
export function denseLearn(
  S: i32, N: i32, K: i32, h: usize, dz: usize, kind: i32, W: usize, m: usize, v: usize,
  a: f32, b: f32, c: f32, d: f32, e: f32, f: f32, g: f32, flags: i32, workspace: usize,
): void {
  denseLearnOf(0, K, 0, N, S, N, K, h, dz, kind, W, m, v, a, b, c, d, e, f, g, flags, workspace);
}

/** The same for rows k0 to k1 and columns j0 to j1 of W. */
export function denseLearnOf(
  k0: i32, k1: i32, j0: i32, j1: i32,
  S: i32, N: i32, K: i32, h: usize, dz: usize, kind: i32, W: usize, m: usize, v: usize,
  a: f32, b: f32, c: f32, d: f32, e: f32, f: f32, g: f32, flags: i32, workspace: usize,
): void {
  const width = j1 - j0;
  const panels = (width + COLUMNS - 1) / COLUMNS;
  const panel = S * COLUMNS;
  const gradient = at(workspace, panels * panel);
  const left = at(gradient, ROWS * width);
  for (let j = 0; j < panels; j++)
    packColumns(S, min(COLUMNS, width - j * COLUMNS), at(dz, j0 + j * COLUMNS), N, 1, at(workspace, j * panel));
  const least = leastGradient(kind, d, e);
  for (let k = k0; k < k1; k += ROWS) {
    const rows = min(ROWS, k1 - k);
    packRows(rows, S, at(h, k), 1, K, left);
    for (let j = 0; j < panels; j++) {
      const to = at(gradient, j * COLUMNS);
      flushedBlock(S, left, at(workspace, j * panel), to, width, rows, min(COLUMNS, width - j * COLUMNS), least);
    }
    // Whole rows lie side by side.
    const together = width == N ? rows : 1;
    for (let r = 0; r < rows; r += together) {
      const o = (k + r) * N + j0, from = at(gradient, r * width);
      learnFrom(kind, together * width, at(W, o), from, at(m, o), at(v, o), a, b, c, d, e, f, g, flags);
    }
  }
}
