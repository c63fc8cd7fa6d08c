/** `lab export --as csv`: curves as one tidy table. */
import { dirname } from 'node:path';
import { seriesCsv } from '../../exports/series';
import { keyOf } from '../../exports/tables/table';
import { curvesOf } from '../../notebook/pieces';
import { differing, groupKeyName, textOf } from '../../notebook/stats/group';
import { isFolder } from '../files/regularFile';
import { notebookAt } from '../sweep/notebookAt';
import { UsageError } from '../usage';

/**
 * @param path a folder of a sweep, a run's file in one, or a notebook file
 * @param run only this one
 * @throws {UsageError} naming the file
 */
export function curvesCsv(path: string, run: string | undefined): string {
  const isRun = !isFolder(path) && !path.endsWith('.f3lab.json');
  const { experiments, runs, curves } = notebookAt('export', [isRun ? dirname(path) : path]);
  const keys = differing(runs).filter((key) => key !== 'rule' && key !== 'seed');
  const wanted = runs.map((one, i) => ({ one, pieces: curves[i] ?? [] }));
  const shown = wanted.filter(
    ({ one, pieces }) => pieces.length > 0 && (run === undefined || one.id === run),
  );
  if (shown.length === 0) {
    const ids = wanted.filter(({ pieces }) => pieces.length > 0).map(({ one }) => one.id);
    throw new UsageError(
      run === undefined
        ? `“${path}” has no curves: none of its runs has begun.`
        : `--run: “${path}” has no curves of “${run}”. It has those of ${ids.join(', ')}.`,
    );
  }
  const of = (id: string) => experiments.find((one) => one.id === id);
  return seriesCsv(
    shown.map(({ one, pieces }) => ({
      ...curvesOf(pieces),
      ...{ id: one.id, spec: one.spec, steps: one, trainSize: of(one.experiment)?.data.trainSize ?? 0 },
      settings: keys.map((key) =>
        key === 'experiment' ? (of(one.experiment)?.name ?? '') : textOf(one, key),
      ),
    })),
    keys.map((key) => keyOf(groupKeyName(key))),
  );
}
