/**
 * IDX, the format of MNIST and its relatives: big-endian u32 magic (2051 images, 2049 labels), count,
 * for images height and width, then one byte per pixel or label. Plain or gzipped: the bytes tell, for
 * names lie and servers may have unpacked a `.gz` on the way.
 */
import { DataProblem } from './spec';

type IdxKind = 'images' | 'labels';

export interface IdxHeader {
  readonly kind: IdxKind;
  readonly count: number;
  /** 1 × 1 for labels. */
  readonly height: number;
  readonly width: number;
}

interface IdxFile extends IdxHeader {
  readonly file: string;
  /** The unpacked bytes, header and all, in the pieces in which they came. */
  readonly parts: readonly Uint8Array[];
}

/** What a file must be to take its place in a set. */
export interface IdxWanted {
  readonly file: string;
  readonly kind: IdxKind;
  /** "training set" or "test set". */
  readonly split: string;
  readonly count: number;
  /** How many the other split has: a file with that count was swapped. */
  readonly otherCount: number;
  readonly image: readonly [number, number];
  /** Labels run from 0 to classes - 1. */
  readonly classes: number;
}

type Allocate = (bytes: number) => ArrayBufferLike;

const magicOf = { images: 2051, labels: 2049 } as const;
const headerBytes = { images: 16, labels: 8 } as const;
const wayOut = 'Fetch it again with `npm run data -- mnist`, or choose the right file.';

/** 60000 as "60,000" in every locale. */
function counted(value: number): string {
  return value.toLocaleString('en-GB');
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function unzipped(bytes: Uint8Array): ReadableStreamDefaultReader<Uint8Array> {
  const packed = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      // The stream's typings exclude shared memory; what was just read from a file or the network is none.
      controller.enqueue(bytes as Uint8Array<ArrayBuffer>);
      controller.close();
    },
  });
  return packed.pipeThrough(new DecompressionStream('gzip')).getReader();
}

async function unpack(file: string, bytes: Uint8Array): Promise<readonly Uint8Array[]> {
  if (!isGzip(bytes)) return [bytes];
  const parts: Uint8Array[] = [];
  try {
    const reader = unzipped(bytes);
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) parts.push(piece.value);
    return parts;
  } catch {
    throw new DataProblem(
      'This gzip file is damaged or cut short.',
      `${file} (${counted(bytes.length)} bytes) cannot be unpacked to its end. ${wayOut}`,
    );
  }
}

function lengthOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0);
}

/** Copies the bytes behind the first `skip` into `target`, as many as it holds. */
function copyParts(parts: readonly Uint8Array[], skip: number, target: Uint8Array): void {
  let at = -skip;
  for (const part of parts) {
    const piece = part.subarray(Math.max(0, -at), Math.max(0, target.length - at));
    if (piece.length > 0) target.set(piece, Math.max(0, at));
    at += part.length;
  }
}

function readHeader(parts: readonly Uint8Array[]): IdxHeader | undefined {
  const head = new Uint8Array(headerBytes.images);
  copyParts(parts, 0, head);
  const view = new DataView(head.buffer);
  const magic = view.getUint32(0);
  const length = lengthOf(parts);
  if (magic === magicOf.labels && length >= headerBytes.labels) {
    return { kind: 'labels', count: view.getUint32(4), height: 1, width: 1 };
  }
  if (magic === magicOf.images && length >= headerBytes.images) {
    return { kind: 'images', count: view.getUint32(4), height: view.getUint32(8), width: view.getUint32(12) };
  }
  return undefined;
}

/** What a file is, from its first bytes alone; undefined where it is no IDX. */
export async function sniffIdx(bytes: Uint8Array): Promise<IdxHeader | undefined> {
  if (!isGzip(bytes)) return readHeader([bytes.subarray(0, headerBytes.images)]);
  const reader = unzipped(bytes);
  try {
    const first = await reader.read();
    return first.done ? undefined : readHeader([first.value]);
  } catch {
    return undefined;
  } finally {
    reader.cancel().catch(() => {}); // a damaged file has already been answered with undefined
  }
}

/** What foreign bytes look like, for people who saved the wrong thing. */
function resemblance(parts: readonly Uint8Array[]): string {
  if (lengthOf(parts) === 0) return 'It is empty.';
  const head = new Uint8Array(Math.min(256, lengthOf(parts)));
  copyParts(parts, 0, head);
  const text = String.fromCharCode(...head).trimStart();
  if (text.slice(1, 4) === 'PNG') return 'It is a PNG picture.';
  if (text.startsWith('PK')) return 'It is a zip archive: unpack it first.';
  if (/^<(!doctype|html|\?xml)/i.test(text))
    return 'It is a web page, probably an error message saved as a file.';
  const hex = Array.from(head.subarray(0, 4), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  return `It begins with the bytes ${hex}; IDX begins with 00 00 08.`;
}

/** @throws {DataProblem} where it is no IDX, or not all of it is there */
async function openIdx(file: string, bytes: Uint8Array): Promise<IdxFile> {
  const parts = await unpack(file, bytes);
  const header = readHeader(parts);
  if (header === undefined) {
    throw new DataProblem('This is not an IDX file.', `${file}: ${resemblance(parts)} ${wayOut}`);
  }
  const bytesEach = header.height * header.width;
  const there = (lengthOf(parts) - headerBytes[header.kind]) / bytesEach;
  if (there !== header.count) {
    const short = there < header.count;
    throw new DataProblem(
      `This ${header.kind} file is ${short ? 'cut short' : 'too long'}.`,
      `${file} says it holds ${counted(header.count)} ${header.kind}; ${counted(Math.floor(there))} are there. ${wayOut}`,
    );
  }
  return { ...header, file, parts };
}

/** @throws {DataProblem} where the file is a sound IDX, but another one than the set needs here */
function checkPlace(found: IdxFile, wanted: IdxWanted): void {
  const [height, width] = wanted.image;
  if (found.kind !== wanted.kind) {
    throw new DataProblem(
      'Images and labels are swapped.',
      `${found.file} holds ${counted(found.count)} ${found.kind}, not ${wanted.kind}. Give each file its own name again, or fetch them anew with \`npm run data -- mnist\`.`,
    );
  }
  if (found.count === wanted.otherCount) {
    throw new DataProblem(
      'Training set and test set are swapped.',
      `${found.file} holds ${counted(found.count)} ${found.kind}; the ${wanted.split} has ${counted(wanted.count)}. Give each file its own name again, or fetch them anew with \`npm run data -- mnist\`.`,
    );
  }
  if (found.count !== wanted.count) {
    throw new DataProblem(
      'Images and labels do not match in number.',
      `${found.file} holds ${counted(found.count)} ${found.kind}; the ${wanted.split} has ${counted(wanted.count)}. ${wayOut}`,
    );
  }
  if (found.kind === 'images' && (found.height !== height || found.width !== width)) {
    throw new DataProblem(
      'These images have the wrong size.',
      `${found.file} holds images of ${found.height}×${found.width} pixels; ${height}×${width} are needed. ${wayOut}`,
    );
  }
}

/**
 * The pixels or labels of one file of a set, in memory of the caller's choice.
 * @throws {DataProblem}
 */
export async function loadIdx(bytes: Uint8Array, wanted: IdxWanted, allocate: Allocate): Promise<Uint8Array> {
  const found = await openIdx(wanted.file, bytes);
  checkPlace(found, wanted);
  const values = new Uint8Array(allocate(found.count * found.height * found.width));
  copyParts(found.parts, headerBytes[found.kind], values);
  if (found.kind === 'labels') {
    const wrong = values.findIndex((label) => label >= wanted.classes);
    if (wrong !== -1) {
      throw new DataProblem(
        'A label is out of range.',
        `${found.file}: label ${counted(wrong + 1)} of ${counted(found.count)} is ${values[wrong]}; labels go from 0 to ${wanted.classes - 1}. ${wayOut}`,
      );
    }
  }
  return values;
}
