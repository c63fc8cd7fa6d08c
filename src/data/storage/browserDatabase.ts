/**
 * The lab's IndexedDB: opened on first use, changed in transactions, with a message for every failure. Where storage is
 * blocked (policies, some private windows), reads find nothing and writes throw.
 */
import type { DBSchema, IDBPDatabase, IDBPTransaction } from 'idb';
import { bytesText as amount } from '../../core/format';
import type { Dataset } from '../../core/samples/dataset';
import type { Preview } from '../preview';
import { DataProblem, type DatasetInfo } from '../spec';
import type { Packed } from './blobs';
import { connection, isFull, messageOf, storageState } from './connection';

interface Sized {
  readonly bytes: number;
}

interface Schema extends DBSchema {
  files: { key: [folder: string, name: string]; value: Blob };
  /** Separate from the files, so that listing them reads no contents. */
  fileSizes: { key: [folder: string, name: string]; value: Sized & { folder: string; name: string } };
  own: { key: string; value: Sized & { info: DatasetInfo } };
  ownData: { key: string; value: Packed<Dataset> };
  previews: { key: string; value: { version: number; preview: Preview } };
}
type Store = 'files' | 'fileSizes' | 'own' | 'ownData' | 'previews';
type Database = IDBPDatabase<Schema>;

const NAME = 'f3-lab';
/** Increase with every change of `Schema`, and add a step to `upgrade`. */
const VERSION = 1;

/** Migrates from any older version, step by step. */
function upgrade(database: Database, before: number): void {
  if (before < 1) {
    for (const store of ['files', 'fileSizes', 'own', 'ownData', 'previews'] as const)
      database.createObjectStore(store);
  }
}

const { open } = connection<Schema>(NAME, VERSION, upgrade);

/** Undefined where storage is blocked. */
const tryOpen = (): Promise<Database | undefined> => open().catch(() => undefined);

/** Reads; undefined where storage is blocked. @throws {DataProblem} when stored data cannot be read */
export async function read<T>(from: (database: Database) => Promise<T>): Promise<T | undefined> {
  const database = await tryOpen();
  if (database === undefined) return undefined;
  try {
    return await from(database);
  } catch (reason) {
    throw new DataProblem(
      'The browser cannot read its stored data.',
      `${messageOf(reason)}. Try again; if that fails, remove the data set and download or import it again.`,
    );
  }
}

async function storageFullProblem(what: string, bytes: number): Promise<DataProblem> {
  return new DataProblem(
    'The browser’s storage is full.',
    `${what} needs ${amount(bytes)}. ${await storageState()} Remove a data set on the Data page, or free space on the disk, and try again.`,
    bytes,
  );
}

/** Writes to several stores in one transaction and overwrites existing entries. @throws {DataProblem} */
export function putAll(
  what: string,
  bytes: number,
  refused: string,
  stores: readonly Store[],
  write: (put: <S extends Store>(store: S, value: Schema[S]['value'], key: Schema[S]['key']) => void) => void,
): Promise<void> {
  return transact(what, bytes, refused, stores, async (transaction) => {
    const puts: Promise<unknown>[] = [];
    write((store, value, key) => puts.push(transaction.objectStore(store).put(value, key)));
    await Promise.all(puts);
  });
}

/** The browser refuses to store something for another reason than space. */
export class Refused extends DataProblem {
  constructor(what: string, bytes: number, reason: unknown, consequence: string) {
    super(
      'The browser cannot store data here.',
      `${what} (${amount(bytes)}) could not be saved: ${messageOf(reason)}. A private window or a setting may prevent it. ${consequence}`,
    );
  }
}

type Transaction = IDBPTransaction<Schema, readonly Store[], 'readwrite'>;

/**
 * Changes several stores in one transaction, isolated from other tabs.
 * @param refused a sentence: the consequence for `what` when storage is blocked
 * @throws {DataProblem}
 */
export async function transact<T>(
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
    throw isFull(reason) ? await storageFullProblem(what, bytes) : new Refused(what, bytes, reason, refused);
  }
}

/** Deletes entries. @throws {DataProblem} when they cannot be deleted */
export async function deleteAll(
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
      `${messageOf(reason)}. It is still stored. Try again, or, when nothing is training, clear this site’s data in the browser’s settings.`,
    );
  }
}
