/** Removes stored data, with Undo while the toast is shown. */
import { deleteStored } from '../../client/datasets';
import type { FolderState } from '../../data/fetch/sources';
import { offerUndo } from '../page/toast';
import { deleteFromTrash, moveToTrash, restoreFromTrash } from '../page/trash';
import { datasetChoice } from '../settings/choices';
import { hideOwnSet, inWords, type OwnSet, showFileProblem, showOwnSet } from './data';
import { dismissDownload, refreshData, setsOf, useFolders, withoutStored } from './folders';
import { forgetPreviews } from './previews';
import { dismissStorageFull, retryStoring } from './storageFull';

async function deleteForGood(what: string, name: string, previews: readonly string[]): Promise<void> {
  let gone = false;
  try {
    await deleteFromTrash(what, async () => {
      await deleteStored(what);
      forgetPreviews(previews);
    });
    gone = true;
  } catch (error) {
    // It stays in the trash; the next visit retries.
    const { title, detail } = inWords(error);
    showFileProblem({
      title: `The browser could not delete ${name}.`,
      detail: `${title} ${detail} The lab tries again when the Data page is opened.`,
    });
  }
  await refreshData();
  if (gone) await retryStoring();
}

export function removeOwnSet(set: OwnSet): void {
  const { id, name } = set.info;
  if (set.stored) moveToTrash(id);
  dismissStorageFull(id);
  hideOwnSet(id);
  offerUndo(
    `“${name}” was removed.`,
    () => {
      restoreFromTrash(id);
      showOwnSet(set);
    },
    () => void deleteForGood(id, `“${name}”`, [id]),
  );
}

/** Removes the browser's copies of a folder; files on the lab's server stay. */
export function removeFolder(folder: string, name: string, sets: readonly string[]): void {
  const { states } = useFolders.getState();
  const before = states?.[folder];
  if (before === undefined) return;
  moveToTrash(folder);
  dismissStorageFull(folder);
  dismissDownload(folder);
  useFolders.setState({ states: { ...states, [folder]: withoutStored(before) } });
  offerUndo(
    `The files of ${name} were removed.`,
    () => {
      restoreFromTrash(folder);
      useFolders.setState((now) => ({ states: { ...now.states, [folder]: before } }));
    },
    () => void deleteForGood(folder, name, sets),
  );
}

export interface Removable {
  readonly what: string;
  readonly name: string;
  readonly bytes: number;
  readonly remove: () => void;
}

/** The largest stored items, largest first. @param except the item that needs space */
export function largestStored(
  own: readonly OwnSet[],
  states: Readonly<Record<string, FolderState>> | undefined,
  except: string,
  most = 3,
): readonly Removable[] {
  const sets = own
    .filter(({ stored }) => stored)
    .map((set) => ({
      what: set.info.id,
      name: set.info.name,
      bytes: set.bytes,
      remove: () => removeOwnSet(set),
    }));
  const folders = Object.values(states ?? {}).flatMap(({ folder, storedBytes: bytes, forVisit }) => {
    const ids = setsOf(folder);
    const [first] = ids;
    if (first === undefined || bytes === 0 || forVisit) return [];
    const { name } = datasetChoice(first);
    return [{ what: folder, name, bytes, remove: () => removeFolder(folder, name, ids) }];
  });
  return [...sets, ...folders]
    .filter(({ what }) => what !== except)
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, most);
}
