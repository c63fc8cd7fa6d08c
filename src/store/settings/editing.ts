/** Undo and redo of single changes while an editor covers the page, and the page's Undo for all of them afterwards. */
import { create } from 'zustand';
import type { Settings, SettingsForm } from './settings';
import { offerBack } from './undoSettings';

interface Editing {
  /** Settings before each change, the latest last. */
  readonly past: readonly Settings[];
  /** What Redo returns to, the next one last. */
  readonly future: readonly Settings[];
}

/** Changes kept. */
const MOST = 200;

export function createEditing(settings: SettingsForm) {
  const useEditing = create<Editing>(() => ({ past: [], future: [] }));
  let first: Settings | undefined;
  /** The field in which the latest change was typed. */
  let typing: string | undefined;
  const now = (): Settings => settings.useSettings.getState();

  function begin(): void {
    first = now();
    typing = undefined;
    useEditing.setState({ past: [], future: [] });
  }

  /** @param field changes typed in the same field, one after another, are undone together */
  function edit(change: () => void, field?: string): void {
    const before = now();
    change();
    const goesOn = field !== undefined && field === typing;
    typing = field;
    if (goesOn || isSame(before, now())) return;
    useEditing.setState(({ past }) => ({ past: [...past, before].slice(-MOST), future: [] }));
  }

  function undo(): boolean {
    const { past, future } = useEditing.getState();
    const back = past.at(-1);
    if (!back) return false;
    typing = undefined;
    useEditing.setState({ past: past.slice(0, -1), future: [...future, now()] });
    settings.returnToSettings(back);
    return true;
  }

  function redo(): boolean {
    const { past, future } = useEditing.getState();
    const next = future.at(-1);
    if (!next) return false;
    typing = undefined;
    useEditing.setState({ past: [...past, now()], future: future.slice(0, -1) });
    settings.returnToSettings(next);
    return true;
  }

  /** @param text what was done: "The layers were changed." */
  function end(text: string): void {
    if (first) offerBack(settings, text, first);
    first = undefined;
    useEditing.setState({ past: [], future: [] });
  }

  return { useEditing, begin, edit, undo, redo, end };
}
export type SettingsEditing = ReturnType<typeof createEditing>;

const isSame = (one: Settings, other: Settings): boolean =>
  one.draft === other.draft && one.texts === other.texts && one.rows === other.rows;
