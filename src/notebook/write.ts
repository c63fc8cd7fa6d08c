/** Changes the notebook: every function is one transaction, so that several tabs lose nothing. */
import type { Checkpoint } from '../core/run/checkpoint';
import { tell } from './channel';
import { piecesOf, type Writing, write } from './database';
import type { NotebookFile } from './file';
import { type CurvePiece, pieceBytes } from './pieces';
import type { ExperimentId, ExperimentRecord, RunKey, RunRecord } from './records';

const keyOf = ([experiment, run]: RunKey): [ExperimentId, string] => [experiment, run];

/** @throws {NotebookProblem} */
export async function addExperiment(experiment: ExperimentRecord, runs: readonly RunRecord[]): Promise<void> {
  await write(async (transaction) => {
    await transaction.objectStore('experiments').add(experiment, experiment.id);
    for (const run of runs) await transaction.objectStore('runs').add(run, [run.experiment, run.id]);
  });
  tell({ what: 'changed' });
}

/** @returns the new record; undefined if it is gone @throws {NotebookProblem} */
export async function changeExperiment(
  id: ExperimentId,
  change: (old: ExperimentRecord) => ExperimentRecord,
): Promise<ExperimentRecord | undefined> {
  const next = await write(async (transaction) => {
    const store = transaction.objectStore('experiments');
    const old = await store.get(id);
    if (old === undefined) return undefined;
    const changed = change(old);
    await store.put(changed, id);
    return changed;
  });
  tell({ what: 'changed' });
  return next;
}

async function changeRun(
  transaction: Writing,
  key: RunKey,
  change: (old: RunRecord) => RunRecord,
): Promise<RunRecord | undefined> {
  const store = transaction.objectStore('runs');
  const old = await store.get(keyOf(key));
  if (old === undefined) return undefined;
  const next = change(old);
  await store.put(next, keyOf(key));
  return next;
}

/** @returns the new records, without runs that are gone @throws {NotebookProblem} */
export async function changeRuns(
  keys: readonly RunKey[],
  change: (old: RunRecord) => RunRecord,
): Promise<readonly RunRecord[]> {
  const changed = await write(async (transaction) => {
    const all: RunRecord[] = [];
    for (const key of keys) {
      const next = await changeRun(transaction, key, change);
      if (next) all.push(next);
    }
    return all;
  });
  tell({ what: 'changed', keys });
  return changed;
}

export interface Progress {
  readonly piece: CurvePiece;
  readonly run: (old: RunRecord) => RunRecord;
  /** Of the piece's last epoch. */
  readonly checkpoint?: Checkpoint;
}

const checkpointBytes = ({ arrays }: Checkpoint): number =>
  Object.values(arrays).reduce((sum, { values }) => sum + values.byteLength, 0);

/**
 * Appends a piece of a run's curves, and replaces its checkpoint.
 * @returns false, and nothing is written, if the run was deleted
 * @throws {NotebookProblem}
 */
export async function keepProgress(key: RunKey, { piece, run, checkpoint }: Progress): Promise<boolean> {
  const kept = await write(async (transaction) => {
    const bytes = checkpoint && { epoch: checkpoint.epoch, bytes: checkpointBytes(checkpoint) };
    const next = await changeRun(transaction, key, (old) => ({
      ...run(old),
      curveBytes: old.curveBytes + pieceBytes(piece),
      ...(bytes ? { checkpoint: bytes } : {}),
    }));
    if (!next) return false;
    const curves = transaction.objectStore('curves');
    const place = await curves.count(piecesOf(key));
    await curves.add(piece, [...keyOf(key), place]);
    if (checkpoint) await transaction.objectStore('checkpoints').put(checkpoint, keyOf(key));
    return true;
  });
  tell({ what: 'changed', keys: [key] });
  return kept;
}

/** Back to before its first step: curves and checkpoint go. @throws {NotebookProblem} */
export async function restartRun(key: RunKey): Promise<void> {
  await write(async (transaction) => {
    await changeRun(transaction, key, (old) => {
      const { reached: _reached, checkpoint: _checkpoint, ended: _ended, ...others } = old;
      return { ...others, step: 0, epoch: 0, curveBytes: 0 };
    });
    await transaction.objectStore('curves').delete(piecesOf(key));
    await transaction.objectStore('checkpoints').delete(keyOf(key));
  });
  tell({ what: 'changed', keys: [key] });
}

async function mark(
  ids: readonly ExperimentId[],
  keys: readonly RunKey[],
  removed: number | undefined,
): Promise<void> {
  const marked = <T extends { readonly removed?: number }>({ removed: _before, ...record }: T): T =>
    ({ ...record, ...(removed === undefined ? {} : { removed }) }) as T;
  await write(async (transaction) => {
    const experiments = transaction.objectStore('experiments');
    for (const id of ids) {
      const old = await experiments.get(id);
      if (old) await experiments.put(marked(old), id);
    }
    for (const key of keys) await changeRun(transaction, key, marked);
  });
  tell({ what: 'changed' });
}

/** Experiments and runs disappear; `purge` deletes them later. @throws {NotebookProblem} */
export const remove = (ids: readonly ExperimentId[], keys: readonly RunKey[]): Promise<void> =>
  mark(ids, keys, Date.now());
/** @throws {NotebookProblem} */
export const restore = (ids: readonly ExperimentId[], keys: readonly RunKey[]): Promise<void> =>
  mark(ids, keys, undefined);

/**
 * Deletes what was removed before that time, with curves and checkpoints.
 * @param before milliseconds since 1970
 * @throws {NotebookProblem}
 */
export async function purge(before: number): Promise<void> {
  await write(async (transaction) => {
    const isOver = ({ removed }: { readonly removed?: number }): boolean =>
      removed !== undefined && removed < before;
    const experiments = transaction.objectStore('experiments');
    const gone = new Set((await experiments.getAll()).filter(isOver).map(({ id }) => id));
    for (const id of gone) await experiments.delete(id);
    for (const run of await transaction.objectStore('runs').getAll()) {
      if (!isOver(run) && !gone.has(run.experiment)) continue;
      const key: RunKey = [run.experiment, run.id];
      await transaction.objectStore('runs').delete(keyOf(key));
      await transaction.objectStore('curves').delete(piecesOf(key));
      await transaction.objectStore('checkpoints').delete(keyOf(key));
    }
  });
}

/** Adds experiments with all that belongs to their runs, as a file has them. @throws {NotebookProblem} */
export async function addAll({ experiments, runs, curves, checkpoints }: NotebookFile): Promise<void> {
  await write(async (transaction) => {
    for (const one of experiments) await transaction.objectStore('experiments').add(one, one.id);
    for (const [place, run] of runs.entries()) {
      const key = keyOf([run.experiment, run.id]);
      await transaction.objectStore('runs').add(run, key);
      for (const [at, piece] of (curves[place] ?? []).entries())
        await transaction.objectStore('curves').add(piece, [...key, at]);
      const checkpoint = checkpoints[place];
      if (checkpoint) await transaction.objectStore('checkpoints').add(checkpoint, key);
    }
  });
  tell({ what: 'changed' });
}
