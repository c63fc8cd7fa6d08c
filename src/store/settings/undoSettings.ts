/** Settings that others take the place of all at once: by a file, or a set-up. They can be had back. */
import { offerUndo } from '../page/toast';
import type { SettingsForm } from './settings';

/** @param text what was done: "“mine.json” is open." */
export function undoably(settings: SettingsForm, text: string, change: () => void): void {
  const { returnToSettings, useSettings } = settings;
  const before = useSettings.getState();
  change();
  const after = useSettings.getState();
  if (JSON.stringify([before.draft, before.texts]) === JSON.stringify([after.draft, after.texts])) return;
  const goBack = (): void => returnToSettings(before);
  offerUndo(text, () => {
    // What was typed since is not lost either.
    if (useSettings.getState().texts === after.texts) goBack();
    else undoably(settings, 'The settings from before are back.', goBack);
  });
}
