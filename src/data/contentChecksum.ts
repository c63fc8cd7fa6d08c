/** What tells one data set of a person's own from another: a checksum of all that training and its figures are given. */
import type { Dataset } from '../core/dataset';
import { ownId } from './own';
import { Sha256 } from './sha256';
import type { DatasetInfo } from './spec';

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
