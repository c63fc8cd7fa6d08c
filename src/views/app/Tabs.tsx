import { type MouseEvent, useEffect, useRef } from 'react';
import { goTo } from '../../store/page/page';
import { pages } from '../pages';
import type { Page } from './page/page';

/** Clicks with modifiers, which open a new tab or window, are left to the browser. */
const plain = (event: MouseEvent): boolean =>
  event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;

export function Tabs({ page }: { page: Page }) {
  const open = (event: MouseEvent, id: string): void => {
    if (!plain(event)) return;
    event.preventDefault();
    goTo(id);
  };
  const ref = useRef<HTMLElement>(null);
  // On a phone the tabs scroll, by themselves: the page must not move.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page has another current tab.
  useEffect(() => {
    const tab = ref.current?.querySelector<HTMLElement>('[aria-current]');
    if (tab) ref.current?.scrollTo({ left: tab.offsetLeft + tab.offsetWidth - ref.current.clientWidth + 16 });
  }, [page.id]);
  return (
    <nav className="tabs" aria-label="Pages" ref={ref}>
      {pages
        .filter(({ tab }) => tab !== false)
        .map(({ id, title, TabStatus }) => (
          <a
            key={id}
            href={`#${id}`}
            aria-current={id === page.id ? 'page' : undefined}
            onClick={(event) => open(event, id)}
          >
            {title}
            {TabStatus && id !== page.id && <TabStatus />}
          </a>
        ))}
    </nav>
  );
}
