import { useEffect, useEffectEvent } from 'react';
import { usePage } from '../../store/page';
import { usePreferences } from '../../store/preferences';
import { useRuns } from '../../store/runs';
import { newSeed, pause, reset, resume, step, train } from '../../store/runVerbs';
import { undoLast } from '../../store/toast';

const CONTROLS = 'button, a[href], input, select, textarea, summary, [role="slider"], [contenteditable]';
const FIELDS = 'input:not([type="checkbox"], [type="radio"]), select, textarea, [contenteditable]';

/** After the end Space does nothing: a key meant for scrolling must not wipe the curves. */
function trainOrPause(): boolean {
  const { phase } = useRuns.getState();
  if (phase === 'running' || phase === 'preparing') pause();
  else if (phase === 'paused') resume();
  else if (phase === 'ready') void train();
  else return false;
  return true;
}

const letters: Readonly<Record<string, () => unknown>> = {
  s: step,
  r: () => useRuns.getState().phase !== 'ready' && reset(),
  n: newSeed,
};

/** Ctrl+Z, on a Mac ⌘Z. In fields it is the browser's own. */
const isUndo = ({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent): boolean =>
  (ctrlKey || metaKey) && !shiftKey && !altKey && key.toLowerCase() === 'z';

export function useShortcuts(onHelp: () => void): void {
  const help = useEffectEvent(onHelp);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.repeat || event.defaultPrevented) return;
      const at = event.target instanceof Element ? event.target : document.body;
      if (at.matches(FIELDS) || document.querySelector('dialog[open]')) return;
      if (isUndo(event) && undoLast()) event.preventDefault();
      if (!usePreferences.getState().shortcuts) return;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === '?') help();
      else if (usePage.getState().page !== 'lab') return;
      else if (event.key === ' ') {
        if (!at.closest(CONTROLS) && trainOrPause()) event.preventDefault();
      } else void letters[event.key.toLowerCase()]?.();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}
