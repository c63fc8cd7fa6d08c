import { useSyncExternalStore } from 'react';

export const PHONE = '(max-width: 759px)';
/** Room for a column beside the charts. */
export const WIDE = '(min-width: 1100px)';

/** The user wants less motion. */
export const STILL = '(prefers-reduced-motion: reduce)';

const onScreen = new Map<string, boolean>();

/** Paper is narrower than the window; while printing, the page keeps its layout and everything open in it. */
function matches(query: string): boolean {
  const seen = onScreen.get(query);
  if (seen !== undefined && matchMedia('print').matches) return seen;
  const now = matchMedia(query).matches;
  onScreen.set(query, now);
  return now;
}

export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (notify) => {
      // The end of printing is a change too: the window may have another width by then.
      const lists = [matchMedia(query), matchMedia('print')];
      for (const list of lists) list.addEventListener('change', notify);
      return () => {
        for (const list of lists) list.removeEventListener('change', notify);
      };
    },
    () => matches(query),
  );
}
