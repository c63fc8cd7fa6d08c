import type { MouseEvent } from 'react';
import type { Page } from './page/page';

/** Moves the focus without changing the address, which names the page. */
export function SkipLink({ to: { id, name } }: { to: Page['main'] }) {
  const skip = (event: MouseEvent): void => {
    event.preventDefault();
    const main = document.getElementById(id);
    main?.focus();
    main?.scrollIntoView({ block: 'start' });
  };
  return (
    <a className="skip" href={`#${id}`} onClick={skip}>
      Skip to {name}
    </a>
  );
}
