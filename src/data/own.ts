/**
 * Data sets of the person's own, made from their files: what is known of each while this page or process
 * lives. Where their samples are kept is the business of `browserStore.ts` and of the command line.
 */
import { type DatasetId, datasets } from './index';
import type { DatasetInfo, DatasetSpec } from './spec';

/** Every own set's id begins so; no built-in one does. */
const PREFIX = 'own-';
export const isOwnId = (id: string): boolean => id.startsWith(PREFIX);

const own = new Map<string, DatasetInfo>();

export function addOwn(info: DatasetInfo): void {
  own.set(info.id, info);
}

/** "Iris (2).csv" → "own-iris-2"; a number is added where that is taken. */
export function ownId(fileName: string, taken: (id: string) => boolean = (id) => own.has(id)): string {
  const base = fileName.replace(/(\.(csv|tsv|txt|npy|gz|idx))+$/i, '');
  const slug = base
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  const id = `${PREFIX}${slug || 'data'}`;
  if (!taken(id)) return id;
  for (let n = 2; ; n++) if (!taken(`${id}-${n}`)) return `${id}-${n}`;
}

/** For an id that came from outside: a link, a file, a command line. */
export function datasetSpec(id: string): DatasetSpec | undefined {
  return Object.hasOwn(datasets, id) ? datasets[id as DatasetId] : undefined;
}

/** What is known of a data set, built in or the person's own. */
export const datasetInfo = (id: string): DatasetInfo | undefined => datasetSpec(id) ?? own.get(id);
