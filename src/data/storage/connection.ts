/** A connection to one of the lab's IndexedDBs, and what its failures mean. */
import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';
import { bytesText as amount } from '../../core/format';

export type Upgrade<S extends DBSchema> = (
  database: IDBPDatabase<S>,
  before: number,
  transaction: IDBPTransaction<S, StoreNames<S>[], 'versionchange'>,
) => void | Promise<void>;

/** Opened on first use, and again after it was lost. @param upgrade migrates from any older version, step by step */
export function connection<S extends DBSchema>(name: string, version: number, upgrade: Upgrade<S>) {
  let opened: Promise<IDBPDatabase<S>> | undefined;
  const forget = () => {
    opened = undefined;
  };
  /** @throws where storage is blocked, or a newer version of the lab has changed the database */
  const open = (): Promise<IDBPDatabase<S>> => {
    let failure: unknown;
    opened ??= import('idb')
      .then(({ openDB }) =>
        openDB<S>(name, version, {
          upgrade: async (database, before, _after, transaction) => {
            try {
              await upgrade(database, before, transaction);
            } catch (reason) {
              failure = reason;
              transaction.done.catch(() => undefined);
              // The database stays as it was; without this, half a migration would be kept.
              transaction.abort();
            }
          },
          // Close, so that a newer version of the lab in another tab is not blocked.
          blocking: (_before, _after, event) => {
            (event.target as IDBDatabase).close();
            forget();
          },
          terminated: forget,
        }),
      )
      .catch((reason: unknown) => {
        forget();
        throw failure ?? reason;
      });
    return opened;
  };
  return { open };
}

export const messageOf = (reason: unknown): string =>
  reason instanceof Error ? reason.message : String(reason);

const isNamed = (reason: unknown, name: string): boolean =>
  reason instanceof DOMException && reason.name === name;
export const isFull = (reason: unknown): boolean => isNamed(reason, 'QuotaExceededError');
/** A newer version of the lab has changed the database. */
export const isNewer = (reason: unknown): boolean => isNamed(reason, 'VersionError');

/** Storage use of this site in bytes; undefined where the browser does not report it. */
export async function storageUse(): Promise<{ readonly used: number; readonly quota: number } | undefined> {
  const estimate = await globalThis.navigator?.storage?.estimate?.().catch(() => undefined);
  if (estimate?.usage === undefined || estimate.quota === undefined) return undefined;
  return { used: estimate.usage, quota: estimate.quota };
}

/** A sentence on how full the storage is. */
export async function storageState(): Promise<string> {
  const use = await storageUse();
  return use
    ? `${amount(use.used)} of ${amount(use.quota)} are used, ${amount(Math.max(0, use.quota - use.used))} are free.`
    : 'The browser does not report how much is free.';
}
