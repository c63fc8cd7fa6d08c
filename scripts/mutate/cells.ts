/**
 * A second parser for text, rows, cells and numbers, as simple as possible and independent of the importer, from which it
 * takes only the reported layout.
 */
import { gunzipSync } from 'node:zlib';
import type { FileProfile } from '../../src/data/import/table/table';

export function unpacked(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
}

/** UTF-8, UTF-16 by its byte order mark, else Windows-1252. */
function decoded(packed: Uint8Array): string {
  const bytes = unpacked(packed);
  const [a, b] = bytes;
  const wide = a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : undefined;
  if (wide) return new TextDecoder(wide).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Streaming, because otherwise Node 20 decodes 0x80 … 0x9f as Latin-1.
    return new TextDecoder('windows-1252').decode(bytes, { stream: true });
  }
}

/** The DOS end-of-file mark. */
const CTRL_Z = '\u001a';

export function textOf(packed: Uint8Array): string {
  const text = decoded(packed);
  const at = text.indexOf(CTRL_Z);
  return at >= 0 && text.slice(at).replaceAll(CTRL_Z, '').trim() === '' ? text.slice(0, at) : text;
}

const blank = (cell: string): boolean => cell.trim() === '';

interface Read {
  readonly cells: string[];
  /** Start of the next row. */
  readonly next: number;
}

/** A quoted cell. */
function quotedAt(text: string, from: number): { readonly cell: string; readonly next: number } {
  let cell = '';
  for (let at = from; at < text.length; at++) {
    if (text[at] !== '"') cell += text[at];
    else if (text[at + 1] === '"') cell += text[at++];
    else return { cell, next: at + 1 };
  }
  return { cell, next: text.length };
}

/** One row's cells. Quoted cells may contain delimiters and line ends, and have blanks around them. */
function rowAt(text: string, from: number, isMark: (character: string) => boolean, quotes: boolean): Read {
  const cells: string[] = [];
  const end = (at: number): boolean => at >= text.length || text[at] === '\n';
  for (let at = from; ; at++) {
    let start = at;
    while (quotes && /[ \t]/.test(text[start] ?? '') && !isMark(text[start]!)) start++;
    const quoted = quotes && text[start] === '"' ? quotedAt(text, start + 1) : undefined;
    at = quoted?.next ?? at;
    const rest = at;
    while (!end(at) && !isMark(text[at]!)) at++;
    // Of an enclosed cell also the empty one counts where runs of blanks separate the cells.
    const plain = text.slice(rest, at);
    cells.push(quoted ? `${quoted.cell || EMPTY}${plain}` : plain);
    if (end(at)) return { cells, next: at + 1 };
  }
}

/** Placeholder for a quoted empty cell. */
const EMPTY = '\u0000';

/** All non-blank rows. */
export function rowsOf(
  text: string,
  { delimiter = ',', quotes = true }: Pick<FileProfile, 'delimiter' | 'quotes'>,
): string[][] {
  const lines = text.replace(/\r\n?/g, '\n');
  const rows: string[][] = [];
  const runs = delimiter === ' ';
  const isMark = runs
    ? (character: string) => character === ' ' || character === '\t'
    : (character: string) => character === delimiter;
  for (let at = 0; at < lines.length; ) {
    const { cells, next } = rowAt(lines, at, isMark, quotes);
    at = next;
    const parts = runs ? cells.filter((cell) => cell.trim() !== '') : cells;
    const row = parts.map((cell) => cell.replace(EMPTY, '').trim());
    if (!row.every(blank)) rows.push(row);
  }
  return rows;
}

const LARGEST = 3.4028234663852886e38;

/** A number with this decimal mark, and the other one as thousands separator. */
const plain = {
  point: /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/,
  comma: /^[+-]?(\d+,?\d*|,\d+)([eE][+-]?\d+)?$/,
};
const grouped = {
  point: /^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/,
  comma: /^[+-]?[1-9]\d{0,2}(\.\d{3})+(,\d+)?$/,
};

export type DecimalMark = keyof typeof plain;

/** A cell as a number; undefined if it is not one, or overflows single precision. */
export function plainNumber(cell: string, decimal: DecimalMark): number | undefined {
  const digits = grouped[decimal].test(cell) ? cell.replaceAll(decimal === 'point' ? ',' : '.', '') : cell;
  if (!plain[decimal].test(digits)) return undefined;
  const value = Number(digits.replace(',', '.'));
  return Math.abs(value) <= LARGEST ? value : undefined;
}

/** Missing-value marks of common programs. */
const marks = new Set(
  [
    '',
    'na',
    'n/a',
    '#n/a',
    '<na>',
    '\\n',
    '.',
    'nan',
    'nat',
    '-nan',
    'null',
    'none',
    'unknown',
    'missing',
    '?',
    '—',
    '–',
    '-',
    '--',
    'nil',
    'n.a.',
    '(null)',
    'undefined',
    '...',
    '..',
    '*',
  ].concat([
    '#na',
    '1.#qnan',
    '-1.#ind',
    '1.#ind',
    '-1.#qnan',
    '#n/a n/a',
    '+nan',
    'void',
    '#null!',
    '#value!',
    '#div/0!',
    '#ref!',
    '#num!',
    '#name?',
  ]),
);
export const saysMissing = (cell: string): boolean => marks.has(cell.toLowerCase());
