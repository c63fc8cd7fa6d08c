/** Brings back the experiment that the Lab showed before a reload, or at the last visit. */
import type { SettingsForm } from '../../settings/settings';
import type { LabRuns } from '../runs';
import { readKept } from './readKept';
import { lastShown, noteShown } from './shown';

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
