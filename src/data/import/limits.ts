/** How large a person's own data may be: what a browser holds and a network of this lab can take. */
export const limits = {
  rows: 2_000_000,
  /** Of a CSV. */
  columns: 2048,
  /** Cells of a table, rows × columns: held as 64-bit numbers while the preview is open, 1 GiB. */
  cells: 2 ** 27,
  /** Characters of one row. */
  rowLength: 4 * 2 ** 20,
  /** Numbers per sample, after categories have become inputs of their own. */
  inputs: 65_536,
  /** Bytes of all samples' inputs. */
  inputBytes: 2 ** 30,
  classes: 256,
  /** Of one column. */
  categories: 1000,
  /** Bytes that a gzip file may unpack to, and how many for each of its own where it is a large one. */
  unpacked: 2 ** 31,
  unpackedRatio: 500,
  /** From here on the ratio counts. */
  smallUnpacked: 32 * 2 ** 20,
} as const;
