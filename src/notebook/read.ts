/** Reads the notebook. */
import type { Checkpoint } from '../core/run/checkpoint';
import { piecesOf, read, runsOf } from './database';
import { keyText } from './keys';
import { type CurvePiece, curvesOf } from './pieces';
import type { ExperimentId, ExperimentRecord, RunCurves, RunKey, RunRecord } from './records';
import { isPiece, validCheckpoint, validExperiment, validRun } from './valid';

export interface Listed {
  readonly experiments: readonly ExperimentRecord[];
  readonly runs: readonly RunRecord[];
  /** Records that cannot be read. */
  readonly damaged: number;
}

const isThere = ({ removed }: { readonly removed?: number }): boolean => removed === undefined;

/** Everything but curves and checkpoints, without what was removed. @throws {NotebookProblem} */
export async function listNotebook(): Promise<Listed> {
  const [experiments, runs] = await read(async (database) => {
    const transaction = database.transaction(['experiments', 'runs']);
    return Promise.all([
      transaction.objectStore('experiments').getAll(),
      transaction.objectStore('runs').getAll(),
    ]);
  });
  const valid = {
    experiments: experiments.flatMap((one) => validExperiment(one) ?? []),
    runs: runs.flatMap((one) => validRun(one) ?? []),
  };
  const shown = valid.experiments.filter(isThere);
  const ids = new Set(shown.map(({ id }) => id));
  return {
    experiments: shown,
    runs: valid.runs.filter((run) => isThere(run) && ids.has(run.experiment)),
    damaged: experiments.length - valid.experiments.length + runs.length - valid.runs.length,
  };
}

/** The records of these runs; undefined if one of them is gone, removed or damaged. @throws {NotebookProblem} */
export async function readRuns(keys: readonly RunKey[]): Promise<readonly RunRecord[] | undefined> {
  const records = await read(async (database) => {
    const store = database.transaction('runs').objectStore('runs');
    return Promise.all(keys.map(([experiment, run]) => store.get([experiment, run])));
  });
  const runs = records.flatMap((one) => validRun(one) ?? []).filter(isThere);
  return runs.length === keys.length ? runs : undefined;
}

/** One experiment with its runs, in the order of the queue; undefined if it is not there. @throws {NotebookProblem} */
export async function readExperiment(
  id: ExperimentId,
): Promise<{ readonly experiment: ExperimentRecord; readonly runs: readonly RunRecord[] } | undefined> {
  const [experiment, runs] = await read(async (database) => {
    const transaction = database.transaction(['experiments', 'runs']);
    return Promise.all([
      transaction.objectStore('experiments').get(id),
      transaction.objectStore('runs').getAll(runsOf(id)),
    ]);
  });
  const valid = validExperiment(experiment);
  if (!valid || !isThere(valid)) return undefined;
  return {
    experiment: valid,
    runs: runs
      .flatMap((run) => validRun(run) ?? [])
      .filter(isThere)
      .toSorted((a, b) => a.place - b.place),
  };
}

/** By `keyText`, without damaged pieces. @throws {NotebookProblem} */
export async function readCurves(keys: readonly RunKey[]): Promise<ReadonlyMap<string, RunCurves>> {
  const pieces = await read(async (database) => {
    const store = database.transaction('curves').objectStore('curves');
    return Promise.all(keys.map((key) => store.getAll(piecesOf(key))));
  });
  return new Map(keys.map((key, place) => [keyText(key), curvesOf((pieces[place] ?? []).filter(isPiece))]));
}

/** Undefined where there is none, or it is damaged. @throws {NotebookProblem} */
export const readCheckpoint = ([experiment, run]: RunKey): Promise<Checkpoint | undefined> =>
  read(async (database) => validCheckpoint(await database.get('checkpoints', [experiment, run])));

/** The pieces of a run's curves, in order. @throws {NotebookProblem} */
export const readPieces = (key: RunKey): Promise<CurvePiece[]> =>
  read(async (database) => (await database.getAll('curves', piecesOf(key))).filter(isPiece));
