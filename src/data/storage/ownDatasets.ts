/**
 * The user's own data sets: descriptions of those known to this page or process. Their samples are stored by
 * `ownStore.ts` and by the command line.
 *
 * An id combines the file's name and a checksum of the content: "own-iris-1a2b3c4d5e6f". Earlier versions had no
 * checksum ("own-iris"); sets stored under such ids keep them.
 */
import { type DatasetId, datasets } from '../index';
import type { DatasetInfo, DatasetSpec } from '../spec';

/** Prefix of every own set's id, and of no built-in one. */
const PREFIX = 'own-';
export const isOwnId = (id: string): boolean => id.startsWith(PREFIX);

const own = new Map<string, DatasetInfo>();

export function addOwnDataset(info: DatasetInfo): void {
  own.set(info.id, info);
}

/** "Iris (2).csv" → "iris-2" */
export function slugOf(fileName: string): string {
  const base = fileName.replace(/(\.(csv|tsv|txt|npy|npz|safetensors|gz|idx))+$/i, '');
  const slug = base
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  return slug || 'data';
}

/**
 * @param fileName name of its first file
 * @param checksum of its content; see `contentChecksum`
 */
export const ownId = (fileName: string, checksum: string): string =>
  `${PREFIX}${slugOf(fileName)}-${checksum}`;

export interface OwnParts {
  /** "iris" */
  readonly name: string;
  /** Undefined in ids from earlier versions. */
  readonly checksum: string | undefined;
}

export function ownParts(id: string): OwnParts {
  const rest = id.slice(PREFIX.length);
  const match = /^(.*)-([0-9a-f]{12})$/.exec(rest);
  return match ? { name: match[1] as string, checksum: match[2] } : { name: rest, checksum: undefined };
}

/** Looks up an untrusted id, from a link, a file or the command line. */
export function datasetSpec(id: string): DatasetSpec | undefined {
  return Object.hasOwn(datasets, id) ? datasets[id as DatasetId] : undefined;
}

/** Description of a data set, built in or the user's own. */
export const datasetInfo = (id: string): DatasetInfo | undefined => datasetSpec(id) ?? own.get(id);

/** The set with this id, else an own set with the same content under another name. */
export function findDataset(id: string): DatasetInfo | undefined {
  const { checksum } = ownParts(id);
  const same = () => [...own.values()].find((info) => info.checksum === checksum);
  return datasetInfo(id) ?? (isOwnId(id) && checksum !== undefined ? same() : undefined);
}

/** An own set imported from a file of the same name; the latest if there are several. */
export function namesake(id: string): DatasetInfo | undefined {
  const { name } = ownParts(id);
  return [...own.values()].findLast((info) => ownParts(info.id).name === name);
}
