/** The person's own data sets as the browser keeps them, and previews of all sets. Works in the page and in workers. */
import type { Dataset, Split } from '../../core/samples/dataset';
import { PREVIEW_VERSION, type Preview } from '../preview';
import { type DatasetInfo, type LoadContext, tasks } from '../spec';
import { pack, unpack } from './blobs';
import { change, forget, keep, read } from './browserDatabase';
import { contentChecksum } from './contentChecksum';

const splitBytes = ({ inputs, targets }: Split): number =>
  inputs.byteLength + (targets.kind === 'classes' ? targets.labels : targets.values).byteLength;

/**
 * Nothing is kept over another set. Two tabs may keep the same at the same moment: the first one does.
 * @returns the id under which the same content is kept already, if it is
 * @throws {DataProblem}
 */
export async function keepOwn(info: DatasetInfo, dataset: Dataset): Promise<string | undefined> {
  const { checksum } = info;
  const bytes = splitBytes(dataset.train) + splitBytes(dataset.test);
  const packed = pack(dataset);
  const refused = 'It can be used until this page is closed.';
  return change(info.name, bytes, refused, ['own', 'ownData'], async (transaction) => {
    const store = transaction.objectStore('own');
    const all = await store.getAll();
    const same = all.filter(isOwn).find((kept) => kept.info.checksum === checksum);
    if (checksum !== undefined && same) return same.info.id;
    const there: unknown = await store.get(info.id);
    const data = transaction.objectStore('ownData');
    // A damaged one gives way.
    await (isOwn(there)
      ? Promise.all([store.add({ info, bytes }, info.id), data.add(packed, info.id)])
      : Promise.all([store.put({ info, bytes }, info.id), data.put(packed, info.id)]));
    return undefined;
  });
}

export interface KeptOwn {
  readonly info: DatasetInfo;
  readonly bytes: number;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
const isListOrAbsent = (value: unknown): boolean => value === undefined || Array.isArray(value);

/** Whether it has what the page shows and trains by; a damaged disk or another program may have left anything. */
function isOwn(kept: unknown): kept is KeptOwn {
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

/** Without those whose entry is damaged. */
export async function keptOwn(): Promise<readonly KeptOwn[]> {
  const all = await read((database) => database.getAll('own'));
  return (all ?? []).filter(isOwn);
}

/** Ids of own sets whose entry is damaged: their samples may be whole, but nothing says what they are. */
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

/** Earlier versions knew no checksums. Such a set gets one, and keeps its id, by which links know it. */
async function withChecksum(kept: KeptOwn): Promise<KeptOwn> {
  const { id, name } = kept.info;
  if (kept.info.checksum !== undefined) return kept;
  // One that cannot be read says so when it is wanted.
  const dataset = await keptOwnData(id).catch(() => undefined);
  if (dataset === undefined) return kept;
  const next = { ...kept, info: { ...kept.info, checksum: contentChecksum(kept.info, dataset) } };
  await change(name, 0, '', ['own'], async (transaction) => {
    const store = transaction.objectStore('own');
    // It may have been removed in the meantime.
    if ((await store.get(id)) !== undefined) await store.put(next, id);
  }).catch(() => undefined);
  return next;
}

/** As `keptOwn`, with the checksums of all: the first time this reads every set that an earlier version kept. */
export async function identifiedOwn(): Promise<readonly KeptOwn[]> {
  const all: KeptOwn[] = [];
  for (const kept of await keptOwn()) all.push(await withChecksum(kept));
  return all;
}

/** @param allocate memory for its arrays */
export async function keptOwnData(
  id: string,
  allocate: LoadContext['allocate'] = (bytes) => new ArrayBuffer(bytes),
): Promise<Dataset | undefined> {
  return read(async (database) => {
    const packed = await database.get('ownData', id);
    return packed && (await unpack<Dataset>(packed, allocate));
  });
}

/** With its preview. @throws {DataProblem} where it is still kept */
export async function forgetOwn(id: string): Promise<void> {
  await forget(['own', 'ownData', 'previews'], async () => [id]);
}

/** A preview that cannot be kept is made again. */
export async function keepPreview(id: string, preview: Preview): Promise<void> {
  const value = { version: PREVIEW_VERSION, preview };
  await keep('A preview', 0, '', ['previews'], (put) => put('previews', value, id)).catch(() => undefined);
}

/** Undefined also where an earlier version of the lab made it, and where it cannot be read: it is made again. */
export async function keptPreview(id: string): Promise<Preview | undefined> {
  const kept = await read((database) => database.get('previews', id)).catch(() => undefined);
  return kept?.version === PREVIEW_VERSION ? kept.preview : undefined;
}
