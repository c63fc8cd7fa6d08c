import { useEffect, useLayoutEffect } from 'react';
import { reportFirstScreen } from '../../../store/page/firstScreen';
import { usePage } from '../../../store/page/page';
import { scrollBack, scrollToTop } from './scroll';

/** Moves the focus from the previous page to the new heading. Effects of the new page may move it further. */
function focusHeading(): void {
  const heading = document.querySelector<HTMLElement>('main h1') ?? document.querySelector('main');
  // tabIndex is -1 even without the attribute; setting it makes the heading focusable.
  if (heading?.tabIndex === -1) heading.tabIndex = -1;
  heading?.focus({ preventScroll: true });
}

/** Mounted beside a page's content: restores the scroll position, or scrolls to the top, once it is there. */
export function Arrival() {
  const entry = usePage((state) => state.entry);
  useEffect(reportFirstScreen, []);
  useLayoutEffect(() => {
    const { arrival } = usePage.getState();
    // Opening the lab does not move the focus.
    if (arrival === 'new' || arrival === 'back') focusHeading();
    if (arrival === 'new') return scrollToTop();
    if (arrival !== 'start') return scrollBack(entry);
  }, [entry]);
  return null;
}
