/** An experiment as the notebook has it now, with its series. */
import type { RunId } from '../../../core/run/spec';
import { keyText } from '../../../notebook/keys';
import { readCurves, readExperiment } from '../../../notebook/read';
import type { ExperimentId, ExperimentRecord, RunRecord } from '../../../notebook/records';
import type { RunSeries, SeriesRecord } from '../series';
import type { KeptExperiment } from './keeping';
import { restoredSeries } from './restoredSeries';

export interface ReadKept {
  readonly experiment: ExperimentRecord;
  readonly runs: readonly RunRecord[];
  readonly series: SeriesRecord;
  readonly kept: KeptExperiment;
}

/** Undefined if the notebook has none of this name, or cannot be read. */
export async function readKept(id: ExperimentId): Promise<ReadKept | undefined> {
  const found = await readExperiment(id);
  if (!found) return undefined;
  const { experiment, runs } = found;
  const keyOf = (run: RunRecord) => [id, run.id] as const;
  const curves = await readCurves(runs.map(keyOf));
  const series = new Map<RunId, RunSeries>();
  for (const run of runs) series.set(run.id, restoredSeries(run, curves.get(keyText(keyOf(run)))));
  const resumes = new Set(runs.filter(({ checkpoint }) => checkpoint).map((run) => run.id));
  return { experiment, runs, series, kept: { id, resumes } };
}
