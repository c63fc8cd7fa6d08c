/** The notebook's IndexedDB: its stores, and their migration from every earlier version. */
import type { DBSchema, IDBPDatabase, IDBPTransaction } from 'idb';
import type { Checkpoint } from '../core/run/checkpoint';
import type { RunId } from '../core/run/spec';
import type { CurvePiece } from './pieces';
import { readProblem, writeProblem } from './problem';
import type { ExperimentId, ExperimentRecord, RunKey, RunRecord } from './records';

export interface NotebookSchema extends DBSchema {
  experiments: { key: ExperimentId; value: ExperimentRecord };
  runs: { key: [ExperimentId, RunId]; value: RunRecord };
  /** Appended to; the last part of the key is the piece's place. */
  curves: { key: [ExperimentId, RunId, number]; value: CurvePiece };
  /** The last one of each run. */
  checkpoints: { key: [ExperimentId, RunId]; value: Checkpoint };
  /** Where there are no Web Locks: who trains a run, and until when that holds. */
  claims: { key: [ExperimentId, RunId]; value: Claim };
}
export interface Claim {
  readonly owner: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}
export type StoreName = 'experiments' | 'runs' | 'curves' | 'checkpoints' | 'claims';
export type Database = IDBPDatabase<NotebookSchema>;
export type Writing = IDBPTransaction<NotebookSchema, StoreName[], 'readwrite'>;

export const NAME = 'f3-lab.notebook';
/** Increase with every change of the schema or of a record, and add a step to `migrations`. */
export const VERSION = 1;

const stores: readonly StoreName[] = ['experiments', 'runs', 'curves', 'checkpoints', 'claims'];

/** By the version before: what leads to the next one. */
const migrations: readonly ((database: Database, transaction: unknown) => void)[] = [
  (database) => {
    for (const store of stores) database.createObjectStore(store);
  },
];

let opened: Promise<Database> | undefined;

/** @throws where storage is blocked */
function open(): Promise<Database> {
  const forget = (): void => {
    opened = undefined;
  };
  opened ??= import('idb')
    .then(({ openDB }) =>
      openDB<NotebookSchema>(NAME, VERSION, {
        upgrade: (database, before, _after, transaction) => {
          for (const migrate of migrations.slice(before)) migrate(database, transaction);
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
      throw reason;
    });
  return opened;
}

/** @throws {NotebookProblem} */
export async function read<T>(from: (database: Database) => Promise<T>): Promise<T> {
  try {
    return await from(await open());
  } catch (reason) {
    throw readProblem(reason);
  }
}

/** Changes several stores in one transaction, isolated from other tabs. @throws {NotebookProblem} */
export async function write<T>(work: (transaction: Writing) => Promise<T>): Promise<T> {
  try {
    const transaction = (await open()).transaction([...stores], 'readwrite');
    const [result] = await Promise.all([work(transaction), transaction.done]);
    return result;
  } catch (reason) {
    throw writeProblem(reason);
  }
}

/** All keys that begin with a run's key. */
export const piecesOf = ([experiment, run]: RunKey): IDBKeyRange =>
  IDBKeyRange.bound([experiment, run], [experiment, run, []]);
/** All keys of an experiment's runs. */
export const runsOf = (experiment: ExperimentId): IDBKeyRange =>
  IDBKeyRange.bound([experiment], [experiment, []]);
