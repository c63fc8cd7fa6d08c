/** Helpers for import tests: files, error messages, rows. */
import type { Dataset } from '../../core/samples/dataset';
import { DataProblem } from '../spec';
import { examine, type SourceFile } from './index';
import type { ImportChoices, ReadOptions } from './table/table';

export function fileOf(name: string, content: string | Uint8Array): SourceFile {
  return { name, blob: new Blob([content as Uint8Array<ArrayBuffer>]) };
}

/** A file whose stream yields chunks of `size` bytes. */
export function inPieces({ name, blob }: SourceFile, size: number): SourceFile {
  const whole = blob.arrayBuffer();
  const stream = () =>
    new ReadableStream<Uint8Array>({
      async start(controller) {
        const bytes = new Uint8Array(await whole);
        for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size));
        controller.close();
      },
    });
  return { name, blob: Object.assign(blob.slice(), { stream }) as Blob };
}

export const allocate = (bytes: number): ArrayBufferLike => new ArrayBuffer(bytes);

/** "title | detail" of the error when examining files, or building with the suggested choices and `changes`. */
export async function problemOf(
  files: readonly SourceFile[],
  options: ReadOptions = {},
  changes: Partial<ImportChoices> = {},
): Promise<string> {
  try {
    const { profile, outcome, make } = await examine(files, options);
    outcome({ ...profile.suggested, ...changes });
    make({ ...profile.suggested, ...changes }, 'own-test', allocate);
  } catch (reason) {
    if (reason instanceof DataProblem) return `${reason.title} | ${reason.detail}`;
    throw reason;
  }
  return 'no problem';
}

/** All rows of both splits, training first. */
export function rowsOf({ inputs, train, test }: Dataset): number[][] {
  return [train, test].flatMap(({ size, inputs: values }) =>
    Array.from({ length: size }, (_, i) => Array.from(values.subarray(i * inputs, (i + 1) * inputs))),
  );
}

type Dtype = '|b1' | '|u1' | '<i4' | '<i8' | '<f4' | '<f8';

/** An NPY file, version 1 and C order, like np.save's. */
export function npyOf(dtype: Dtype, shape: readonly number[], values: readonly number[]): Uint8Array {
  const size = Number(dtype.slice(2));
  const dimensions = `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;
  const dictionary = `{'descr': '${dtype}', 'fortran_order': False, 'shape': ${dimensions}, }`;
  const header = `${dictionary.padEnd(Math.ceil((dictionary.length + 11) / 64) * 64 - 11)}\n`;
  const body = new DataView(new ArrayBuffer(values.length * size));
  for (const [i, value] of values.entries()) {
    if (dtype === '<f8') body.setFloat64(i * 8, value, true);
    else if (dtype === '<f4') body.setFloat32(i * 4, value, true);
    else if (dtype === '<i8') body.setBigInt64(i * 8, BigInt(value), true);
    else if (dtype === '<i4') body.setInt32(i * 4, value, true);
    else body.setUint8(i, value);
  }
  const text = Array.from(`NUMPY\u0001\u0000..${header}`, (character) => character.charCodeAt(0));
  const bytes = Uint8Array.from([0x93, ...text, ...new Uint8Array(body.buffer)]);
  new DataView(bytes.buffer).setUint16(8, header.length, true);
  return bytes;
}

/** An IDX file. */
export function idxOf(shape: readonly number[], bytes: readonly number[], type = 8): Uint8Array {
  const head = new DataView(new ArrayBuffer(4 * shape.length));
  for (const [d, size] of shape.entries()) head.setUint32(4 * d, size);
  return Uint8Array.from([0, 0, type, shape.length, ...new Uint8Array(head.buffer), ...bytes]);
}
