/** Reads gzipped or plain files. The magic bytes decide, not the name: servers may decompress a `.gz` in transit. */
import { count as counted } from '../../core/format';
import { DataProblem } from '../spec';

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * Bytes fed to the decompressor at once. Browsers decompress a whole chunk before the first byte can be read, and the
 * result can be 1032 times as large.
 */
const SLICE = 16_384;

async function* slicesOf(
  packed: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  for await (const piece of packed) {
    for (let at = 0; at < piece.length; at += SLICE) {
      // The stream's types exclude shared memory, which bytes from a file or the network never are.
      yield piece.subarray(at, at + SLICE) as Uint8Array<ArrayBuffer>;
    }
  }
}

/**
 * Decompresses lazily: it stops when the consumer does, because a small file may contain gigabytes.
 * @throws whatever `packed` throws; a platform error if the bytes are damaged or truncated
 */
export async function* inflated(
  packed: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void> {
  const slices = slicesOf(packed);
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        const { done, value } = await slices.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await slices.return();
      },
    },
    { highWaterMark: 0 },
  );
  const reader = stream.pipeThrough(new DecompressionStream('gzip')).getReader();
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) yield piece.value;
  } finally {
    reader.cancel().catch(() => {}); // the stream's error was already thrown
  }
}

/** Bytes, gzipped or plain, with their name for messages. */
export interface NamedBytes {
  readonly file: string;
  readonly bytes: Uint8Array;
  /** A sentence: how to get the right file. */
  readonly wayOut: string;
}

/**
 * The plain bytes in chunks, decompressed lazily.
 * @throws {DataProblem} if a gzip file is damaged or truncated
 */
export async function* pieces({ file, bytes, wayOut }: NamedBytes): AsyncGenerator<Uint8Array, void> {
  if (!isGzip(bytes)) {
    yield bytes;
    return;
  }
  try {
    yield* inflated([bytes]);
  } catch {
    throw new DataProblem(
      'This gzip file is damaged or cut short.',
      `${file} (${counted(bytes.length)} bytes) cannot be unpacked completely. ${wayOut}`,
    );
  }
}

/** The first chunks of the plain bytes, up to `most` bytes; `more` if there are further ones. */
export async function piecesUpTo(
  given: NamedBytes,
  most: number,
): Promise<{ readonly parts: readonly Uint8Array[]; readonly length: number; readonly more: boolean }> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const piece of pieces(given)) {
    parts.push(piece);
    length += piece.length;
    if (length > most) return { parts, length, more: true };
  }
  return { parts, length, more: false };
}

/**
 * All plain bytes.
 * @param most size limit in bytes
 * @throws {DataProblem} if damaged, truncated or larger
 */
export async function plainBytes(given: NamedBytes, most: number): Promise<Uint8Array> {
  const { parts, length, more } = await piecesUpTo(given, most);
  if (more) {
    throw new DataProblem(
      'This file is too large.',
      `${given.file} holds more than ${counted(most)} bytes${isGzip(given.bytes) ? ' when unpacked' : ''}. ${given.wayOut}`,
    );
  }
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
