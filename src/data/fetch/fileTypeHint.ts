/** Recognises common wrong file types, to name them in messages. */

const ascii = (bytes: Uint8Array, from: number, to: number) =>
  String.fromCharCode(...bytes.subarray(from, to));

/**
 * A sentence: "It is a zip archive: unpack it first."
 * @param head the first 300 bytes or so
 * @returns undefined if the type is unknown
 */
export function fileTypeHint(head: Uint8Array): string | undefined {
  if (head.length === 0) return 'It is empty.';
  if (ascii(head, 1, 4) === 'PNG') return 'It is a PNG image.';
  if (ascii(head, 0, 2) === 'PK') return 'It is a zip archive: unpack it first.';
  if (ascii(head, 257, 262) === 'ustar') return 'It is a tar archive: unpack it first.';
  if (head[0] === 0x1f && head[1] === 0x8b) return 'It is gzipped twice: unpack it first.';
  if (/^<(!doctype|html|\?xml)/i.test(ascii(head, 0, 256).trimStart()))
    return 'It is a web page, probably an error message saved as a file.';
  return undefined;
}

/** "It begins with the bytes 01 02 03 04" */
export function firstBytes(head: Uint8Array): string {
  const hex = Array.from(head.subarray(0, 4), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  return `It begins with the bytes ${hex}`;
}
