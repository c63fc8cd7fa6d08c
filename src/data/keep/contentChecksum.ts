/** What tells one data set of a person's own from another: a checksum of all that training and its figures are given. */
import type { Dataset } from '../../core/samples/dataset';
import { sha256 } from '../fetch/checksum';
import { Sha256 } from '../fetch/sha256';
import type { DatasetInfo } from '../spec';
import { ownId } from './own';

/** Of 64 hexadecimal digits of SHA-256: 48 bits, and a few dozen sets of one person. */
const DIGITS = 12;

/**
 * Any plain data, with typed arrays in it, as bytes that no other data has: keys in order, what is undefined left
 * out, and arrays with their type and length before their little-endian bytes.
 */
function feed(hash: Sha256, value: unknown): void {
  const say = (text: string) => hash.update(new TextEncoder().encode(text));
  if (ArrayBuffer.isView(value)) {
    say(`${value.constructor.name}:${value.byteLength}:`);
    hash.update(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
  } else if (Array.isArray(value)) {
    say('[');
    for (const part of value) {
      feed(hash, part);
      say(',');
    }
    say(']');
  } else if (typeof value === 'object' && value !== null) {
    say('{');
    for (const [key, part] of Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) {
      if (part === undefined) continue;
      say(`${JSON.stringify(key)}:`);
      feed(hash, part);
      say(',');
    }
    say('}');
  } else say(JSON.stringify(value));
}

/**
 * Of inputs, targets, their scales and names, and the split: the same on every computer, whatever the set, its id and
 * its file are called.
 */
export function contentChecksum(info: DatasetInfo, dataset: Dataset): string {
  const { task, image, classNames, inputNames, targetName } = info;
  const { id: _id, ...content } = dataset;
  const hash = new Sha256();
  feed(hash, { task, image, classNames, inputNames, targetName, ...content });
  return hash.digest().slice(0, DIGITS);
}

/** With each typed array as its type, length and SHA-256, which the platform computes. */
async function digested(value: unknown): Promise<unknown> {
  if (ArrayBuffer.isView(value)) {
    const { buffer, byteOffset, byteLength } = value;
    return [value.constructor.name, byteLength, await sha256(new Uint8Array(buffer, byteOffset, byteLength))];
  }
  if (typeof value !== 'object' || value === null) return value;
  const parts = Object.entries(value).map(async ([key, part]) => [key, await digested(part)] as const);
  return Object.fromEntries(await Promise.all(parts));
}

/**
 * Of all that training is given: inputs, targets, the split and how inputs are read. In hexadecimal digits, the same on
 * every computer; what a set is called and what is for showing only does not count.
 */
export async function trainingChecksum(dataset: Dataset): Promise<string> {
  const { id: _id, offset: _offset, targetScale: _scale, ...content } = dataset;
  const hash = new Sha256();
  feed(hash, await digested(content));
  return hash.digest();
}

interface Made {
  readonly info: DatasetInfo;
  readonly dataset: Dataset;
}

/** A set that was just made, with the id that its content gives it. @param fileName of the first of its files */
export function identified({ info, dataset }: Made, fileName: string): Made {
  const checksum = contentChecksum(info, dataset);
  const id = ownId(fileName, checksum);
  return { info: { ...info, id, checksum }, dataset: { ...dataset, id } };
}
