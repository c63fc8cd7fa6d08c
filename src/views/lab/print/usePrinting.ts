import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/** Whether the page is on its way to paper. What depends on it must stand there at once: the browser does not wait. */
export function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const media = matchMedia('print');
    const set = (next: boolean) => {
      // What is drawn on canvas takes its colours now, and the browser says only later that the page is paper.
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
