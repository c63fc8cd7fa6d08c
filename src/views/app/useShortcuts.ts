import { useEffect, useEffectEvent } from 'react';
import type { Lab } from '../../store/lab';
import { usePage } from '../../store/page/page';
import { usePreferences } from '../../store/page/preferences';
import { undoLast } from '../../store/page/toast';
import { useLab } from '../labContext';

const CONTROLS = 'button, a[href], input, select, textarea, summary, [role="slider"], [contenteditable]';
const FIELDS = 'input:not([type="checkbox"], [type="radio"]), select, textarea, [contenteditable]';

/** After the end Space does nothing: a key meant for scrolling must not wipe the curves. */
function trainOrPause(lab: Lab): boolean {
  const { phase } = lab.runs.useRuns.getState();
  if (phase === 'running' || phase === 'preparing') lab.verbs.pause();
  else if (phase === 'paused') lab.verbs.resume();
  else if (phase === 'ready') void lab.verbs.train();
  else return false;
  return true;
}

const letters: Readonly<Record<string, (lab: Lab) => unknown>> = {
  s: ({ verbs }) => verbs.step(),
  r: ({ runs, verbs }) => runs.useRuns.getState().phase !== 'ready' && verbs.reset(),
  n: ({ verbs }) => verbs.newSeed(),
};

/** Ctrl+Z, on a Mac ⌘Z. In fields it is the browser's own. */
const isUndo = ({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent): boolean =>
  (ctrlKey || metaKey) && !shiftKey && !altKey && key.toLowerCase() === 'z';

export function useShortcuts(onHelp: () => void): void {
  const lab = useLab();
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
        if (!at.closest(CONTROLS) && trainOrPause(lab)) event.preventDefault();
      } else void letters[event.key.toLowerCase()]?.(lab);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [lab]);
}
