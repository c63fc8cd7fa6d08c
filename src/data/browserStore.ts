/**
 * What the browser keeps between visits, in IndexedDB: files of public data sets that were fetched or given
 * here, the person's own data sets, and previews of all. Works in the page and in workers.
 *
 * Where the browser keeps nothing (storage blocked, some private windows) reading finds nothing and keeping says so,
 * but for files of public sets where a `Visit` holds them instead.
 */
import type { DBSchema, IDBPDatabase, IDBPTransaction } from 'idb';
import type { Dataset, Split } from '../core/dataset';
import { bytesText as amount } from '../core/format';
import { contentChecksum } from './contentChecksum';
import { PREVIEW_VERSION, type Preview } from './preview';
import { DataProblem, type DatasetInfo, type LoadContext, tasks } from './spec';
import type { Visit } from './visit';

type Kept = Uint8Array | Float32Array | Float64Array;
/** By the name under which they are kept. */
const arrays = { bytes: Uint8Array, floats: Float32Array, doubles: Float64Array } as const;

/** A data set whose arrays lie in blobs: browsers keep those in files and need no copy of them in memory. */
type Packed<T> = T extends Kept
  ? { readonly array: keyof typeof arrays; readonly blob: Blob }
  : T extends object
    ? { readonly [K in keyof T]: Packed<T[K]> }
    : T;

interface Sized {
  readonly bytes: number;
}

interface Schema extends DBSchema {
  files: { key: [folder: string, name: string]; value: Blob };
  /** Beside the files, so that a list of them reads no contents. */
  fileSizes: { key: [folder: string, name: string]; value: Sized & { folder: string; name: string } };
  own: { key: string; value: Sized & { info: DatasetInfo } };
  ownData: { key: string; value: Packed<Dataset> };
  previews: { key: string; value: { version: number; preview: Preview } };
}
type Store = 'files' | 'fileSizes' | 'own' | 'ownData' | 'previews';
type Database = IDBPDatabase<Schema>;

const NAME = 'f3-lab';
/** One more for every change of `Schema`, with a step in `upgrade`. */
const VERSION = 1;

/** From whatever version a browser has to the newest, step by step. */
function upgrade(database: Database, before: number): void {
  if (before < 1) {
    for (const store of ['files', 'fileSizes', 'own', 'ownData', 'previews'] as const)
      database.createObjectStore(store);
  }
}

let opened: Promise<Database> | undefined;

/** @throws where the browser keeps nothing */
function open(): Promise<Database> {
  const forget = () => {
    opened = undefined;
  };
  opened ??= import('idb')
    .then(({ openDB }) =>
      openDB<Schema>(NAME, VERSION, {
        upgrade,
        // A newer version of the lab in another tab must not wait for this one.
        blocking: (_before, _after, event) => {
          (event.target as IDBDatabase).close();
          forget();
        },
        terminated: forget,
      }),
    )
    .catch((reason: unknown) => {
      forget();
      throw reason;
    });
  return opened;
}

/** Whether the browser keeps anything here at all. */
const tryOpen = (): Promise<Database | undefined> => open().catch(() => undefined);

const messageOf = (reason: unknown): string => (reason instanceof Error ? reason.message : String(reason));

/** Reads; where the browser keeps nothing, nothing is there. @throws {DataProblem} where it cannot read what it keeps */
async function read<T>(from: (database: Database) => Promise<T>): Promise<T | undefined> {
  const database = await tryOpen();
  if (database === undefined) return undefined;
  try {
    return await from(database);
  } catch (reason) {
    throw new DataProblem(
      'The browser cannot read what it keeps.',
      `${messageOf(reason)}. Try again; if that does not help, remove the data set and get it again.`,
    );
  }
}

const isFull = (reason: unknown): boolean =>
  reason instanceof DOMException && reason.name === 'QuotaExceededError';

/** Of everything this site keeps; undefined where the browser does not say. */
export async function storageUse(): Promise<{ readonly used: number; readonly quota: number } | undefined> {
  const estimate = await globalThis.navigator?.storage?.estimate?.().catch(() => undefined);
  if (estimate?.usage === undefined || estimate.quota === undefined) return undefined;
  return { used: estimate.usage, quota: estimate.quota };
}

async function fullInWords(what: string, bytes: number): Promise<DataProblem> {
  const use = await storageUse();
  const state = use
    ? `${amount(use.used)} of ${amount(use.quota)} are used, ${amount(Math.max(0, use.quota - use.used))} are free.`
    : 'The browser does not say how much is free.';
  return new DataProblem(
    'The browser’s storage is full.',
    `${what} needs ${amount(bytes)}. ${state} Remove a data set on the Data page, or free space on the disk, and try again.`,
    bytes,
  );
}

/** Writes to several stores, all or nothing, over what is there. @throws {DataProblem} */
function keep(
  what: string,
  bytes: number,
  refused: string,
  stores: readonly Store[],
  write: (put: <S extends Store>(store: S, value: Schema[S]['value'], key: Schema[S]['key']) => void) => void,
): Promise<void> {
  return change(what, bytes, refused, stores, async (transaction) => {
    const puts: Promise<unknown>[] = [];
    write((store, value, key) => puts.push(transaction.objectStore(store).put(value, key)));
    await Promise.all(puts);
  });
}

/** What the browser does not keep for another reason than its size. */
class Refused extends DataProblem {
  constructor(what: string, bytes: number, reason: unknown, consequence: string) {
    super(
      'The browser does not keep anything here.',
      `${what} (${amount(bytes)}) could not be kept: ${messageOf(reason)}. A private window or a setting may forbid it. ${consequence}`,
    );
  }
}

type Transaction = IDBPTransaction<Schema, readonly Store[], 'readwrite'>;

/**
 * Works on several stores, all or nothing; no other tab comes in between.
 * @param refused a sentence: what it means for `what` when the browser keeps nothing
 * @throws {DataProblem}
 */
async function change<T>(
  what: string,
  bytes: number,
  refused: string,
  stores: readonly Store[],
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  try {
    const transaction = (await open()).transaction(stores, 'readwrite');
    const [result] = await Promise.all([work(transaction), transaction.done]);
    return result;
  } catch (reason) {
    throw isFull(reason) ? await fullInWords(what, bytes) : new Refused(what, bytes, reason, refused);
  }
}

/** @throws {DataProblem} where something is kept that cannot be removed */
async function forget(
  stores: readonly Store[],
  keys: (database: Database) => Promise<readonly IDBValidKey[]>,
): Promise<void> {
  const database = await tryOpen();
  if (database === undefined) return;
  try {
    const all = await keys(database);
    const transaction = database.transaction(stores, 'readwrite');
    const gone = stores.flatMap((store) =>
      all.map((key) => transaction.objectStore(store).delete(key as Schema[typeof store]['key'])),
    );
    await Promise.all([...gone, transaction.done]);
  } catch (reason) {
    throw new DataProblem(
      'The browser could not remove this.',
      `${messageOf(reason)}. It is still kept. Try again, or, when nothing trains, clear this site’s data in the browser’s settings.`,
    );
  }
}

/** Memory that threads share can neither be stored nor put into a blob. */
function blobOf(array: Kept): Blob {
  const own = array.buffer instanceof ArrayBuffer ? array : array.slice();
  return new Blob([own as Uint8Array<ArrayBuffer>]);
}

async function fill(blob: Blob, bytes: Uint8Array): Promise<void> {
  let at = 0;
  const reader = blob.stream().getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    bytes.set(piece.value, at);
    at += piece.value.length;
  }
}

const nameOf = (value: unknown): keyof typeof arrays | undefined =>
  (Object.keys(arrays) as (keyof typeof arrays)[]).find((name) => value instanceof arrays[name]);

/** With blobs in place of arrays, whatever fields there are. */
export function pack<T>(value: T): Packed<T> {
  const array = nameOf(value);
  if (array) return { array, blob: blobOf(value as Kept) } as Packed<T>;
  if (typeof value !== 'object' || value === null) return value as Packed<T>;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, pack(part)])) as Packed<T>;
}

/** The opposite of `pack`, into memory of the caller's choice. */
export async function unpack<T>(value: Packed<T>, allocate: LoadContext['allocate']): Promise<T> {
  if (typeof value !== 'object' || value === null) return value as T;
  if ('blob' in value && value.blob instanceof Blob) {
    const memory = allocate(value.blob.size);
    await fill(value.blob, new Uint8Array(memory));
    const form = arrays['array' in value ? (value.array as keyof typeof arrays) : 'floats'];
    return new form(memory as ArrayBuffer) as T;
  }
  const entries = Object.entries(value).map(async ([key, part]) => [key, await unpack(part, allocate)]);
  return Object.fromEntries(await Promise.all(entries)) as T;
}

const splitBytes = ({ inputs, targets }: Split): number =>
  inputs.byteLength + (targets.kind === 'classes' ? targets.labels : targets.values).byteLength;

const everyName = (folder: string): IDBKeyRange => IDBKeyRange.bound([folder], [folder, []]);

let visit: Visit | undefined;

/** From now on, files that the browser refuses to keep are held there, and read and removed as if it kept them. */
export function holdIn(one: Visit): void {
  visit = one;
}

/**
 * Where the browser refuses to keep anything, the `Visit` holds it; a full storage is told in any case.
 * @throws {DataProblem} "The browser's storage is full…" with used and free space, or that nothing is kept here
 */
export async function keepFile(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  const blob = blobOf(bytes);
  const refused =
    'Allow this site to keep data, or use the lab’s own server, which keeps files in its folder.';
  try {
    await keep(name, blob.size, refused, ['files', 'fileSizes'], (put) => {
      put('files', blob, [folder, name]);
      put('fileSizes', { folder, name, bytes: blob.size }, [folder, name]);
    });
  } catch (reason) {
    if (visit === undefined || !(reason instanceof Refused)) throw reason;
    await visit.hold({ folder, name, blob });
  }
}

/** @throws {DataProblem} where it is kept and cannot be read */
export async function keptFile(folder: string, name: string): Promise<Uint8Array | undefined> {
  const held = (await visit?.held(folder))?.find((file) => file.name === name);
  const bytesOf = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());
  if (held) return bytesOf(held.blob);
  return read(async (database) => {
    const blob = await database.get('files', [folder, name]);
    return blob && bytesOf(blob);
  });
}

/** Names and sizes of a folder's files that are kept; `held` where only until the page is closed. */
export async function keptFiles(
  folder: string,
): Promise<readonly { readonly name: string; readonly bytes: number; readonly held?: boolean }[]> {
  const sizes = await read((database) => database.getAll('fileSizes', everyName(folder)));
  const held = (await visit?.held(folder)) ?? [];
  return [
    ...(sizes ?? []).map(({ name, bytes }) => ({ name, bytes })),
    ...held.map(({ name, blob }) => ({ name, bytes: blob.size, held: true })),
  ];
}

/** @throws {DataProblem} where they are still kept */
export async function forgetFiles(folder: string): Promise<void> {
  await visit?.release(folder);
  await forget(['files', 'fileSizes'], (database) => database.getAllKeys('fileSizes', everyName(folder)));
}

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
