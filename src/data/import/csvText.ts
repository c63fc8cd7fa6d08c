/** The text of a CSV file as it streams in: decoded, and with one kind of line end. */
import { type OnRead, piecesOf, type SourceFile } from './source';

/** The bytes are not UTF-8. */
export class NotUtf8 extends Error {}

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

export function encodingOf(head: Uint8Array): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

/** "\r\n" and "\r" as "\n". */
function createLineEnds(): (text: string, last: boolean) => string {
  let held = '';
  return (text, last) => {
    let all = held + text;
    held = '';
    // The other half may come with the next piece.
    if (!last && all.endsWith('\r')) {
      held = '\r';
      all = all.slice(0, -1);
    }
    return all.includes('\r') ? all.replace(/\r\n?/g, '\n') : all;
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
  const lineEnds = createLineEnds();
  for await (const piece of piecesOf(file, onRead)) {
    const text = lineEnds(decode(piece), false);
    if (text !== '') yield text;
  }
  const rest = lineEnds(decode(), true);
  if (rest !== '') yield rest;
}
