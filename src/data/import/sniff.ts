/** What a person's file is, from its first bytes and its name. */
import { resemblance } from '../foreign';
import { DataProblem } from '../spec';
import { headOf, type SourceFile } from './source';

export type OwnFormat = 'csv' | 'npy' | 'idx';

const HEAD = 4096;

const starts = (head: Uint8Array, ...bytes: readonly number[]): boolean =>
  bytes.every((byte, i) => head[i] === byte);
const startsText = (head: Uint8Array, text: string): boolean =>
  starts(head, ...Array.from(text, (character) => character.charCodeAt(0)));

export const isNpy = (head: Uint8Array): boolean => startsText(head, '\u0093NUMPY');

/** Two zero bytes, a type, how many dimensions. */
export const isIdx = (head: Uint8Array): boolean =>
  starts(head, 0, 0) && head[2]! >= 0x08 && head[2]! <= 0x0e && head[3]! >= 1 && head[3]! <= 8;

const known: readonly (readonly [string, string])[] = [
  ['%PDF', 'It is a PDF document.'],
  ['\u00ff\u00d8\u00ff', 'It is a JPEG picture.'],
  ['GIF8', 'It is a GIF picture.'],
  ['PAR1', 'It is a Parquet file: save it as CSV.'],
  ['\u0089HDF', 'It is a HDF5 file: save its arrays as .npy.'],
  ['\u00d0\u00cf\u0011\u00e0', 'It is an old Excel or Office file: save it as CSV.'],
  ['MATLAB', 'It is a MATLAB file: save it as CSV.'],
  ['SQLite', 'It is a database: save the table as CSV.'],
  ['\u0080\u0004', 'It is a Python pickle: save its arrays with np.save.'],
  ['\u0080\u0005', 'It is a Python pickle: save its arrays with np.save.'],
];

const isUtf16 = (head: Uint8Array): boolean => starts(head, 0xff, 0xfe) || starts(head, 0xfe, 0xff);

/** A sentence on bytes that are no table; undefined where they may be text. */
export function notText(name: string, head: Uint8Array): string | undefined {
  if (startsText(head, 'PK') && /\.npz$/i.test(name))
    return 'It is a NPZ archive: unpack it first and give the .npy files in it.';
  if (startsText(head, 'PK') && /\.(xlsx|ods)$/i.test(name))
    return 'It is a spreadsheet: save it there as CSV.';
  // A column may well be called PK.
  const namedPk = startsText(head, 'PK') && head[2]! >= 32;
  const like =
    (namedPk ? undefined : resemblance(head)) ??
    known.find(([magic]) => startsText(head, magic))?.[1] ??
    (isNpy(head) ? 'It is a NPY array: give it the ending .npy.' : undefined) ??
    (isIdx(head) ? 'It is an IDX file.' : undefined);
  if (like !== undefined) return like;
  return !isUtf16(head) && head.includes(0) ? 'It is no text: it holds bytes that no text has.' : undefined;
}

const hasName = ({ name }: SourceFile, endings: RegExp): boolean => endings.test(name.replace(/\.gz$/i, ''));

function textLooksLikeTable(head: Uint8Array): boolean {
  const text = new TextDecoder(starts(head, 0xff, 0xfe) ? 'utf-16le' : 'utf-8').decode(head);
  if (/^\s*[[{<]/.test(text)) return false;
  const lines = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '');
  const rows = lines.filter((line) => !line.startsWith('#'));
  const [first = '', second = ''] = rows.length > 1 ? rows : lines;
  return [',', ';', '\t', '|', ' '].some((mark) => first.includes(mark) && second.includes(mark));
}

/**
 * How a dropped file is to be read; undefined where it is none of these. A name that says so decides for tables, so that
 * the reader can tell what is wrong with it.
 */
export async function sniffOwn(file: SourceFile): Promise<OwnFormat | undefined> {
  const head = await headOf(file, HEAD).catch((reason: unknown) => {
    if (reason instanceof DataProblem) return undefined;
    throw reason;
  });
  if (head && isNpy(head)) return 'npy';
  if (head && isIdx(head)) return 'idx';
  if (hasName(file, /\.(csv|tsv)$/i)) return 'csv';
  if (hasName(file, /\.np[yz]$/i)) return 'npy';
  if (hasName(file, /(\.idx|idx\d-ubyte)$/i)) return 'idx';
  if (head === undefined || notText(file.name, head) !== undefined) return undefined;
  return textLooksLikeTable(head) ? 'csv' : undefined;
}
