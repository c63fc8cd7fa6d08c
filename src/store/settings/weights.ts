/** Files of weights from which runs can start: those that the browser keeps, and those opened in this visit. */
import { create } from 'zustand';
import type { GivenWeights } from '../../core/network/given';
import { FROM_SEED } from '../../core/run/settings';
import type { Experiment } from '../../core/run/spec';
import { DamagedFile } from '../../experiment/files/safetensors';
import { addWeights, findWeights, forgetWeights, type WeightsAbout } from '../../experiment/networks/weights';
import { deleteWeights, keepWeights, keptWeights, readWeightArrays } from '../../notebook/keptWeights';
import { offerUndo, showToast } from '../page/toast';

/** Bytes of a file. */
const MOST_BYTES = 2 ** 30;

/** In the order in which they became known. */
export const useWeights = create<{ readonly known: readonly WeightsAbout[] }>(() => ({ known: [] }));

/** Arrays of this visit: the browser may refuse to keep them. */
const opened = new Map<string, GivenWeights>();

function add(about: WeightsAbout): void {
  addWeights(about);
  useWeights.setState(({ known }) => ({ known: [...known.filter(({ id }) => id !== about.id), about] }));
}

/** Lists those that the browser keeps. */
export async function refreshWeights(): Promise<void> {
  for (const about of await keptWeights()) if (!findWeights(about.id)) add(about);
}

/** Why a file cannot be a run’s beginning, for the page. */
export class NotWeights extends Error {
  override readonly name = 'NotWeights';
}

/** @throws {NotWeights} */
export async function openWeights(file: File): Promise<WeightsAbout> {
  if (file.size > MOST_BYTES) throw new NotWeights('It has more than 1 GiB, the most that is read.');
  const { readWeights } = await import('../../exports/weights/read');
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const { about, weights } = await readWeights(file.name, bytes);
    // The same content may be known under another name. It is kept again: the browser may have lost its arrays.
    const known = findWeights(about.id) ?? about;
    const own = { ...weights, id: known.id };
    opened.set(known.id, own);
    add(known);
    const why = await keepWeights(known, own);
    if (why !== undefined)
      showToast({
        text: `“${file.name}” can be used until this page is closed. The browser does not keep it: ${why}.`,
        lasts: true,
      });
    return known;
  } catch (error) {
    if (!(error instanceof DamagedFile)) throw error;
    throw new NotWeights(`It ${error.message}.`);
  }
}

/** Removes a file from the browser, after the time for Undo. Runs that started from it stay. */
export function removeWeights({ id, file, ...rest }: WeightsAbout): void {
  forgetWeights(id);
  useWeights.setState(({ known }) => ({ known: known.filter((one) => one.id !== id) }));
  offerUndo(
    `“${file}” was removed.`,
    () => add({ id, file, ...rest }),
    () => {
      if (findWeights(id)) return;
      opened.delete(id);
      void deleteWeights(id);
    },
  );
}

/** What `startFrom` names; undefined for the seed, and where it is not here. */
export async function weightsFor({
  startFrom,
}: Pick<Experiment, 'startFrom'>): Promise<GivenWeights | undefined> {
  const about = startFrom === FROM_SEED ? undefined : findWeights(startFrom);
  if (!about) return undefined;
  const kept = opened.get(about.id) ?? { arrays: await readWeightArrays(about.id) };
  return kept.arrays && { id: startFrom, arrays: kept.arrays };
}
