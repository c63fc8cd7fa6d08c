/** Stores the user's own data sets and previews of all sets in the browser. Works in the page and in workers. */
import type { Dataset, Split } from '../../core/samples/dataset';
import { PREVIEW_VERSION, type Preview } from '../preview';
import { type DatasetInfo, type LoadContext, tasks } from '../spec';
import { pack, unpack } from './blobs';
import { deleteAll, putAll, read, transact } from './browserDatabase';
import { contentChecksum } from './contentChecksum';

const splitBytes = ({ inputs, targets }: Split): number =>
  inputs.byteLength + (targets.kind === 'classes' ? targets.labels : targets.values).byteLength;

/**
 * Stores a set without ever overwriting another one, also when two tabs store the same content at once.
 * @returns id of an already stored set with the same content
 * @throws {DataProblem}
 */
export async function storeOwn(info: DatasetInfo, dataset: Dataset): Promise<string | undefined> {
  const { checksum } = info;
  const bytes = splitBytes(dataset.train) + splitBytes(dataset.test);
  const packed = pack(dataset);
  const refused = 'It can be used until this page is closed.';
  return transact(info.name, bytes, refused, ['own', 'ownData'], async (transaction) => {
    const store = transaction.objectStore('own');
    const all = await store.getAll();
    const same = all.filter(isOwn).find((kept) => kept.info.checksum === checksum);
    if (checksum !== undefined && same) return same.info.id;
    const there: unknown = await store.get(info.id);
    const data = transaction.objectStore('ownData');
    // A damaged entry is overwritten.
    await (isOwn(there)
      ? Promise.all([store.add({ info, bytes }, info.id), data.add(packed, info.id)])
      : Promise.all([store.put({ info, bytes }, info.id), data.put(packed, info.id)]));
    return undefined;
  });
}

export interface StoredOwn {
  readonly info: DatasetInfo;
  readonly bytes: number;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
const isListOrAbsent = (value: unknown): boolean => value === undefined || Array.isArray(value);

/** Validates a stored entry, which a damaged disk or another program may have changed. */
function isOwn(kept: unknown): kept is StoredOwn {
  if (!isObject(kept) || typeof kept.bytes !== 'number' || !isObject(kept.info)) return false;
  const { info } = kept;
  return (
    typeof info.id === 'string' &&
    typeof info.name === 'string' &&
    tasks.some((task) => task === info.task) &&
    [info.inputs, info.outputs, info.trainSize, info.testSize].every(Number.isSafeInteger) &&
    isObject(info.settings) &&
    isObject(info.learningRates) &&
    isListOrAbsent(info.classNames) &&
    isListOrAbsent(info.inputNames)
  );
}

/** All sets whose entries are valid. */
export async function storedOwn(): Promise<readonly StoredOwn[]> {
  const all = await read((database) => database.getAll('own'));
  return (all ?? []).filter(isOwn);
}

/** Ids of own sets with damaged entries. Their samples may be intact, but their description is lost. */
export async function damagedOwn(): Promise<readonly string[]> {
  const keys = await read(async (database) => {
    if ((await database.getAll('own')).every(isOwn)) return [];
    const damaged = async (key: string) => {
      const kept: unknown = await database.get('own', key);
      return kept !== undefined && !isOwn(kept) ? [key] : [];
    };
    return (await Promise.all((await database.getAllKeys('own')).map(damaged))).flat();
  });
  return keys ?? [];
}

/** Adds the checksum to a set stored by an earlier version; its id stays, because links refer to it. */
async function withChecksum(kept: StoredOwn): Promise<StoredOwn> {
  const { id, name } = kept.info;
  if (kept.info.checksum !== undefined) return kept;
  // An unreadable set is reported when it is loaded.
  const dataset = await readOwnData(id).catch(() => undefined);
  if (dataset === undefined) return kept;
  const next = { ...kept, info: { ...kept.info, checksum: contentChecksum(kept.info, dataset) } };
  await transact(name, 0, '', ['own'], async (transaction) => {
    const store = transaction.objectStore('own');
    // It may have been deleted meanwhile.
    if ((await store.get(id)) !== undefined) await store.put(next, id);
  }).catch(() => undefined);
  return next;
}

/** Like `storedOwn`, with all checksums; the first call reads every set stored by an earlier version. */
export async function identifiedOwn(): Promise<readonly StoredOwn[]> {
  const all: StoredOwn[] = [];
  for (const kept of await storedOwn()) all.push(await withChecksum(kept));
  return all;
}

/** @param allocate memory for its arrays */
export async function readOwnData(
  id: string,
  allocate: LoadContext['allocate'] = (bytes) => new ArrayBuffer(bytes),
): Promise<Dataset | undefined> {
  return read(async (database) => {
    const packed = await database.get('ownData', id);
    return packed && (await unpack<Dataset>(packed, allocate));
  });
}

/** Deletes a set and its preview. @throws {DataProblem} when it could not be deleted */
export async function deleteOwn(id: string): Promise<void> {
  await deleteAll(['own', 'ownData', 'previews'], async () => [id]);
}

/** Stores a preview; a failure is ignored, because it can be made again. */
export async function storePreview(id: string, preview: Preview): Promise<void> {
  const value = { version: PREVIEW_VERSION, preview };
  await putAll('A preview', 0, '', ['previews'], (put) => put('previews', value, id)).catch(() => undefined);
}

/** Undefined also if it is from an earlier version or unreadable: it is then made again. */
export async function readPreview(id: string): Promise<Preview | undefined> {
  const kept = await read((database) => database.get('previews', id)).catch(() => undefined);
  return kept?.version === PREVIEW_VERSION ? kept.preview : undefined;
}
