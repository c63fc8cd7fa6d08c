/** A second, independent NPY and IDX parser, and its comparison with a data set. */
import type { Target } from '../../src/data/import/table/target';
import { type Agreement, inputOf, type Made, orderOf, rowsAgree, skip } from './agreement';
import { unpacked } from './cells';
import type { Sample } from './sample';

interface Numbers {
  readonly name: string;
  readonly shape: readonly number[];
  /** In C order; 64-bit integers as text. */
  readonly values: readonly (number | string)[];
}

type Get = (view: DataView, at: number, little: boolean) => number | string;

function half(bits: number): number {
  const [exponent, fraction] = [(bits >> 10) & 31, bits & 1023];
  const size =
    exponent === 31
      ? fraction
        ? Number.NaN
        : Number.POSITIVE_INFINITY
      : exponent === 0
        ? fraction * 2 ** -24
        : (1 + fraction / 1024) * 2 ** (exponent - 15);
  return bits & 0x8000 ? -size : size;
}

const npyTypes: Readonly<Record<string, Get>> = {
  b1: (view, at) => (view.getUint8(at) ? 1 : 0),
  u1: (view, at) => view.getUint8(at),
  i1: (view, at) => view.getInt8(at),
  u2: (view, at, little) => view.getUint16(at, little),
  i2: (view, at, little) => view.getInt16(at, little),
  u4: (view, at, little) => view.getUint32(at, little),
  i4: (view, at, little) => view.getInt32(at, little),
  u8: (view, at, little) => String(view.getBigUint64(at, little)),
  i8: (view, at, little) => String(view.getBigInt64(at, little)),
  f2: (view, at, little) => half(view.getUint16(at, little)),
  f4: (view, at, little) => view.getFloat32(at, little),
  f8: (view, at, little) => view.getFloat64(at, little),
};
const idxTypes: Readonly<Record<number, string>> = {
  8: 'u1',
  9: 'i1',
  11: 'i2',
  12: 'i4',
  13: 'f4',
  14: 'f8',
};

const product = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** @param fortran whether the first dimension varies fastest */
function numbersOf(
  view: DataView,
  type: string,
  little: boolean,
  shape: readonly number[],
  fortran: boolean,
) {
  const size = Number(type.slice(1));
  const at = (place: number): number => {
    if (!fortran) return place;
    let [rest, stride, found] = [place, product(shape), 0];
    let step = 1;
    for (const length of shape) {
      stride /= length;
      found += Math.floor(rest / stride) * step;
      rest %= stride;
      step *= length;
    }
    return found;
  };
  return Array.from({ length: product(shape) }, (_, i) => npyTypes[type]!(view, at(i) * size, little));
}

function read(name: string, packed: Uint8Array): Numbers {
  const bytes = unpacked(packed);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes[0] === 0) {
    const shape = Array.from({ length: bytes[3]! }, (_, d) => view.getUint32(4 + 4 * d));
    const body = new DataView(bytes.buffer, bytes.byteOffset + 4 + 4 * shape.length);
    return { name, shape, values: numbersOf(body, idxTypes[bytes[2]!]!, false, shape, false) };
  }
  const long = bytes[6]! > 1;
  const from = long ? 12 + view.getUint32(8, true) : 10 + view.getUint16(8, true);
  const head = Buffer.from(bytes.subarray(long ? 12 : 10, from)).toString('latin1');
  const [, order = '<', type = ''] = /'descr':\s*'([<>|=]?)(\w+)'/.exec(head)!;
  const shape = (/'shape':\s*\(([^)]*)\)/.exec(head)![1] ?? '').match(/\d+/g)?.map(Number) ?? [];
  const fortran = /'fortran_order':\s*True/.test(head);
  const body = new DataView(bytes.buffer, bytes.byteOffset + from);
  return { name, shape, values: numbersOf(body, type, order !== '>', shape, fortran) };
}

/** A matrix as a table of texts, each number in its shortest form. */
function matrixAgreement({ shape, values }: Numbers, made: Made): Agreement {
  const width = shape[1] ?? 1;
  const rows = Array.from({ length: shape[0]! }, (_, i) =>
    values.slice(i * width, (i + 1) * width).map(String),
  );
  return rowsAgree(rows, made);
}

function pairTarget({ shape, values }: Numbers, { info, choices }: Made): Target | string {
  const outputs = product(shape.slice(1));
  if (choices.task === 'regression')
    return { kind: 'values', outputs, values: Float64Array.from(values, Number) };
  const names = info.classNames ?? [];
  const labels = Int32Array.from({ length: shape[0]! }, (_, i) => {
    const row = values.slice(i * outputs, (i + 1) * outputs);
    return names.indexOf(String(outputs === 1 ? row[0] : row.map(Number).indexOf(1)));
  });
  if (labels.includes(-1)) return `a label is none of ${names.slice(0, 6).join(', ')}`;
  const counts = new Uint32Array(names.length);
  for (const label of labels) counts[label]!++;
  return { kind: 'classes', names, labels, counts };
}

/** In single precision, or a byte. @param centre offset that was subtracted */
const same = (a: number, b: number, centre: number): boolean =>
  Math.abs(a - b) <= 2e-7 * Math.max(Math.abs(b), Math.abs(b - centre)) + 1e-38;

function pairAgreement(both: readonly [Numbers, Numbers], made: Made): Agreement {
  const { dataset, info, profile } = made;
  const width = ({ shape }: Numbers): number => product(shape.slice(1));
  const labels = profile.labels ?? both.find((one) => width(one) !== dataset.inputs)?.name;
  const targets = both.find(({ name }) => name === labels);
  const samples = both.find(({ name }) => name !== labels);
  if (!targets || !samples || (info.image?.channels ?? 1) > 1) return skip('a pair of another form');
  const target = pairTarget(targets, made);
  if (typeof target === 'string') return { faults: [target], cells: 0 };
  const order = orderOf(target, made);
  if (typeof order === 'string') return { faults: [order], cells: 0 };
  const input = inputOf(dataset);
  const wrong = order.flatMap((row, i) => {
    const j = Array.from({ length: dataset.inputs }, (_, k) => k).find(
      (k) => !same(input(i, k), Number(samples.values[row * dataset.inputs + k]), dataset.offset?.[k] ?? 0),
    );
    return j === undefined ? [] : [`sample ${row}: input ${j} is ${input(i, j)}`];
  });
  const cells = samples.values.length + targets.values.length;
  return { faults: wrong, cells };
}

export function arrayAgreement({ files }: Sample, made: Made): Agreement {
  const [first, second] = files.map(({ name, bytes }) => read(name, bytes));
  return second ? pairAgreement([first!, second], made) : matrixAgreement(first!, made);
}
