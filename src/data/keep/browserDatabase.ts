/**
 * The lab's IndexedDB: opened when it is first wanted, read, changed all or nothing, and every refusal in words. Where the
 * browser keeps nothing (storage blocked, some private windows) reading finds nothing and writing says so.
 */
import type { DBSchema, IDBPDatabase, IDBPTransaction } from 'idb';
import { bytesText as amount } from '../../core/format';
import type { Dataset } from '../../core/samples/dataset';
import type { Preview } from '../preview';
import { DataProblem, type DatasetInfo } from '../spec';
import type { Packed } from './blobs';

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
export async function read<T>(from: (database: Database) => Promise<T>): Promise<T | undefined> {
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
export function keep(
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
export class Refused extends DataProblem {
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
export async function change<T>(
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
export async function forget(
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
