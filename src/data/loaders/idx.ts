/**
 * IDX, the format of MNIST and its variants: big-endian u32 magic (2051 images, 2049 labels), count,
 * for images height and width, then one byte per pixel or label. Plain or gzipped.
 */
import { count as counted } from '../../core/format';
import { fileTypeHint, firstBytes } from '../fetch/fileTypeHint';
import { piecesUpTo } from '../fetch/gunzip';
import { DataProblem } from '../spec';
import { wayOut } from './readFiles';

type IdxKind = 'images' | 'labels';

interface IdxHeader {
  readonly kind: IdxKind;
  readonly count: number;
  /** 1 × 1 for labels. */
  readonly height: number;
  readonly width: number;
}

interface IdxFile extends IdxHeader {
  readonly file: string;
  /** The unpacked bytes, header included, in chunks. */
  readonly parts: readonly Uint8Array[];
}

/** What a set expects of a file. */
export interface IdxWanted {
  /** The set's folder, below `public/data/`. */
  readonly folder: string;
  readonly file: string;
  readonly kind: IdxKind;
  /** "training set" or "test set". */
  readonly split: string;
  readonly count: number;
  /** Size of the other split, to recognise swapped files. */
  readonly otherCount: number;
  readonly image: readonly [number, number];
  /** Labels run from 0 to classes - 1. */
  readonly classes: number;
}

type Allocate = (bytes: number) => ArrayBufferLike;

const magicOf = { images: 2051, labels: 2049 } as const;
const headerBytes = { images: 16, labels: 8 } as const;

function lengthOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0);
}

/** Copies bytes after the first `skip` into `target`, until it is full. */
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

/** Describes bytes that are not IDX. */
function otherThan(parts: readonly Uint8Array[]): string {
  const head = new Uint8Array(Math.min(300, lengthOf(parts)));
  copyParts(parts, 0, head);
  return fileTypeHint(head) ?? `${firstBytes(head)}; IDX begins with 00 00 08.`;
}

/** File size in bytes according to its header. */
const bytesBy = ({ kind, count, height, width }: IdxHeader): number =>
  headerBytes[kind] + count * height * width;

/** Unpacking limit: the set's largest file, so that a misplaced one is still recognised. */
const mostBytes = ({ count, otherCount, image: [height, width] }: IdxWanted): number =>
  headerBytes.images + Math.max(count, otherCount) * height * width;

/** @throws {DataProblem} if it is not IDX, or incomplete */
async function openIdx(wanted: IdxWanted, bytes: Uint8Array): Promise<IdxFile> {
  const { file } = wanted;
  const help = wayOut(wanted.folder);
  const most = mostBytes(wanted);
  const { parts, length, more } = await piecesUpTo({ file, bytes, wayOut: help }, most);
  const header = readHeader(parts);
  if (header === undefined) {
    throw new DataProblem('This is not an IDX file.', `${file}: ${otherThan(parts)} ${help}`);
  }
  const right = bytesBy(header);
  // A file with more samples than this set may be complete: `checkPlace` reports it.
  if (length === right || (more && right > most)) return { ...header, file, parts };
  const there = Math.floor((length - headerBytes[header.kind]) / (header.height * header.width));
  throw new DataProblem(
    `This ${header.kind} file is ${length < right ? 'cut short' : 'too long'}.`,
    `${file} says it holds ${counted(header.count)} ${header.kind}; ${more ? 'more' : counted(there)} are there. ${help}`,
  );
}

/** @throws {DataProblem} if it is a valid IDX file, but not the expected one */
function checkPlace(found: IdxFile, wanted: IdxWanted): void {
  const [height, width] = wanted.image;
  const help = wayOut(wanted.folder);
  const holds = `${found.file} holds ${counted(found.count)} ${found.kind}`;
  const renamed = `Restore the files’ names, or download them again with \`npm run data -- ${wanted.folder}\`.`;
  if (found.kind !== wanted.kind) {
    throw new DataProblem('Images and labels are swapped.', `${holds}, not ${wanted.kind}. ${renamed}`);
  }
  const has = `${holds}; the ${wanted.split} has ${counted(wanted.count)}.`;
  if (found.count === wanted.otherCount) {
    throw new DataProblem('Training set and test set are swapped.', `${has} ${renamed}`);
  }
  if (found.count !== wanted.count) {
    throw new DataProblem('Images and labels do not match in number.', `${has} ${help}`);
  }
  if (found.kind === 'images' && (found.height !== height || found.width !== width)) {
    throw new DataProblem(
      'These images have the wrong size.',
      `${found.file} holds images of ${found.height}×${found.width} pixels; ${height}×${width} are needed. ${help}`,
    );
  }
}

/**
 * Loads pixels or labels of one file into memory from `allocate`.
 * @throws {DataProblem}
 */
export async function loadIdx(bytes: Uint8Array, wanted: IdxWanted, allocate: Allocate): Promise<Uint8Array> {
  const found = await openIdx(wanted, bytes);
  checkPlace(found, wanted);
  const values = new Uint8Array(allocate(found.count * found.height * found.width));
  copyParts(found.parts, headerBytes[found.kind], values);
  if (found.kind === 'labels') {
    const wrong = values.findIndex((label) => label >= wanted.classes);
    if (wrong !== -1) {
      throw new DataProblem(
        'A label is out of range.',
        `${found.file}: label ${counted(wrong + 1)} of ${counted(found.count)} is ${values[wrong]}; labels go from 0 to ${wanted.classes - 1}. ${wayOut(wanted.folder)}`,
      );
    }
  }
  return values;
}
