/** Takes away what the browser keeps, with a way back for as long as the message stands. */
import { forgetKept } from '../client/datasets';
import { hideOwnSet, type OwnSet, useData } from './data';
import { lookAround, useFolders } from './folders';
import { forgetSoon, isForgotten, remember, settleForgotten } from './forgotten';
import { forgetPreviews } from './previews';
import { showToast } from './toast';

async function letGo(what: string, previews: readonly string[]): Promise<void> {
  if (!isForgotten(what)) return;
  try {
    await forgetKept(what);
    settleForgotten([what]);
    forgetPreviews(previews);
  } catch {
    // It stays on the list of what goes at the next visit.
  }
  await lookAround();
}

export function removeOwnSet(set: OwnSet): void {
  const { id, name } = set.info;
  if (set.kept) forgetSoon(id);
  hideOwnSet(id);
  showToast({
    text: `“${name}” is removed.`,
    action: {
      name: 'Undo',
      act: () => {
        remember(id);
        useData.setState(({ own }) => ({ own: [...own, set] }));
      },
    },
    onGone: () => void letGo(id, [id]),
  });
}

/** Files that were fetched or given; what lies on the lab's server stays there. */
export function removeFolder(folder: string, name: string, sets: readonly string[]): void {
  const { states } = useFolders.getState();
  const before = states?.[folder];
  if (before === undefined) return;
  forgetSoon(folder);
  useFolders.setState({ states: { ...states, [folder]: { ...before, here: undefined, bytes: 0 } } });
  showToast({
    text: `The files of ${name} are removed.`,
    action: {
      name: 'Undo',
      act: () => {
        remember(folder);
        useFolders.setState((now) => ({ states: { ...now.states, [folder]: before } }));
      },
    },
    onGone: () => void letGo(folder, sets),
  });
}
