/** An array read from a NPY or IDX file: its shape, and its numbers still as they lie in the file. */

/** What one number is in the file: a letter for its kind (b bool, u, i whole, f) and its bytes. */
export type ElementType = 'b1' | 'u1' | 'i1' | 'u2' | 'i2' | 'u4' | 'i4' | 'u8' | 'i8' | 'f2' | 'f4' | 'f8';

export interface ArrayFile {
  readonly name: string;
  readonly format: 'npy' | 'idx';
  readonly shape: readonly number[];
  readonly type: ElementType;
  readonly littleEndian: boolean;
  /** The first dimension moves fastest. */
  readonly fortran: boolean;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** What is kept of it once its numbers have been read. */
export type ArrayHead = Omit<ArrayFile, 'body'>;

export const product = (numbers: readonly number[]): number => numbers.reduce((a, b) => a * b, 1);
/** "(60000, 28, 28)", as NumPy tells it. */
export const shapeText = ({ shape }: Pick<ArrayFile, 'shape'>): string =>
  `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;
export const isWhole = ({ type }: ArrayHead): boolean => !type.startsWith('f');
/** Numbers of each sample: all dimensions but the first. */
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

/** Places in C order (the last dimension moves fastest) of numbers that lie in Fortran order, one after the other. */
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

/** Place in the file of a number that is the i-th in C order. */
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

/** Whether double precision may have rounded a number that was a whole one of 64 bits. */
export const mayBeRounded = (value: number): boolean => Math.abs(value) > Number.MAX_SAFE_INTEGER;

/**
 * Reads whole numbers of 64 bits as the file has them, by their place in C order; undefined where double precision holds
 * all of them.
 * @param rounded all of them in C order
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

/** Whole numbers that double precision rounded: how many, and the first of them as the file has it. */
export interface Rounded {
  readonly cells: number;
  /** In C order. */
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

/** All numbers in C order into an array of the caller's. */
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
