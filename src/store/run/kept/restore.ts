/** Brings back the experiment that the Lab showed before a reload, or at the last visit. */
import type { RunId } from '../../../core/run/spec';
import { keyText } from '../../../notebook/keys';
import { readCurves, readExperiment } from '../../../notebook/read';
import type { ExperimentId, ExperimentRecord, RunRecord } from '../../../notebook/records';
import type { SettingsForm } from '../../settings/settings';
import type { LabRuns } from '../runs';
import type { RunSeries, SeriesRecord } from '../series';
import type { KeptExperiment } from './keeping';
import { restoredSeries } from './restoredSeries';
import { lastShown, noteShown } from './shown';

/** An experiment as the notebook has it now. */
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

interface Parts {
  readonly runs: LabRuns;
  readonly settings: SettingsForm;
}

/** The page was reloaded, or comes back from the history: its address has the settings as they were edited last. */
function isReload(): boolean {
  const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return entry !== undefined && entry.type !== 'navigate';
}

/** @param given the address names settings: a link, which shows what it says */
export async function restoreShown({ runs, settings }: Parts, given: boolean): Promise<void> {
  const shown = lastShown();
  const reloaded = isReload();
  if (shown === undefined || (given && !reloaded)) return;
  const read = await readKept(shown);
  if (!read || runs.phase() !== 'ready') {
    if (!read) noteShown(undefined);
    return;
  }
  if (!reloaded) settings.openExperiment(read.experiment.settings, undefined);
  runs.showKept(read);
  noteShown(shown);
}
