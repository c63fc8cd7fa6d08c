/** Checksums that identify data sets: of everything that training and the figures use. */
import type { Dataset } from '../../core/samples/dataset';
import { sha256 } from '../fetch/checksum';
import { Sha256 } from '../fetch/sha256';
import type { DatasetInfo } from '../spec';
import { ownId } from './ownDatasets';

/** Hexadecimal digits of SHA-256 to keep: 48 bits are enough for a user's few dozen sets. */
const DIGITS = 12;

/**
 * Feeds plain data with typed arrays to the hash in a unique encoding: keys sorted, undefined values omitted, typed
 * arrays as type, length and little-endian bytes.
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
 * Checksum of inputs, targets, their scales and names, and the split. The same on every computer, and independent of
 * the names of set, id and file.
 */
export function contentChecksum(info: DatasetInfo, dataset: Dataset): string {
  const { task, image, classNames, inputNames, targetName } = info;
  const { id: _id, ...content } = dataset;
  const hash = new Sha256();
  feed(hash, { task, image, classNames, inputNames, targetName, ...content });
  return hash.digest().slice(0, DIGITS);
}

/** Replaces each typed array by its type, length and SHA-256, computed by the platform. */
async function digested(value: unknown): Promise<unknown> {
  if (ArrayBuffer.isView(value)) {
    const { buffer, byteOffset, byteLength } = value;
    return [value.constructor.name, byteLength, await sha256(new Uint8Array(buffer, byteOffset, byteLength))];
  }
  if (typeof value !== 'object' || value === null) return value;
  const parts = Object.entries(value).map(async ([key, part]) => [key, await digested(part)] as const);
  return Object.fromEntries(await Promise.all(parts));
}

/** Checksum of plain data with typed arrays, as short as that of a data set. The same on every computer. */
export async function checksumOf(content: unknown): Promise<string> {
  const hash = new Sha256();
  feed(hash, await digested(content));
  return hash.digest().slice(0, DIGITS);
}

/**
 * Checksum of everything that training uses: inputs, targets, the split and the scaling of inputs. Hexadecimal, and the
 * same on every computer; names and display-only fields do not count.
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

/** Gives a new set the id that follows from its content. @param fileName name of its first file */
export function identified({ info, dataset }: Made, fileName: string): Made {
  const checksum = contentChecksum(info, dataset);
  const id = ownId(fileName, checksum);
  return { info: { ...info, id, checksum }, dataset: { ...dataset, id } };
}
