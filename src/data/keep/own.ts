/**
 * Data sets of the person's own, made from their files: what is known of each while this page or process
 * lives. Where their samples are kept is the business of `ownStore.ts` and of the command line.
 *
 * An id names the file for people and the content for the lab: "own-iris-1a2b3c4d5e6f". Ids of earlier versions
 * had no checksum ("own-iris"); sets that were kept under them stay where they are.
 */
import { type DatasetId, datasets } from '../index';
import type { DatasetInfo, DatasetSpec } from '../spec';

/** Every own set's id begins so; no built-in one does. */
const PREFIX = 'own-';
export const isOwnId = (id: string): boolean => id.startsWith(PREFIX);

const own = new Map<string, DatasetInfo>();

export function addOwn(info: DatasetInfo): void {
  own.set(info.id, info);
}

/** "Iris (2).csv" → "iris-2" */
function slugOf(fileName: string): string {
  const base = fileName.replace(/(\.(csv|tsv|txt|npy|gz|idx))+$/i, '');
  const slug = base
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  return slug || 'data';
}

/**
 * @param fileName of the first of its files
 * @param checksum of its content: see `contentChecksum`
 */
export const ownId = (fileName: string, checksum: string): string =>
  `${PREFIX}${slugOf(fileName)}-${checksum}`;

export interface OwnParts {
  /** "iris" */
  readonly name: string;
  /** Undefined in ids of earlier versions. */
  readonly checksum: string | undefined;
}

export function ownParts(id: string): OwnParts {
  const rest = id.slice(PREFIX.length);
  const match = /^(.*)-([0-9a-f]{12})$/.exec(rest);
  return match ? { name: match[1] as string, checksum: match[2] } : { name: rest, checksum: undefined };
}

/** For an id that came from outside: a link, a file, a command line. */
export function datasetSpec(id: string): DatasetSpec | undefined {
  return Object.hasOwn(datasets, id) ? datasets[id as DatasetId] : undefined;
}

/** What is known of a data set, built in or the person's own. */
export const datasetInfo = (id: string): DatasetInfo | undefined => datasetSpec(id) ?? own.get(id);

/** The set with this id, else the person's own one with the same content under another name. */
export function findDataset(id: string): DatasetInfo | undefined {
  const { checksum } = ownParts(id);
  const same = () => [...own.values()].find((info) => info.checksum === checksum);
  return datasetInfo(id) ?? (isOwnId(id) && checksum !== undefined ? same() : undefined);
}

/** An own set made from a file of the same name; the last one that became known, where there are several. */
export function namesake(id: string): DatasetInfo | undefined {
  const { name } = ownParts(id);
  return [...own.values()].findLast((info) => ownParts(info.id).name === name);
}
