/** The runs that `lab plot` draws, with their curves, grouped as on the Compare page. */
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { KeptRuns } from '../../figures/compare/compareFigure';
import { isFound, wordsOf } from '../../figures/compare/found';
import { shownGroups } from '../../figures/compare/groups';
import { keyText } from '../../notebook/keys';
import { curvesOf } from '../../notebook/pieces';
import type { ExperimentRecord, RunCurves, RunRecord } from '../../notebook/records';
import { differing, type GroupKey, groupRuns, usualGrouping } from '../../notebook/stats/group';
import { groupResults, judgedBy } from '../../notebook/stats/reached';
import { isFile } from '../files/regularFile';
import { notebookAt } from '../sweep/notebookAt';
import { readRunFile } from '../sweep/runFile';
import { UsageError } from '../usage';

export interface Kept extends KeptRuns {
  readonly experiment: ExperimentRecord;
  readonly by: readonly GroupKey[];
  /** The run whose file was named. */
  readonly only: string | undefined;
}

interface Wanted {
  readonly paths: readonly string[];
  /** Name or id. */
  readonly experiment: string | undefined;
  readonly find: string;
}

/** The id of the run whose file this is; undefined for a notebook file. */
function runIn(path: string): string | undefined {
  return isFile(path) && !path.endsWith('.f3lab.json')
    ? readRunFile(readFileSync(path, 'utf8'))?.run
    : undefined;
}

/** @throws {UsageError} that lists the experiments */
function chosen(all: readonly ExperimentRecord[], wanted: string | undefined): ExperimentRecord {
  const found = all.filter(({ id, name }) => wanted === undefined || wanted === id || wanted === name);
  const [only, ...others] = found;
  if (only && others.length === 0) return only;
  const names = (only ? found : all).map(({ id, name }) => `“${name}” (${id})`).join(', ');
  if (all.length === 0) throw new UsageError('The file has no experiments. Name another file.');
  if (wanted === undefined)
    throw new UsageError(`The file has several experiments. Name one with --experiment: ${names}.`);
  throw new UsageError(
    only
      ? `--experiment: “${wanted}” names several. Give an id: ${names}.`
      : `--experiment: “${wanted}” is not in the file. It has ${names}.`,
  );
}

/** As the Compare page groups and names them before anything is chosen there. */
function grouped(experiment: ExperimentRecord, runs: readonly RunRecord[]): Pick<Kept, 'by' | 'groups'> {
  const by = usualGrouping(differing(runs));
  const groups = groupRuns(
    runs.toSorted((a, b) => a.place - b.place),
    by,
  );
  const results = groupResults(groups, judgedBy(experiment.data.task), undefined);
  const plain = { hidden: [], colours: {}, baseline: undefined };
  return { by, groups: shownGroups(groups, plain, [experiment], results) };
}

/** @throws {UsageError} naming what to change */
export function keptAt({ paths, experiment: wanted, find }: Wanted): Kept {
  const [first = ''] = paths;
  const only = paths.length === 1 ? runIn(first) : undefined;
  const {
    experiments,
    runs: all,
    curves: pieces,
  } = notebookAt('plot', only === undefined ? paths : [dirname(first)]);
  const experiment = chosen(experiments, wanted);
  const words = wordsOf(find);
  const curves = new Map<string, RunCurves>();
  const runs = all.filter((run, i) => {
    const isMeant =
      run.experiment === experiment.id && (only === undefined || run.id === only) && isFound(run, '', words);
    const own = pieces[i] ?? [];
    if (isMeant && own.length > 0) curves.set(keyText([run.experiment, run.id]), curvesOf(own));
    return isMeant;
  });
  if (runs.length === 0)
    throw new UsageError(`--find: no run has “${find}”. Runs are found by their settings: “dfa”, “seed 1”.`);
  if (curves.size === 0) throw new UsageError(`“${first}” has no curves: none of its runs has begun.`);
  return { experiments, experiment, runs, curves, only, ...grouped(experiment, runs) };
}
