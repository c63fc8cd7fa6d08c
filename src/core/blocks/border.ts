/** Borders with max pooling: plain numbers. */
import type { Border } from './block';

/**
 * What the block above a border sees. Max pooling belongs to the border and not to the block below, whose delta direct
 * rules give to h, before pooling (DRTP, DEFP). Rows and columns that fill no window are left out, as in PyTorch.
 */
export function pooledBorder(border: Border): Border {
  const { pool, shape } = border;
  if (pool === undefined) return border;
  const [channels = 1, height = 1, width = 1] = shape;
  const [rows, columns] = [Math.floor(height / pool), Math.floor(width / pool)];
  return { size: channels * rows * columns, shape: [channels, rows, columns] };
}
