import { useLayoutEffect } from 'react';
import { usePage } from '../../../store/page/page';
import { scrollBack, scrollToTop } from './scroll';

/** What had the focus belongs to the page before. An effect of the new page may move it on from its heading. */
function focusHeading(): void {
  const heading = document.querySelector<HTMLElement>('main h1') ?? document.querySelector('main');
  // A heading has no attribute of that kind, and -1 as its value all the same.
  if (heading?.tabIndex === -1) heading.tabIndex = -1;
  heading?.focus({ preventScroll: true });
}

/** Stands beside a page's content: once that is there, the page is where it was left, or at its top. */
export function Arrival() {
  const entry = usePage((state) => state.entry);
  useLayoutEffect(() => {
    const { arrival } = usePage.getState();
    // Opening the lab moves no focus.
    if (arrival === 'new' || arrival === 'back') focusHeading();
    if (arrival === 'new') return scrollToTop();
    if (arrival !== 'start') return scrollBack(entry);
  }, [entry]);
  return null;
}
