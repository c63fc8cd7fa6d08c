/** Reads IDX, the format of MNIST: images of bytes (three dimensions) and their labels (one). */
import { count as counted } from '../../../core/format';
import { fileTypeHint, firstBytes } from '../../fetch/fileTypeHint';
import { DataProblem } from '../../spec';
import { limits } from '../limits';
import { isIdx } from '../sniff';
import { type OnRead, readBody, type SourceFile } from '../source';
import { type ArrayFile, product } from './arrayFile';

const elementNames: Readonly<Record<number, string>> = {
  8: 'bytes',
  9: 'signed bytes',
  11: '16-bit integers',
  12: '32-bit integers',
  13: '32-bit floating-point numbers',
  14: '64-bit floating-point numbers',
};
const BYTES = 8;

function readShape(name: string, head: Uint8Array): number[] {
  if (!isIdx(head)) {
    const like = fileTypeHint(head) ?? `${firstBytes(head)}; IDX begins with 00 00 08.`;
    throw new DataProblem('This is not an IDX file.', `${name}: ${like} Choose the original file.`);
  }
  const [, , type = 0, rank = 0] = head;
  if (type !== BYTES) {
    throw new DataProblem(
      'This IDX file does not contain bytes.',
      `${name} holds ${elementNames[type] ?? `elements of type ${type}`}; images and labels are bytes. Save other arrays as .npy.`,
    );
  }
  if (rank !== 1 && rank !== 3) {
    throw new DataProblem(
      'This IDX file contains neither images nor labels.',
      `${name} has ${rank} dimensions; images have 3 (count, height, width), labels 1. Save other arrays as .npy.`,
    );
  }
  if (head.length < 4 + 4 * rank)
    throw new DataProblem('This file is cut short.', `${name} ends within its header. Copy it again.`);
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  return Array.from({ length: rank }, (_, d) => view.getUint32(4 + 4 * d));
}

function checkShape(name: string, shape: readonly number[]): void {
  const bytes = product(shape);
  const shown = shape.map(counted).join(' × ');
  if (bytes === 0)
    throw new DataProblem(
      'This file contains no samples.',
      `${name} has the shape ${shown}. Choose another file.`,
    );
  if (bytes > limits.inputBytes) {
    throw new DataProblem(
      'These images are too large.',
      `${name} holds ${shown} bytes; the limit is ${counted(limits.inputBytes)}. Its header may be damaged.`,
    );
  }
}

/** @throws {DataProblem} */
export async function readIdx(file: SourceFile, onRead: OnRead): Promise<ArrayFile> {
  let shape: number[] = [];
  const bodyOf = (head: Uint8Array) => {
    shape = readShape(file.name, head);
    checkShape(file.name, shape);
    return { from: 4 + 4 * shape.length, length: product(shape) };
  };
  const body = await readBody(file, bodyOf, onRead);
  return { name: file.name, format: 'idx', shape, type: 'u1', littleEndian: false, fortran: false, body };
}
