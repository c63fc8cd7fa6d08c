import { useEffect, useEffectEvent } from 'react';
import { goTo } from '../../../store/page/page';
import { usePreferences } from '../../../store/page/preferences';
import { undoLast } from '../../../store/page/toast';
import { useLab } from '../../labContext';
import { pages } from '../../pages';
import { meantBy } from './keys';
import type { Page } from './page';

const CONTROLS = 'button, a[href], input, select, textarea, summary, [role="slider"], [contenteditable]';
const FIELDS = 'input:not([type="checkbox"], [type="radio"]), select, textarea, [contenteditable]';

/** Ctrl+Z, or ⌘Z on a Mac. In text fields, undo is left to the browser. */
const isUndo = ({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent): boolean =>
  (ctrlKey || metaKey) && !shiftKey && !altKey && key.toLowerCase() === 'z';

export function useKeys(page: Page, onHelp: () => void): void {
  const lab = useLab();
  const press = useEffectEvent((event: KeyboardEvent, onControl: boolean) => {
    if (event.key === '?') return onHelp();
    const meant = meantBy(event.key, page, pages);
    if (meant?.to !== undefined) goTo(meant.to);
    if (!meant?.own || (onControl && meant.own.offControls)) return;
    if (meant.own.act(lab) !== false && meant.own.offControls) event.preventDefault();
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.repeat || event.defaultPrevented) return;
      const at = event.target instanceof Element ? event.target : document.body;
      if (at.matches(FIELDS) || document.querySelector('dialog[open]')) return;
      if (isUndo(event) && undoLast()) event.preventDefault();
      if (!usePreferences.getState().shortcuts) return;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      press(event, at.closest(CONTROLS) !== null);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}
