/** Takes away what the browser keeps, with a way back for as long as the message stands. */
import { forgetKept } from '../client/datasets';
import { hideOwnSet, inWords, type OwnSet, showFileProblem, showOwnSet } from './data';
import { dismissGet, lookAround, useFolders, withoutKept } from './folders';
import { forgetSoon, letGoOf, remember } from './forgotten';
import { forgetPreviews } from './previews';
import { offerUndo } from './toast';

async function letGo(what: string, name: string, previews: readonly string[]): Promise<void> {
  try {
    await letGoOf(what, async () => {
      await forgetKept(what);
      forgetPreviews(previews);
    });
  } catch (error) {
    // It stays on the list of what goes at the next visit.
    const { title, detail } = inWords(error);
    showFileProblem({
      title: `The browser has not let go of ${name}.`,
      detail: `${title} ${detail} It is tried again when the Data page is opened.`,
    });
  }
  await lookAround();
}

export function removeOwnSet(set: OwnSet): void {
  const { id, name } = set.info;
  if (set.kept) forgetSoon(id);
  hideOwnSet(id);
  offerUndo(
    `“${name}” is removed.`,
    () => {
      remember(id);
      showOwnSet(set);
    },
    () => void letGo(id, `“${name}”`, [id]),
  );
}

/** Files that were fetched or given; what lies on the lab's server stays there. */
export function removeFolder(folder: string, name: string, sets: readonly string[]): void {
  const { states } = useFolders.getState();
  const before = states?.[folder];
  if (before === undefined) return;
  forgetSoon(folder);
  dismissGet(folder);
  useFolders.setState({ states: { ...states, [folder]: withoutKept(before) } });
  offerUndo(
    `The files of ${name} are removed.`,
    () => {
      remember(folder);
      useFolders.setState((now) => ({ states: { ...now.states, [folder]: before } }));
    },
    () => void letGo(folder, name, sets),
  );
}
