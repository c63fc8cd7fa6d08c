/** Takes away what the browser keeps, with a way back for as long as the message stands. */
import { deleteKept } from '../../client/datasets';
import type { FolderState } from '../../data/fetch/sources';
import { offerUndo } from '../page/toast';
import { deleteFromTrash, moveToTrash, restoreFromTrash } from '../page/trash';
import { datasetChoice } from '../settings/choices';
import { hideOwnSet, inWords, type OwnSet, showFileProblem, showOwnSet } from './data';
import { dismissDownload, refreshData, setsOf, useFolders, withoutKept } from './folders';
import { forgetPreviews } from './previews';
import { dismissRoom, keepAgain } from './room';

async function deleteForGood(what: string, name: string, previews: readonly string[]): Promise<void> {
  let gone = false;
  try {
    await deleteFromTrash(what, async () => {
      await deleteKept(what);
      forgetPreviews(previews);
    });
    gone = true;
  } catch (error) {
    // It stays on the list of what goes at the next visit.
    const { title, detail } = inWords(error);
    showFileProblem({
      title: `The browser has not let go of ${name}.`,
      detail: `${title} ${detail} It is tried again when the Data page is opened.`,
    });
  }
  await refreshData();
  if (gone) await keepAgain();
}

export function removeOwnSet(set: OwnSet): void {
  const { id, name } = set.info;
  if (set.kept) moveToTrash(id);
  dismissRoom(id);
  hideOwnSet(id);
  offerUndo(
    `“${name}” is removed.`,
    () => {
      restoreFromTrash(id);
      showOwnSet(set);
    },
    () => void deleteForGood(id, `“${name}”`, [id]),
  );
}

/** Files that were fetched or given; what lies on the lab's server stays there. */
export function removeFolder(folder: string, name: string, sets: readonly string[]): void {
  const { states } = useFolders.getState();
  const before = states?.[folder];
  if (before === undefined) return;
  moveToTrash(folder);
  dismissRoom(folder);
  dismissDownload(folder);
  useFolders.setState({ states: { ...states, [folder]: withoutKept(before) } });
  offerUndo(
    `The files of ${name} are removed.`,
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

/** What takes most of the browser's storage, the largest first. @param except what room is wanted for */
export function largestKept(
  own: readonly OwnSet[],
  states: Readonly<Record<string, FolderState>> | undefined,
  except: string,
  most = 3,
): readonly Removable[] {
  const sets = own
    .filter(({ kept }) => kept)
    .map((set) => ({
      what: set.info.id,
      name: set.info.name,
      bytes: set.bytes,
      remove: () => removeOwnSet(set),
    }));
  const folders = Object.values(states ?? {}).flatMap(({ folder, keptBytes: bytes, forVisit }) => {
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
