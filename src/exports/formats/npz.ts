import { zipSync } from 'fflate';
import type { NamedArray } from '../../core/run/checkpoint';
import { arraysWithInput } from '../network';
import type { NetworkFormat } from './format';

const MAGIC = '\x93NUMPY\x01\x00';
/** The array begins at a multiple of this many bytes. */
const ALIGNMENT = 64;
/** Zip's dates begin in 1980; a fixed one keeps equal networks equal as files. */
export const FILE_DATE = new Date(1980, 0, 1);

/** Row-major. */
export interface NumpyArray {
  readonly shape: readonly number[];
  readonly values: NamedArray['values'] | Uint8Array | Int32Array;
}

function descriptionOf(values: NumpyArray['values']): string {
  if (values instanceof Float32Array) return '<f4';
  if (values instanceof Int32Array) return '<i4';
  return values instanceof Uint16Array ? '<u2' : '|u1';
}

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/**
 * One array in NumPy's format, version 1.0: little-endian, row-major.
 * Source: NumPy Enhancement Proposal 1, "A Simple File Format for NumPy Arrays".
 */
function npyOf({ shape, values }: NumpyArray): Uint8Array<ArrayBuffer> {
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const dict = `{'descr': '${descriptionOf(values)}', 'fortran_order': False, 'shape': (${sizes}), }`;
  const bare = MAGIC.length + 2 + dict.length + 1;
  const start = Math.ceil(bare / ALIGNMENT) * ALIGNMENT;
  const header = `${dict}${' '.repeat(start - bare)}\n`;
  const bytes = new Uint8Array(start + values.byteLength);
  bytes.set(ascii(MAGIC));
  new DataView(bytes.buffer).setUint16(MAGIC.length, header.length, true);
  bytes.set(ascii(header), MAGIC.length + 2);
  bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), start);
  return bytes;
}

/** An archive of arrays, as `np.load` reads it. Stored, not compressed: weights hardly shrink. */
export const npzOf = (arrays: Readonly<Record<string, NumpyArray>>): Uint8Array<ArrayBuffer> =>
  zipSync(Object.fromEntries(Object.entries(arrays).map(([name, array]) => [`${name}.npy`, npyOf(array)])), {
    level: 0,
    mtime: FILE_DATE,
  }) as Uint8Array<ArrayBuffer>;

export const npz: NetworkFormat = {
  name: 'NPZ',
  use: 'for NumPy',
  sentence: 'Weights, biases and feedback weights by name, for NumPy: np.load("….npz")["layer1.W"].',
  extension: 'npz',
  mediaType: 'application/zip',
  write: (network) => npzOf(arraysWithInput(network)),
};
