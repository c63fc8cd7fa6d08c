/** How much of a file may come over a network before it is left: no more than the registry knows of. */
import { bytesText as amount } from '../../core/format';
import type { Archive } from '../keep/folders';
import type { DataFile } from '../spec';
import { MOST_UNPACKED } from './checksum';
import { isGzip } from './gunzip';

/** Bytes. Servers may unpack a `.gz` on the way, so that the first bytes tell which of the two holds. */
export interface Limit {
  readonly packed: number;
  readonly plain: number;
}

/** What gzip makes of bytes that it cannot make smaller, at most. */
const gzipped = (plain: number): number => plain + Math.ceil(plain / 1000) + 1000;

/** @param published whether a packed file has the published bytes; else any packing of the content is right */
export function limitOf(file: DataFile, published = false): Limit {
  const plain = file.plainBytes ?? (file.packed === undefined ? file.bytes : MOST_UNPACKED);
  return { packed: published && file.packed !== undefined ? file.bytes : gzipped(plain), plain };
}

export function archiveLimit({ bytes, sha256 }: Archive): Limit {
  const most = sha256 === undefined ? 2 * bytes : bytes;
  return { packed: most, plain: most };
}

/** @returns bytes that may come of a file that begins so */
export const mostOf = ({ packed, plain }: Limit, head: Uint8Array): number => (isGzip(head) ? packed : plain);

/**
 * Whether a server announces more than any right answer has.
 * @param declared its Content-Length
 * @param encoded whether that may count bytes that are packed for the way only; pages are not told of it
 */
export function announcesTooMuch({ packed, plain }: Limit, declared: number, encoded: boolean): boolean {
  const most = Math.max(packed, plain);
  return declared > (encoded ? gzipped(most) : most);
}

/** In words for one line. */
export const announcedText = (declared: number, most: number): string =>
  `it would send ${amount(declared)}, where the file has ${amount(most)}`;
export const exceededText = (most: number): string =>
  `it sends more than the ${amount(most)} that the file has`;
