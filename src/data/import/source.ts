/** Streams a user's file: decompressed if gzipped, with size limits. */
import { bytesText as amount } from '../../core/format';
import { sha256 } from '../fetch/checksum';
import { inflated, isGzip } from '../fetch/gunzip';
import { DataProblem } from '../spec';
import { limits } from './limits';

/** A file to import: the browser's `File`, or Node's `openAsBlob` with a name. */
export interface SourceFile {
  readonly name: string;
  readonly blob: Blob;
}

/** Called after each chunk with the bytes read so far, of the file on disk. */
export type OnRead = (done: number) => void;

const unreadable = ({ name }: SourceFile) =>
  new DataProblem('This file cannot be read.', `${name} was moved or changed. Select it again.`);

function damaged({ name, blob }: SourceFile): DataProblem {
  return new DataProblem(
    'This gzip file is damaged or cut short.',
    `${name} (${amount(blob.size)}) cannot be unpacked completely. Compress it again, or choose the unpacked file.`,
  );
}

function bomb({ name, blob }: SourceFile, unpacked: number): DataProblem {
  return new DataProblem(
    'This gzip file unpacks to far too much data.',
    `${name} has ${amount(blob.size)} and was stopped at ${amount(unpacked)} of unpacked data. If that is correct, unpack it and choose the result.`,
  );
}

async function isPacked(file: SourceFile): Promise<boolean> {
  try {
    return isGzip(new Uint8Array(await file.blob.slice(0, 2).arrayBuffer()));
  } catch {
    throw unreadable(file);
  }
}

/** Bytes read from disk at once. */
const PIECE = 2 ** 20;

/** The raw bytes. @throws {DataProblem} if they cannot be read */
async function* read(file: SourceFile, onRead: OnRead): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const { blob } = file;
  for (let at = 0; at < blob.size; at += PIECE) {
    const end = Math.min(at + PIECE, blob.size);
    const piece = await blob
      .slice(at, end)
      .arrayBuffer()
      .catch(() => {
        throw unreadable(file);
      });
    onRead(end);
    yield new Uint8Array(piece);
  }
}

const isBomb = (unpacked: number, packed: number): boolean =>
  unpacked > limits.unpacked || (unpacked > limits.smallUnpacked && unpacked > limits.unpackedRatio * packed);

/**
 * The unpacked bytes in chunks, decompressed lazily.
 * @throws {DataProblem} if the file cannot be read, is damaged, or unpacks to too much
 */
export async function* piecesOf(file: SourceFile, onRead: OnRead): AsyncGenerator<Uint8Array, void> {
  if (!(await isPacked(file))) {
    yield* read(file, onRead);
    return;
  }
  let unpacked = 0;
  try {
    for await (const piece of inflated(read(file, onRead))) {
      unpacked += piece.length;
      if (isBomb(unpacked, file.blob.size)) throw bomb(file, unpacked);
      yield piece;
    }
  } catch (reason) {
    throw reason instanceof DataProblem ? reason : damaged(file);
  }
}

/** The first unpacked bytes, up to `bytes`. @throws {DataProblem} */
export async function headOf(file: SourceFile, bytes: number): Promise<Uint8Array> {
  const head = new Uint8Array(bytes);
  let filled = 0;
  for await (const piece of piecesOf(file, () => {})) {
    const part = piece.subarray(0, bytes - filled);
    head.set(part, filled);
    filled += part.length;
    if (filled === bytes) break;
  }
  return head.subarray(0, filled);
}

/** Location of an array file's numbers. */
interface Body {
  /** Length of the header in bytes. */
  readonly from: number;
  readonly length: number;
}

function wrongLength({ name }: SourceFile, length: number, there: number, more: boolean): DataProblem {
  return new DataProblem(
    `This file is ${more ? 'too long' : 'cut short'}.`,
    `Its header promises ${amount(length)} of numbers; in ${name} ${more ? 'more than that' : amount(there)} ${there === 1 ? 'is' : 'are'} there. Save it or copy it again.`,
  );
}

/** Best compression ratio of deflate. */
const LEAST_PACKED = 1 / 1032;

/**
 * The numbers of a file, whose count is given by the header.
 * @param bodyOf parses the header from the first bytes; throws if invalid
 * @throws {DataProblem} if there are fewer or more
 */
export async function readBody(
  file: SourceFile,
  bodyOf: (head: Uint8Array) => Body,
  onRead: OnRead,
): Promise<Uint8Array<ArrayBuffer>> {
  const { from, length } = bodyOf(await headOf(file, 2 ** 17));
  // Check before allocating memory.
  if ((from + length) * LEAST_PACKED > file.blob.size + 1)
    throw wrongLength(file, length, file.blob.size, false);
  const body = new Uint8Array(length);
  let at = -from;
  for await (const piece of piecesOf(file, onRead)) {
    const part = piece.subarray(Math.max(0, -at));
    const place = Math.max(0, at);
    if (place + part.length > length) throw wrongLength(file, length, place + part.length, true);
    body.set(part, place);
    at += piece.length;
  }
  if (at < length) throw wrongLength(file, length, Math.max(0, at), false);
  return body;
}

/** First digits of the raw file's SHA-256; undefined if it is large. */
export async function fingerprint({ blob }: SourceFile): Promise<string | undefined> {
  if (blob.size > 64e6) return undefined;
  return (await sha256(new Uint8Array(await blob.arrayBuffer()))).slice(0, 12);
}
