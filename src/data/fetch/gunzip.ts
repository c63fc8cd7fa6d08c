/** Files may lie there packed with gzip or plain. The bytes tell which: names lie, and servers may have unpacked a `.gz` on the way. */
import { count as counted } from '../../core/format';
import { DataProblem } from '../spec';

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * Bytes that go into the unpacker at once. Browsers unpack what they are given to its end before anyone can look at
 * the first byte of it, and that may be 1032 times as much.
 */
const SLICE = 16_384;

async function* slicesOf(
  packed: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  for await (const piece of packed) {
    for (let at = 0; at < piece.length; at += SLICE) {
      // The stream's typings exclude shared memory; what was just read from a file or the network is none.
      yield piece.subarray(at, at + SLICE) as Uint8Array<ArrayBuffer>;
    }
  }
}

/**
 * Unpacks gzip as far as it is read. Whoever stops reading stops the unpacking: a small file may hold gigabytes.
 * @throws what `packed` throws; something of the platform's where the bytes are damaged or cut short
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
    reader.cancel().catch(() => {}); // what broke the stream has been told
  }
}

/** Bytes, packed or not, and how to speak of them in a message. */
export interface NamedBytes {
  readonly file: string;
  readonly bytes: Uint8Array;
  /** A sentence: how to get the right file. */
  readonly wayOut: string;
}

/**
 * The plain bytes, in pieces as they come; whoever stops reading stops the unpacking.
 * @throws {DataProblem} where a gzip file is damaged or cut short
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
      `${file} (${counted(bytes.length)} bytes) cannot be unpacked to its end. ${wayOut}`,
    );
  }
}

/** The plain bytes' first pieces; `more` where there are more than `most` bytes, which are left packed. */
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
 * The plain bytes.
 * @param most as many bytes as the file may have
 * @throws {DataProblem} where it is damaged, cut short or larger
 */
export async function plainBytes(given: NamedBytes, most: number): Promise<Uint8Array> {
  const { parts, length, more } = await piecesUpTo(given, most);
  if (more) {
    throw new DataProblem(
      'This file is larger than it can be.',
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
