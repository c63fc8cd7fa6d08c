/** What is kept between visits: theme, whether single keys act, and whether the Inside column is wanted. */
import { create } from 'zustand';
import { showToast } from './toast';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];
interface Preferences {
  readonly theme: Theme;
  readonly shortcuts: boolean;
  readonly inside: boolean;
}
const KEY = 'f3-lab.preferences';

// Storage may be refused (private windows, policies): then the choice lasts for this visit.
function read(): Partial<Preferences> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    // What is damaged must not keep the page from opening.
    return typeof kept === 'object' && kept !== null ? kept : {};
  } catch {
    return {};
  }
}

/** Said once in a visit: the second choice that is not kept surprises nobody. */
let told = false;

function write(preferences: Preferences): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(preferences));
    told = false;
  } catch (reason) {
    if (told) return;
    told = true;
    const full = reason instanceof DOMException && reason.name === 'QuotaExceededError';
    const why = full ? 'its storage for this site is full' : 'it keeps nothing for this site';
    showToast({ text: `Your choice holds until this page is closed. The browser cannot keep it: ${why}.` });
  }
}

export const usePreferences = create<Preferences>(() => {
  const kept = read();
  return {
    theme: themes.find((theme) => theme === kept.theme) ?? 'system',
    shortcuts: kept.shortcuts !== false,
    inside: kept.inside !== false,
  };
});

function show({ theme }: Preferences): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

export function keepPreferences(): void {
  show(usePreferences.getState());
  usePreferences.subscribe((now) => {
    show(now);
    write(now);
  });
}
export function setTheme(theme: Theme): void {
  usePreferences.setState({ theme });
}
export function setShortcuts(shortcuts: boolean): void {
  usePreferences.setState({ shortcuts });
}
export function setInside(inside: boolean): void {
  usePreferences.setState({ inside });
}
