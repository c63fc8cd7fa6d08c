/** The notebook's IndexedDB: its stores, and their migration from every earlier version. */
import type { DBSchema, IDBPDatabase, IDBPTransaction } from 'idb';
import type { Checkpoint } from '../core/run/checkpoint';
import type { RunId } from '../core/run/spec';
import { connection } from '../data/storage/connection';
import type { CurvePiece } from './pieces';
import { readProblem, writeProblem } from './problem';
import type { ExperimentId, ExperimentRecord, RunKey, RunRecord } from './records';

export interface NotebookSchema extends DBSchema {
  experiments: { key: ExperimentId; value: ExperimentRecord };
  runs: { key: [ExperimentId, RunId]; value: RunRecord };
  /** The last part of the key is the step at which the piece begins. */
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

const stores: readonly StoreName[] = ['experiments', 'runs', 'curves', 'checkpoints', 'claims'];

export const NAME = 'f3-lab.notebook';

/** Leads from one version to the next. */
export type Migration = (
  database: Database,
  transaction: IDBPTransaction<NotebookSchema, StoreName[], 'versionchange'>,
) => void | Promise<void>;

/**
 * By the version before. A change of the schema or of a record adds one, and a fixture of the version before; one that has
 * been released stays as it is.
 */
export const migrations: readonly Migration[] = [
  (database) => {
    for (const store of stores) database.createObjectStore(store);
  },
];

/** A database that goes through all migrations that it lacks. */
export const notebookConnection = (name: string, through: readonly Migration[]) =>
  connection<NotebookSchema>(name, through.length, async (database, before, transaction) => {
    for (const migrate of through.slice(before)) await migrate(database, transaction);
  });

const { open } = notebookConnection(NAME, migrations);

/** @throws {NotebookProblem} */
export async function read<T>(from: (database: Database) => Promise<T>): Promise<T> {
  try {
    return await from(await open());
  } catch (reason) {
    throw readProblem(reason);
  }
}

/** Nothing of a change that failed midway may stay. */
function abort(transaction: Writing): void {
  transaction.done.catch(() => undefined);
  try {
    transaction.abort();
  } catch {
    // It has ended by itself.
  }
}

/** Changes several stores in one transaction, isolated from other tabs. @throws {NotebookProblem} */
export async function write<T>(work: (transaction: Writing) => Promise<T>): Promise<T> {
  try {
    const transaction = (await open()).transaction([...stores], 'readwrite');
    try {
      const [result] = await Promise.all([work(transaction), transaction.done]);
      return result;
    } catch (reason) {
      abort(transaction);
      throw reason;
    }
  } catch (reason) {
    throw await writeProblem(reason);
  }
}

/** All keys that begin with a run's key. */
export const piecesOf = ([experiment, run]: RunKey): IDBKeyRange =>
  IDBKeyRange.bound([experiment, run], [experiment, run, []]);
/** All keys of an experiment's runs. */
export const runsOf = (experiment: ExperimentId): IDBKeyRange =>
  IDBKeyRange.bound([experiment], [experiment, []]);
