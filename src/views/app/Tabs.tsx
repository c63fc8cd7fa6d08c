import type { MouseEvent } from 'react';
import { goTo, type PageId, pageNames, pages, usePage } from '../../store/page/page';
import { useLab } from '../labContext';

/** A new tab or window is the browser's business. */
const plain = (event: MouseEvent): boolean =>
  event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;

export function Tabs() {
  const lab = useLab();
  const page = usePage((state) => state.page);
  const training = lab.runs.useRuns(({ phase }) => phase === 'running' || phase === 'preparing');
  const open = (event: MouseEvent, id: PageId): void => {
    if (!plain(event)) return;
    event.preventDefault();
    goTo(id);
  };
  return (
    <nav className="tabs" aria-label="Pages">
      {pages.map((id) => (
        <a
          key={id}
          href={`#${id}`}
          aria-current={id === page ? 'page' : undefined}
          onClick={(event) => open(event, id)}
        >
          {pageNames[id]}
          {id === 'lab' && page !== 'lab' && training && (
            <span className="tab-dot" title="Training goes on">
              <span className="sr-only">(training)</span>
            </span>
          )}
        </a>
      ))}
    </nav>
  );
}
