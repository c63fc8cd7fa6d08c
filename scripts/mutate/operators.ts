/**
 * Mutation operators, one change each. Files are binary strings, one character per byte, so that nothing is decoded;
 * inserted non-ASCII text is UTF-8.
 */
import { gzipSync } from 'node:zlib';
import type { Stream } from '../../src/core/random/rng';
import { delimiterOf, type Operator, type Operators, tableOperators } from './tableOperators';
import { latin, pick, repeat, token, utf8 } from './tokens';

const asText =
  (change: (text: string, random: Stream) => Uint8Array): Operator =>
  (text, random) =>
    latin(change(Buffer.from(text, 'latin1').toString(), random));

function utf16(text: string, bigEndian: boolean): Uint8Array {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
}

const insertAt = (text: string, at: number, what: string): string =>
  text.slice(0, at) + what + text.slice(at);

const textOperators: Operators = {
  'flip bits': (text, random) => {
    const bytes = Buffer.from(text, 'latin1');
    repeat(1 + random.below(4), () => {
      if (bytes.length > 0) bytes[random.below(bytes.length)]! ^= 1 << random.below(8);
    });
    return latin(bytes);
  },
  'set bytes': (text, random) => {
    const bytes = Buffer.from(text, 'latin1');
    repeat(1 + random.below(3), () => {
      if (bytes.length > 0)
        bytes[random.below(Math.min(bytes.length, random.below(2) ? 200 : 1e9))] = random.below(256);
    });
    return latin(bytes);
  },
  'delete bytes': (text, random) => {
    const at = random.below(text.length + 1);
    return text.slice(0, at) + text.slice(at + 1 + random.below(12));
  },
  'repeat bytes': (text, random) => {
    const at = random.below(text.length + 1);
    return insertAt(text, at, text.slice(at, at + 1 + random.below(30)));
  },
  truncate: (text, random) => text.slice(0, random.below(text.length + 1)),
  'insert tokens': (text, random) => {
    let out = text;
    repeat(1 + random.below(3), () => {
      out = insertAt(out, random.below(out.length + 1), token(random));
    });
    return out;
  },
  'insert a long run': (text, random) =>
    insertAt(
      text,
      random.below(text.length + 1),
      pick(random, ['9', 'a', ',', '"', ' ', '0', '-', '\n', '.', ' ,', '1,', '""', '#\n']).repeat(
        10 ** (1 + random.below(4)),
      ),
    ),
  'decimal commas': (text) =>
    (delimiterOf(text) === ',' ? text.replaceAll(',', ';') : text).replaceAll('.', ','),
  'typeset minus': (text, random) =>
    text.replaceAll('-', utf8(pick(random, ['\u2212', '\u2013', '\ufe63', '- ']))),
  'line ends': (text, random) => {
    const end = pick(random, ['\r\n', '\r', '\n\r', '\r\r\n']);
    const share = random.below(2) ? 1 : 0.5;
    return text.replace(/\n/g, () => (random.next() < share ? end : '\n'));
  },
  'another delimiter': (text, random) =>
    text.replaceAll(delimiterOf(text), pick(random, [',', ';', '\t', '|', ' ', ', ', '  ', ':', '\t\t'])),
  'some other delimiters': (text, random) => {
    const mark = delimiterOf(text);
    const other = pick(random, [',', ';', '\t', '|', ' ']);
    return Array.from(text, (c) => (c === mark && random.next() < 0.05 ? other : c)).join('');
  },
  twice: (text) => text + text,
  'byte order mark': (text) => utf8('\ufeff') + text,
  'UTF-16': asText((text, random) => utf16(text, random.below(2) === 1)),
  'Windows-1252': (text) => `${text}\xe9`,
  gzip: (text) => latin(gzipSync(Buffer.from(text, 'latin1'), { level: 1 })),
};

const operators: Operators = { ...textOperators, ...tableOperators };
const operatorNames = Object.keys(operators);

/** Applies one operator, sometimes up to four. */
export function mutate(
  bytes: Uint8Array,
  random: Stream,
): { readonly bytes: Uint8Array; readonly applied: readonly string[] } {
  const count = pick(random, [1, 1, 1, 2, 2, 3, 4]);
  const applied = Array.from({ length: count }, () => pick(random, operatorNames));
  const text = applied.reduce((now, name) => operators[name]!(now, random), latin(bytes));
  return { bytes: Buffer.from(text, 'latin1'), applied };
}
