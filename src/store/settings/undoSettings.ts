/** Undo for changes that replace all settings at once, by a file or preset. */
import { offerUndo } from '../page/toast';
import type { Settings, SettingsForm } from './settings';

/** @param text what was done: "“mine.json” is open." */
export function undoably(settings: SettingsForm, text: string, change: () => void): void {
  const before = settings.useSettings.getState();
  change();
  offerBack(settings, text, before);
}

/** Offers to return to earlier settings, if they differ from those now. */
export function offerBack(settings: SettingsForm, text: string, before: Settings): void {
  const { returnToSettings, useSettings } = settings;
  const after = useSettings.getState();
  if (JSON.stringify([before.draft, before.texts]) === JSON.stringify([after.draft, after.texts])) return;
  const goBack = (): void => returnToSettings(before);
  offerUndo(text, () => {
    // Later edits must not be lost.
    if (useSettings.getState().texts === after.texts) goBack();
    else undoably(settings, 'The previous settings were restored.', goBack);
  });
}
