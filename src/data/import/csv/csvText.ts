/** Streams a CSV file as decoded text with "\n" line ends. */
import { type OnRead, piecesOf, type SourceFile } from '../source';

/** The bytes are not UTF-8. */
export class NotUtf8 extends Error {}

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** Share of zero bytes at even and odd positions. */
function zeroShares(head: Uint8Array): readonly [number, number] {
  const zeros = [0, 0];
  for (let i = 0; i < head.length; i++) if (head[i] === 0) zeros[i % 2]!++;
  const half = Math.max(1, Math.floor(head.length / 2));
  return [zeros[0]! / half, zeros[1]! / half];
}

/** In Western UTF-16 text, nearly every second byte is zero, and none of the others. */
const MANY = 0.7;
const NONE = 0.01;

/** @param head the first 4,000 bytes or so */
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

/** Removes the DOS end-of-file mark. */
function withoutCtrlZ(text: string): string {
  let end = text.length;
  while (end > 0 && lineEnds.includes(text[end - 1]!)) end--;
  const at = text.indexOf(CTRL_Z, end);
  return at < 0 ? text : text.slice(0, at);
}

/** Limit of characters held back at the end of a chunk, because they may combine with the next one. */
const MOST_HELD = 8;

/** Index from which characters are held back. */
function heldFrom(text: string): number {
  let from = text.length;
  while (from > 0 && text.length - from < MOST_HELD && lineEnds.includes(text[from - 1]!)) from--;
  return text[from] === '\n' && text[from - 1] === '\r' ? from - 1 : from;
}

/** Normalises line ends, and removes byte order marks (also of concatenated files) and a final Ctrl-Z. */
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
 * Chunks of a file's text, without a byte order mark.
 * @throws {NotUtf8}; {DataProblem} if the file cannot be read
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
