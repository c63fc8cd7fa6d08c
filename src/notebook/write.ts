/** Changes the notebook: every function is one transaction, so that several tabs lose nothing. */
import type { Checkpoint } from '../core/run/checkpoint';
import { appendPiece } from './append';
import { tell } from './channel';
import { piecesOf, type Writing, write } from './database';
import type { NotebookFile } from './file';
import { keyText } from './keys';
import type { CurvePiece } from './pieces';
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

/** In memory of its own: shared memory cannot be stored, and a view would be stored with all that lies around it. */
export function storable(checkpoint: Checkpoint): Checkpoint {
  const own = Object.entries(checkpoint.arrays).map(([name, { shape, values }]) => {
    const whole = values.buffer instanceof ArrayBuffer && values.byteLength === values.buffer.byteLength;
    return [name, { shape, values: whole ? values : values.slice() }] as const;
  });
  return { ...checkpoint, arrays: Object.fromEntries(own) };
}

/**
 * Appends a piece of a run's curves, in place of what lies ahead of its beginning, and replaces the checkpoint.
 * @returns false, and nothing is written, if the run was deleted
 * @throws {NotebookProblem}
 */
export async function keepProgress(key: RunKey, { piece, run, checkpoint }: Progress): Promise<boolean> {
  const own = checkpoint && storable(checkpoint);
  const kept = await write(async (transaction) => {
    const runs = transaction.objectStore('runs');
    const old = await runs.get(keyOf(key));
    if (old === undefined) return false;
    const growth = await appendPiece(transaction, key, piece);
    const next: RunRecord = {
      ...run(old),
      curveBytes: Math.max(0, old.curveBytes + growth),
      ...(own ? { checkpoint: { epoch: own.epoch, bytes: checkpointBytes(own) } } : {}),
    };
    await runs.put(next, keyOf(key));
    if (own) await transaction.objectStore('checkpoints').put(own, keyOf(key));
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

/** Deletes removed records, runs also with their experiment, and their curves and checkpoints. */
const deleteWhere = (
  isExperimentOver: (record: ExperimentRecord) => boolean,
  isRunOver: (record: RunRecord) => boolean,
): Promise<void> =>
  write(async (transaction) => {
    const experiments = transaction.objectStore('experiments');
    const isRemoved = ({ removed }: { readonly removed?: number }): boolean => removed !== undefined;
    const over = (await experiments.getAll()).filter((one) => isRemoved(one) && isExperimentOver(one));
    const gone = new Set(over.map(({ id }) => id));
    for (const id of gone) await experiments.delete(id);
    for (const run of await transaction.objectStore('runs').getAll()) {
      if (!gone.has(run.experiment) && !(isRemoved(run) && isRunOver(run))) continue;
      const key: RunKey = [run.experiment, run.id];
      await transaction.objectStore('runs').delete(keyOf(key));
      await transaction.objectStore('curves').delete(piecesOf(key));
      await transaction.objectStore('checkpoints').delete(keyOf(key));
    }
  });

/**
 * Deletes what was removed before that time, with curves and checkpoints.
 * @param before milliseconds since 1970
 * @throws {NotebookProblem}
 */
export function purge(before: number): Promise<void> {
  const isOver = ({ removed }: { readonly removed?: number }): boolean => (removed ?? before) < before;
  return deleteWhere(isOver, isOver);
}

/** Deletes what is still removed of these, with curves and checkpoints. @throws {NotebookProblem} */
export function purgeThese(ids: readonly ExperimentId[], keys: readonly RunKey[]): Promise<void> {
  const texts = new Set(keys.map(keyText));
  return deleteWhere(
    ({ id }) => ids.includes(id),
    ({ experiment, id }) => texts.has(keyText([experiment, id])),
  );
}

/**
 * Adds experiments with all that belongs to their runs, as a file has them. An id that is taken, also by an experiment that
 * was removed a moment ago, is replaced: nothing is overwritten.
 * @returns the id of each experiment by its id in the file
 * @throws {NotebookProblem}
 */
export async function addAll(
  { experiments, runs, curves, checkpoints }: NotebookFile,
  newId: () => ExperimentId,
): Promise<ReadonlyMap<ExperimentId, ExperimentId>> {
  const ids = await write(async (transaction) => {
    const all = transaction.objectStore('experiments');
    const given = new Map<ExperimentId, ExperimentId>();
    for (const one of experiments) {
      const id = (await all.getKey(one.id)) === undefined ? one.id : newId();
      given.set(one.id, id);
      await all.add({ ...one, id }, id);
    }
    for (const [place, run] of runs.entries()) {
      const experiment = given.get(run.experiment) ?? run.experiment;
      const key = keyOf([experiment, run.id]);
      await transaction.objectStore('runs').add({ ...run, experiment }, key);
      for (const piece of curves[place] ?? [])
        await transaction.objectStore('curves').put(piece, [...key, piece.fromStep]);
      const checkpoint = checkpoints[place];
      if (checkpoint) await transaction.objectStore('checkpoints').add(checkpoint, key);
    }
    return given;
  });
  tell({ what: 'changed' });
  return ids;
}
