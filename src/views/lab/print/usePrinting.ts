import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/** Whether the page is being printed. Dependent content must render synchronously, because the browser does not wait. */
export function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const media = matchMedia('print');
    const set = (next: boolean) => {
      // Canvas drawings read their colours now, before the browser applies print media styles.
      document.documentElement.toggleAttribute('data-paper', next);
      flushSync(() => setPrinting(next));
      document.documentElement.removeAttribute('data-paper');
    };
    const onChange = () => set(media.matches);
    const before = () => set(true);
    const after = () => set(false);
    media.addEventListener('change', onChange);
    addEventListener('beforeprint', before);
    addEventListener('afterprint', after);
    return () => {
      media.removeEventListener('change', onChange);
      removeEventListener('beforeprint', before);
      removeEventListener('afterprint', after);
    };
  }, []);
  return printing;
}
