/**
 * The recorded sweeps, for page and documentation. Each is a folder that `lab sweep --out results/sweeps/<id>` fills; what
 * the page reads of it loads on demand, like the recorded studies.
 */
import type { Experiment, RunSpec } from '../../core/run/spec';
import { readExperimentFile } from '../files/file';
import { expandSweep, type SweepAxis } from '../sweep/sweep';
import { problemIn } from './checked';
import { readSummary, type SummaryRun } from './sweepSummary';

/** Folders in `results/sweeps`, in the order in which they are listed. */
export const sweepIds = [
  'mnist-accuracy',
  'sgemm',
  'error-information',
  'initialisations',
  'learning-rates',
  'depth-64-shallow',
  'depth-64-middle',
  'depth-64-deep',
  'depth-500-shallow',
  'depth-500-middle',
  'depth-500-deep',
  'defp-mnist',
  'thesis-feedback',
] as const;
export type SweepId = (typeof sweepIds)[number];

export interface RecordedSweep {
  readonly id: SweepId;
  readonly experiment: Experiment;
  readonly sweep: readonly SweepAxis[];
  /** Runs of the experiment; `runs` are those that have finished. */
  readonly planned: number;
  readonly runs: readonly (SummaryRun & { readonly spec: RunSpec })[];
}

/** @param experimentJson its experiment.json @param summaryJson its summary.json @throws {StudyProblem} */
export function readSweepFiles(id: SweepId, experimentJson: unknown, summaryJson: unknown): RecordedSweep {
  const file = readExperimentFile(JSON.stringify(experimentJson));
  const problem = file.ok ? file.problems[0] : file.problem;
  const where = `results/sweeps/${id}/experiment.json`;
  if (!file.ok || problem !== undefined) throw problemIn(where, '', problem ?? 'it cannot be read.');
  const { experiment, sweep = [] } = file;
  const planned = new Map(expandSweep(experiment, sweep).map((run) => [run.id, run.spec]));
  const runs = readSummary(id, summaryJson).runs.map((run, i) => {
    const spec = planned.get(run.run);
    if (spec) return { ...run, spec };
    throw problemIn(
      `results/sweeps/${id}/summary.json`,
      `runs.${i}.run`,
      `“${run.run}” is no run of experiment.json. Run npm run docs.`,
    );
  });
  return { id, experiment, sweep, planned: planned.size, runs };
}

/** @throws {StudyProblem} if a file is not valid */
export async function loadSweep(id: SweepId): Promise<RecordedSweep> {
  const [{ default: experiment }, { default: summary }] = await Promise.all([
    import(`../../../results/sweeps/${id}/experiment.json`),
    import(`../../../results/sweeps/${id}/summary.json`),
  ]);
  return readSweepFiles(id, experiment, summary);
}
