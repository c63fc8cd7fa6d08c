/** The text of a CSV file as it streams in: decoded, and with one kind of line end. */
import { type OnRead, piecesOf, type SourceFile } from '../source';

/** The bytes are not UTF-8. */
export class NotUtf8 extends Error {}

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** Parts of the bytes at even and odd places that are 0. */
function zeroShares(head: Uint8Array): readonly [number, number] {
  const zeros = [0, 0];
  for (let i = 0; i < head.length; i++) if (head[i] === 0) zeros[i % 2]!++;
  const half = Math.max(1, Math.floor(head.length / 2));
  return [zeros[0]! / half, zeros[1]! / half];
}

/** Western text in UTF-16 has a zero in nearly every second byte, and none in the others. */
const MANY = 0.7;
const NONE = 0.01;

/** @param head the first bytes, some 4,000 */
export function encodingOf(head: Uint8Array): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const [even, odd] = zeroShares(head);
  if (odd > MANY && even < NONE) return 'utf-16le';
  if (even > MANY && odd < NONE) return 'utf-16be';
  return 'utf-8';
}

const CTRL_Z = '\u001a';
const lineEnds = `\r\n${CTRL_Z}`;

/** DOS ends a file so. */
function withoutCtrlZ(text: string): string {
  let end = text.length;
  while (end > 0 && lineEnds.includes(text[end - 1]!)) end--;
  const at = text.indexOf(CTRL_Z, end);
  return at < 0 ? text : text.slice(0, at);
}

/** Characters at the end of a piece that may belong together with those that follow. */
const MOST_HELD = 8;

/** Where they begin. */
function heldFrom(text: string): number {
  let from = text.length;
  while (from > 0 && text.length - from < MOST_HELD && lineEnds.includes(text[from - 1]!)) from--;
  return text[from] === '\n' && text[from - 1] === '\r' ? from - 1 : from;
}

/** One kind of line end, no byte order marks where files were joined, and no Ctrl-Z at the end. */
function createCleaner(): (text: string, last: boolean) => string {
  let held = '';
  let start = true;
  return (text, last) => {
    const whole = held + text;
    const end = last ? whole.length : heldFrom(whole);
    held = whole.slice(end);
    let all = last ? withoutCtrlZ(whole) : whole.slice(0, end);
    if (all.includes('\r')) all = all.replace(/\r\n?/g, '\n');
    if (all.includes('\ufeff')) all = all.replace(start ? /(^|\n)\ufeff+/g : /(\n)\ufeff+/g, '$1');
    if (all !== '') start = false;
    return all;
  };
}

/**
 * Pieces of a file's text, without a byte order mark.
 * @throws {NotUtf8}; {DataProblem} where the file cannot be read
 */
export async function* textsOf(
  file: SourceFile,
  encoding: Encoding,
  onRead: OnRead,
): AsyncGenerator<string, void> {
  const decoder = new TextDecoder(encoding, { fatal: encoding === 'utf-8' });
  const decode = (piece?: Uint8Array): string => {
    try {
      return piece ? decoder.decode(piece, { stream: true }) : decoder.decode();
    } catch {
      throw new NotUtf8();
    }
  };
  const clean = createCleaner();
  for await (const piece of piecesOf(file, onRead)) {
    const text = clean(decode(piece), false);
    if (text !== '') yield text;
  }
  const rest = clean(decode(), true);
  if (rest !== '') yield rest;
}
