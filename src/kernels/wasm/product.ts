/** Matrix products on the wasm backend, a part of the rows at a time: their workspace stays small. */
import { wasmMemory } from './memory';

/** Numbers of the left operand that are packed at once: 1 MiB. */
const PACKED = 2 ** 18;

/** As in wasm/gemm.ts. */
const DEPTH = 1024;

/** Whole blocks of 4 and of 5 rows. A product's rows do not depend on each other: their bits stay the same. */
const rowsAtOnce = (K: number): number => 20 * Math.max(1, Math.floor(PACKED / (20 * Math.min(K, DEPTH))));

/** Numbers of workspace that `product` needs. */
export const productWorkspace = (M: number, K: number): number =>
  wasmMemory().assembly.gemmWorkspace(Math.min(M, rowsAtOnce(K)), K);

/** An operand's byte address, and how far apart its rows and its columns are. */
type Operand = readonly [at: number, rows: number, columns: number];

/** C [M, N] = A·B. @param C, workspace byte addresses */
export function product(
  M: number,
  N: number,
  K: number,
  [A, rs, ks]: Operand,
  [B, bk, bj]: Operand,
  C: number,
  workspace: number,
): void {
  const { gemm } = wasmMemory().assembly;
  const most = rowsAtOnce(K);
  for (let i = 0; i < M; i += most)
    gemm(Math.min(most, M - i), N, K, A + 4 * i * rs, rs, ks, B, bk, bj, C + 4 * i * N, N, workspace);
}
