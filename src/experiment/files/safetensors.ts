/**
 * Reads and writes named arrays in the safetensors format: the header's length (8 bytes, little-endian), the header
 * (JSON, padded with spaces), and the arrays' bytes, little-endian, row-major, without gaps.
 */
import { inDigits } from '../../core/format';
import type { NamedArray } from '../../core/run/checkpoint';
import { repeatedKeys } from './repeatedKeys';

export interface TensorFile {
  readonly metadata: Readonly<Record<string, string>>;
  readonly arrays: ReadonlyMap<string, NamedArray>;
}

/** The bytes are not a valid file; the message is a sentence without its subject: "is cut short: …". */
export class DamagedFile extends Error {
  override readonly name = 'DamagedFile';
}

/** Size of the header's length in bytes. */
const LENGTH_BYTES = 8;
/** Maximum header size in bytes, the same as in Hugging Face's reader. */
const MOST_HEADER = 100_000_000;
/** Alignment of the first array in bytes. */
const ALIGNMENT = 8;
const METADATA = '__metadata__';

/** Widest first, so that every array is aligned to its element size. */
const types = { F32: Float32Array, U16: Uint16Array } as const;
type TypeName = keyof typeof types;
/** Further types of the format. */
const otherTypes = [
  'BOOL',
  'U8',
  'I8',
  'F8_E5M2',
  'F8_E4M3',
  'I16',
  'F16',
  'BF16',
  'I32',
  'U32',
  'F64',
  'I64',
  'U64',
];
const typeNames = Object.keys(types) as TypeName[];
const typeOf = ({ values }: NamedArray): TypeName => (values instanceof Float32Array ? 'F32' : 'U16');
const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** Arrays of one type keep their order. */
export function writeTensors({ metadata, arrays }: TensorFile): Uint8Array<ArrayBuffer> {
  const ordered = typeNames.flatMap((type) => [...arrays].filter(([, array]) => typeOf(array) === type));
  let end = 0;
  const entries = ordered.map(([name, array]) => {
    const begin = end;
    end += array.values.byteLength;
    return [name, { dtype: typeOf(array), shape: array.shape, data_offsets: [begin, end] }] as const;
  });
  const json = JSON.stringify({ [METADATA]: metadata, ...Object.fromEntries(entries) });
  const text = new TextEncoder().encode(json);
  const header = Math.ceil(text.length / ALIGNMENT) * ALIGNMENT;
  const start = LENGTH_BYTES + header;
  const bytes = new Uint8Array(start + end);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header), true);
  bytes.set(text, LENGTH_BYTES);
  bytes.fill(0x20, LENGTH_BYTES + text.length, start);
  for (const [i, [, array]] of ordered.entries())
    bytes.set(bytesOf(array.values), start + (entries[i]?.[1].data_offsets[0] as number));
  return bytes;
}

/** The bytes before the arrays, which differ between any two files of an experiment. */
export const headerOf = (bytes: Uint8Array): Uint8Array =>
  bytes.subarray(
    0,
    LENGTH_BYTES + Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true)),
  );

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function headerLength(bytes: Uint8Array): number {
  if (bytes.length < LENGTH_BYTES)
    throw new DamagedFile(`is cut short: it has ${inDigits(bytes.length, 'byte')}, and no beginning`);
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  const rest = bytes.length - LENGTH_BYTES;
  if (length > BigInt(MOST_HEADER)) throw new DamagedFile('does not begin as a safetensors file does');
  if (length > BigInt(rest))
    throw new DamagedFile(`is cut short: its header should have ${length} bytes, and ${rest} are there`);
  return Number(length);
}

function parseHeader(bytes: Uint8Array): Json {
  let header: unknown;
  let text = '';
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    header = JSON.parse(text);
  } catch {
    throw new DamagedFile('is damaged, or not a safetensors file: its header is not JSON');
  }
  if (!isObject(header)) throw new DamagedFile('is not a safetensors file: its header is not a JSON object');
  const twice = repeatedKeys(text)[0];
  if (twice !== undefined) throw new DamagedFile(`is damaged: its header says “${twice.at(-1)}” twice`);
  return header;
}

function metadataOf({ [METADATA]: metadata = {} }: Json): Readonly<Record<string, string>> {
  if (!isObject(metadata) || !Object.values(metadata).every((value) => typeof value === 'string'))
    throw new DamagedFile(`is damaged: its ${METADATA} is not a set of texts`);
  return metadata as Readonly<Record<string, string>>;
}

/** An array's header entry, with `end` − `begin` checked against its shape. */
interface Entry {
  readonly name: string;
  readonly type: TypeName;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const isCounts = (value: unknown): value is readonly number[] => Array.isArray(value) && value.every(isCount);

function entryOf(name: string, entry: unknown): Entry {
  const wrong = (what: string) => new DamagedFile(`is damaged: of its array “${name}”, ${what}`);
  if (!isObject(entry)) throw wrong('the entry is missing');
  const { dtype, shape, data_offsets: offsets } = entry;
  if (otherTypes.some((known) => known === dtype))
    throw new DamagedFile(
      `has the array “${name}”, whose type is "${dtype}", not F32: save it as F32 (in PyTorch: tensor.float())`,
    );
  if (typeof dtype !== 'string' || !Object.hasOwn(types, dtype))
    throw wrong(`the type is ${JSON.stringify(dtype)}, not ${typeNames.join(' or ')}`);
  if (!isCounts(shape)) throw wrong(`the shape is ${JSON.stringify(shape)}`);
  if (!isCounts(offsets) || offsets.length !== 2)
    throw wrong(`the place is ${JSON.stringify(offsets)}, not where it begins and ends`);
  const [begin, end] = offsets as [number, number];
  const type = dtype as TypeName;
  const size = shape.reduce((product, one) => product * one, types[type].BYTES_PER_ELEMENT);
  // A size beyond 2^53 is inexact, but also larger than any difference of two offsets.
  if (size !== end - begin)
    throw wrong(`the shape ${JSON.stringify(shape)} needs ${size} bytes, and it has ${end - begin}`);
  return { name, type, shape, begin, end };
}

/** Checks that the arrays are contiguous from the header to the end of the file. @throws {DamagedFile} */
function checkPlaces(entries: readonly Entry[], length: number): void {
  let at = 0;
  for (const { name, begin, end } of [...entries].sort((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (begin !== at)
      throw new DamagedFile(`is damaged: its array “${name}” begins at byte ${begin} instead of ${at}`);
    at = end;
  }
  if (at > length)
    throw new DamagedFile(`is cut short: its arrays should have ${at} bytes, and ${length} are there`);
  if (at < length) throw new DamagedFile(`is damaged: ${length - at} bytes follow its last array`);
}

/**
 * Compares sizes from the file with its length before it allocates. Arrays are views of `bytes` if they are aligned,
 * else copies.
 * @throws {DamagedFile}
 */
export function readTensors(bytes: Uint8Array<ArrayBuffer>): TensorFile {
  const start = LENGTH_BYTES + headerLength(bytes);
  const header = parseHeader(bytes.subarray(LENGTH_BYTES, start));
  const metadata = metadataOf(header);
  const entries = Object.entries(header)
    .filter(([name]) => name !== METADATA)
    .map(([name, entry]) => entryOf(name, entry));
  checkPlaces(entries, bytes.length - start);
  const arrays = entries.map(({ name, type, shape, begin, end }): [string, NamedArray] => {
    const Type = types[type];
    const part = bytes.subarray(start + begin, start + end);
    const { buffer, byteOffset } = part.byteOffset % Type.BYTES_PER_ELEMENT === 0 ? part : part.slice();
    return [name, { shape, values: new Type(buffer, byteOffset, part.length / Type.BYTES_PER_ELEMENT) }];
  });
  return { metadata, arrays: new Map(arrays) };
}
