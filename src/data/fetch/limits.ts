/** Download size limits, from the sizes in the registry. */
import { bytesText as amount } from '../../core/format';
import type { DataFile } from '../spec';
import type { Archive } from '../storage/folders';
import { MOST_UNPACKED } from './checksum';
import { isGzip } from './gunzip';

/** Bytes. Servers may decompress a `.gz` in transit; the first bytes decide which limit applies. */
export interface Limit {
  readonly packed: number;
  readonly plain: number;
}

/** Upper bound of the gzipped size of incompressible bytes. */
const gzipped = (plain: number): number => plain + Math.ceil(plain / 1000) + 1000;

/** @param published whether a packed file must have the published bytes; otherwise any compression is valid */
export function limitOf(file: DataFile, published = false): Limit {
  const plain = file.plainBytes ?? (file.packed === undefined ? file.bytes : MOST_UNPACKED);
  return { packed: published && file.packed !== undefined ? file.bytes : gzipped(plain), plain };
}

export function archiveLimit({ bytes, sha256 }: Archive): Limit {
  const most = sha256 === undefined ? 2 * bytes : bytes;
  return { packed: most, plain: most };
}

/** @returns limit in bytes for a file with these first bytes */
export const mostOf = ({ packed, plain }: Limit, head: Uint8Array): number => (isGzip(head) ? packed : plain);

/**
 * Whether the announced size exceeds the limit.
 * @param declared the Content-Length
 * @param encoded whether Content-Length may count bytes of a Content-Encoding that pages cannot see
 */
export function announcesTooMuch({ packed, plain }: Limit, declared: number, encoded: boolean): boolean {
  const most = Math.max(packed, plain);
  return declared > (encoded ? gzipped(most) : most);
}

/** Texts of one line. */
export const announcedText = (declared: number, most: number): string =>
  `it would send ${amount(declared)}, where the file has ${amount(most)}`;
export const exceededText = (most: number): string =>
  `it sends more than the ${amount(most)} that the file has`;
