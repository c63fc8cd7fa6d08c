/** Size limits of imported data, given by browser memory and the lab's networks. */
export const limits = {
  rows: 2_000_000,
  /** Columns of a CSV. */
  columns: 2048,
  /** Cells of a table, rows × columns; held as 64-bit numbers while the preview is open, 1 GiB. */
  cells: 2 ** 27,
  /** Characters of one row. */
  rowLength: 4 * 2 ** 20,
  /** Numbers per sample, after one-hot encoding. */
  inputs: 65_536,
  /** Bytes of all samples' inputs. */
  inputBytes: 2 ** 30,
  classes: 256,
  /** Categories of one column. */
  categories: 1000,
  /** Limit of unpacked gzip bytes; for large files also a limit of the compression ratio. */
  unpacked: 2 ** 31,
  unpackedRatio: 500,
  /** Unpacked bytes above which the ratio is checked. */
  smallUnpacked: 32 * 2 ** 20,
} as const;
