/** An array from an NPY or IDX file: its shape, and its raw bytes. */

/** Element type: a letter (b bool, u unsigned, i signed, f float) and its size in bytes. */
export type ElementType = 'b1' | 'u1' | 'i1' | 'u2' | 'i2' | 'u4' | 'i4' | 'u8' | 'i8' | 'f2' | 'f4' | 'f8';

export interface ArrayFile {
  readonly name: string;
  readonly format: 'npy' | 'idx';
  readonly shape: readonly number[];
  readonly type: ElementType;
  readonly littleEndian: boolean;
  /** Fortran order: the first dimension varies fastest. */
  readonly fortran: boolean;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** What remains after decoding. */
export type ArrayHead = Omit<ArrayFile, 'body'>;

export const product = (numbers: readonly number[]): number => numbers.reduce((a, b) => a * b, 1);
/** "(60000, 28, 28)", as NumPy prints it. */
export const shapeText = ({ shape }: Pick<ArrayFile, 'shape'>): string =>
  `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;
export const isIntegerType = ({ type }: ArrayHead): boolean => !type.startsWith('f');
/** Numbers per sample: the product of all dimensions but the first. */
export const perSample = ({ shape }: ArrayHead): number => product(shape.slice(1));

/** IEEE 754 binary16. */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

type Reader = (view: DataView, at: number, littleEndian: boolean) => number;
const readers: Readonly<Record<ElementType, Reader>> = {
  b1: (view, at) => Number(view.getUint8(at) !== 0),
  u1: (view, at) => view.getUint8(at),
  i1: (view, at) => view.getInt8(at),
  u2: (view, at, little) => view.getUint16(at, little),
  i2: (view, at, little) => view.getInt16(at, little),
  u4: (view, at, little) => view.getUint32(at, little),
  i4: (view, at, little) => view.getInt32(at, little),
  u8: (view, at, little) => Number(view.getBigUint64(at, little)),
  i8: (view, at, little) => Number(view.getBigInt64(at, little)),
  f2: (view, at, little) => half(view.getUint16(at, little)),
  f4: (view, at, little) => view.getFloat32(at, little),
  f8: (view, at, little) => view.getFloat64(at, little),
};

export const bytesOf = (type: ElementType): number => Number(type.slice(1));
export const isElementType = (text: string): text is ElementType => Object.hasOwn(readers, text);

/** Iterates C-order indices (last dimension fastest) of numbers stored in Fortran order. */
function fortranPlaces(shape: readonly number[]): () => number {
  const index = shape.map(() => 0);
  const strides = shape.map((_, d) => product(shape.slice(d + 1)));
  let place = 0;
  return () => {
    const now = place;
    for (let d = 0; d < shape.length; d++) {
      index[d]!++;
      place += strides[d]!;
      if (index[d]! < shape[d]!) break;
      place -= index[d]! * strides[d]!;
      index[d] = 0;
    }
    return now;
  };
}

/** File index of the i-th number in C order. */
function placeInFile({ shape, fortran }: Pick<ArrayFile, 'shape' | 'fortran'>, i: number): number {
  if (!fortran) return i;
  let [rest, place, stride] = [i, 0, product(shape)];
  for (let d = shape.length - 1; d >= 0; d--) {
    stride /= shape[d]!;
    place += (rest % shape[d]!) * stride;
    rest = Math.floor(rest / shape[d]!);
  }
  return place;
}

/** Whether a 64-bit integer may have been rounded to double precision. */
export const mayBeRounded = (value: number): boolean => Math.abs(value) > Number.MAX_SAFE_INTEGER;

/**
 * Reads exact 64-bit integers by their C-order index; undefined if double precision holds all of them.
 * @param rounded all numbers as doubles, in C order
 */
export function exactNumbers(array: ArrayFile, rounded: Float64Array): ((i: number) => bigint) | undefined {
  const { type, littleEndian, body } = array;
  if ((type !== 'i8' && type !== 'u8') || !rounded.some(mayBeRounded)) return undefined;
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  return (i) => {
    const at = 8 * placeInFile(array, i);
    return type === 'i8' ? view.getBigInt64(at, littleEndian) : view.getBigUint64(at, littleEndian);
  };
}

/** Integers that double precision rounded: their number, and the exact value of the first. */
export interface Rounded {
  readonly cells: number;
  /** Its C-order index. */
  readonly first: number;
  readonly exact: bigint;
}

export function roundedIn(array: ArrayFile, rounded: Float64Array): Rounded | undefined {
  const exact = exactNumbers(array, rounded);
  if (!exact) return undefined;
  let [cells, first] = [0, -1];
  for (let i = 0; i < rounded.length; i++) {
    if (!mayBeRounded(rounded[i]!) || exact(i) === BigInt(rounded[i]!)) continue;
    if (first < 0) first = i;
    cells++;
  }
  return first < 0 ? undefined : { cells, first, exact: exact(first) };
}

/** Decodes all numbers in C order into the given array. */
export function decode<T extends Float32Array | Float64Array | Uint8Array>(
  { shape, type, littleEndian, fortran, body }: ArrayFile,
  out: T,
): T {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const read = readers[type];
  const size = bytesOf(type);
  const next = fortran && shape.length > 1 ? fortranPlaces(shape) : undefined;
  for (let i = 0; i < out.length; i++) out[next ? next() : i] = read(view, i * size, littleEndian);
  return out;
}
