/** What a person does with kept experiments and runs. Everything can be undone for ten seconds. */
import { counted } from '../../core/format';
import { NotebookProblem } from '../../notebook/problem';
import type { ExperimentId, RunKey } from '../../notebook/records';
import { changeExperiment, changeRuns, purge, purgeThese, remove, restore } from '../../notebook/write';
import { offerUndo, showToast } from '../page/toast';

/** A change that the browser refuses is reported, and nothing is lost. */
async function reported(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (problem) {
    if (!(problem instanceof NotebookProblem)) throw problem;
    showToast({ text: problem.message, lasts: true });
    return false;
  }
}

/** @param name an empty one changes nothing */
export async function renameExperiment(id: ExperimentId, name: string): Promise<void> {
  const trimmed = name.trim();
  if (trimmed !== '') await reported(() => changeExperiment(id, (old) => ({ ...old, name: trimmed })));
}

/** @param text tags, separated by commas; none removes them */
export async function tagRuns(keys: readonly RunKey[], text: string): Promise<void> {
  const tags = [...new Set(text.split(',').map((tag) => tag.trim()))].filter(Boolean);
  await reported(() => changeRuns(keys, (old) => ({ ...old, tags })));
}

export async function noteRuns(keys: readonly RunKey[], note: string): Promise<void> {
  await reported(() => changeRuns(keys, (old) => ({ ...old, note: note.trim() })));
}

/** Longer than Undo is offered, in all tabs. */
const GRACE = 60_000;

/** Deletes what was removed long enough ago; at the next visit what this one leaves. */
export const emptyTrash = (): Promise<void> => purge(Date.now() - GRACE).catch(() => undefined);

async function removeAll(
  text: string,
  ids: readonly ExperimentId[],
  keys: readonly RunKey[],
): Promise<boolean> {
  const done = await reported(() => remove(ids, keys));
  if (done)
    offerUndo(
      text,
      () => void reported(() => restore(ids, keys)),
      // The space is free at once; other tabs may still offer to restore what they removed.
      () => void purgeThese(ids, keys).catch(() => undefined),
    );
  return done;
}

export const removeRuns = (keys: readonly RunKey[]): Promise<boolean> =>
  removeAll(`${counted(keys.length, 'run')} deleted.`, [], keys);

export const removeExperiment = (id: ExperimentId, name: string): Promise<boolean> =>
  removeAll(`“${name}” was deleted.`, [id], []);
