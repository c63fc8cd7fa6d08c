import { useSyncExternalStore } from 'react';

export const PHONE = '(max-width: 759px)';
/** Room for a column beside the charts. */
export const WIDE = '(min-width: 1100px)';

export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (notify) => {
      const list = matchMedia(query);
      list.addEventListener('change', notify);
      return () => list.removeEventListener('change', notify);
    },
    () => matchMedia(query).matches,
  );
}
