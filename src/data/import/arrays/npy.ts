/** Reads NPY, NumPy's format for one array (versions 1 to 3). */
import { count as counted } from '../../../core/format';
import { fileTypeHint, firstBytes } from '../../fetch/fileTypeHint';
import { DataProblem } from '../../spec';
import { limits } from '../limits';
import { isNpy } from '../sniff';
import { type OnRead, readBody, type SourceFile } from '../source';
import { type ArrayFile, bytesOf, type ElementType, isElementType, product } from './arrayFile';

type Header = Omit<ArrayFile, 'body' | 'name' | 'format'> & {
  /** Bytes before the numbers. */
  readonly from: number;
};

const ascii = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

function notNpy(name: string, head: Uint8Array): DataProblem {
  const zip = head[0] === 0x50 && head[1] === 0x4b;
  if (zip && /\.npz$/i.test(name)) {
    return new DataProblem(
      'An NPZ archive cannot be opened.',
      `${name}: unpack it like a zip, and choose its .npy files for features and labels together.`,
    );
  }
  const like = fileTypeHint(head) ?? `${firstBytes(head)}; NPY begins with 93 4e 55 4d 50 59.`;
  return new DataProblem(
    'This is not an NPY file.',
    `${name}: ${like} Save the array with np.save("${name.replace(/\.(gz|npy)/gi, '')}.npy", X).`,
  );
}

const damagedHeader = (name: string, what: string): DataProblem =>
  new DataProblem(
    'The header of this NPY file is damaged.',
    `${name}: ${what} Save the array again with np.save.`,
  );

const typeNames: Readonly<Record<string, string>> = {
  O: 'Python objects',
  c: 'complex numbers',
  f: 'numbers of extended precision',
  U: 'texts',
  S: 'texts',
  M: 'dates',
  m: 'time differences',
  V: 'records',
};

const labelled = 'np.save("labels.npy", np.unique(y, return_inverse=True)[1])';
/** NumPy code that converts each type to plain numbers without loss. */
const ways: Readonly<Record<string, string>> = {
  O: `${labelled} for labels, np.save("features.npy", X.astype("float64")) for features`,
  c: 'np.save("features.npy", np.concatenate([X.real, X.imag], axis=1))',
  U: labelled,
  S: labelled,
  M: 'np.save("features.npy", X.astype("datetime64[s]").astype("float64"))',
  m: 'np.save("features.npy", X.astype("timedelta64[s]").astype("float64"))',
  V: 'np.save("features.npy", np.lib.recfunctions.structured_to_unstructured(X))',
};

function typeProblem(name: string, descr: string): DataProblem {
  const letter = /^[<>|=]?([a-zA-Z])/.exec(descr)?.[1] ?? '';
  const kind = descr.startsWith('[') ? 'records' : (typeNames[letter] ?? 'numbers of another kind');
  const way = ways[descr.startsWith('[') ? 'V' : letter] ?? 'np.save("features.npy", X.astype("float64"))';
  return new DataProblem(
    'The elements of this array are not plain numbers.',
    `${name} holds ${kind} (dtype ${descr.slice(0, 60)}). Save plain numbers instead: ${way}.`,
  );
}

/** "{'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }" */
function readDictionary(name: string, text: string): Omit<Header, 'from'> {
  const descr = /'descr':\s*(?:'([^']*)'|(\[[^\]]*\]?))/.exec(text);
  const order = /'fortran_order':\s*(True|False)/.exec(text)?.[1];
  const dimensions = /'shape':\s*\(([^)]*)\)/.exec(text)?.[1];
  if (!descr || order === undefined || dimensions === undefined)
    throw damagedHeader(name, `it says “${text.slice(0, 80).trim()}” where dtype, order and shape belong.`);
  const shape = dimensions
    .split(',')
    .map((one) => one.trim().replace(/L$/, ''))
    .filter((one) => one !== '')
    .map(Number);
  if (!shape.every((size) => Number.isSafeInteger(size) && size >= 0))
    throw damagedHeader(name, `its shape is (${dimensions}).`);
  const type = /^[<>|=]?(.*)$/.exec(descr[1] ?? '')?.[1] ?? '';
  if (descr[1] === undefined || !isElementType(type)) throw typeProblem(name, descr[1] ?? descr[2] ?? '');
  return { shape, type, littleEndian: !descr[1].startsWith('>'), fortran: order === 'True' };
}

/** @throws {DataProblem} if the array is empty, or too large for a browser */
function checkShape(name: string, { shape, type }: { shape: readonly number[]; type: ElementType }): void {
  const numbers = product(shape);
  const shown = `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;
  if (numbers === 0)
    throw new DataProblem(
      'This array is empty.',
      `${name} has the shape ${shown}. Save an array that contains samples.`,
    );
  if (
    numbers * Float32Array.BYTES_PER_ELEMENT > limits.inputBytes ||
    numbers * bytesOf(type) > limits.unpacked
  ) {
    throw new DataProblem(
      'This array is too large.',
      `${name} has the shape ${shown}: ${counted(numbers)} numbers; ${counted(limits.inputBytes / 4)} are the most. Save a part of it: np.save("part.npy", X[:10000]).`,
    );
  }
}

function readHeader(name: string, head: Uint8Array): Header {
  if (!isNpy(head)) throw notNpy(name, head);
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const version = head[6] ?? 0;
  const begin = version === 1 ? 10 : 12;
  if (version < 1 || version > 3) throw damagedHeader(name, `version ${version} is not known.`);
  if (head.length < begin) throw damagedHeader(name, 'it ends within its header.');
  const from = begin + (version === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (from > head.length) throw damagedHeader(name, `it ends within its header of ${counted(from)} bytes.`);
  return { ...readDictionary(name, ascii(head.subarray(begin, from))), from };
}

/** @throws {DataProblem} */
export async function readNpy(file: SourceFile, onRead: OnRead): Promise<ArrayFile> {
  let header: Header | undefined;
  const bodyOf = (head: Uint8Array) => {
    header = readHeader(file.name, head);
    checkShape(file.name, header);
    return { from: header.from, length: product(header.shape) * bytesOf(header.type) };
  };
  const body = await readBody(file, bodyOf, onRead);
  const { from: _from, ...rest } = header!;
  return { ...rest, name: file.name, format: 'npy', body };
}
