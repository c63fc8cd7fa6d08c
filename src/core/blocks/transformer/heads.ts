/** The tokens of samples as rows of all heads, and as a matrix for each head of each sample, in plain operations. */
import { reshape, slice, type Tensor, type Tensor2D, type Tensor3D, transpose } from '@tensorflow/tfjs-core';

/** [N · tokens, heads · d] as [heads · N, tokens, d]: a matrix for each head, of all samples. */
export function byHead(rows: Tensor2D, heads: number, tokens: number): Tensor3D {
  const [all, columns] = rows.shape;
  const [samples, d] = [all / tokens, columns / heads];
  const apart = transpose(reshape(rows, [samples, tokens, heads, d]), [2, 0, 1, 3]);
  return reshape(apart, [heads * samples, tokens, d]);
}

/** The inverse of `byHead`. */
export function ofTokens(matrices: Tensor3D, heads: number): Tensor2D {
  const [all, tokens, d] = matrices.shape;
  const samples = all / heads;
  const apart = transpose(reshape(matrices, [heads, samples, tokens, d]), [1, 2, 0, 3]);
  return reshape(apart, [samples * tokens, heads * d]);
}

/** The first, second or last third of the matrices. */
export function third(matrices: Tensor3D, i: 0 | 1 | 2): Tensor3D {
  const [all, rows, columns] = matrices.shape;
  return slice(matrices, [(i * all) / 3, 0, 0], [all / 3, rows, columns]);
}

/** The same numbers in rows of this length. */
export const inRows = (all: Tensor, columns: number): Tensor2D => reshape(all, [all.size / columns, columns]);

/** [n · rows, d] as [n, rows, d]. */
export const inMatrices = (all: Tensor2D, rows: number): Tensor3D =>
  reshape(all, [all.shape[0] / rows, rows, all.shape[1]]);
