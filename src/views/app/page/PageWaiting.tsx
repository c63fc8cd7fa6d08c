import { useLasting } from '../../useLasting';

/** Placeholder while a page's file loads. */
export function PageWaiting({ title, id }: { title: string; id: string }) {
  const shown = useLasting(true);
  return (
    <main id={id} className="page-waiting" aria-label={title} aria-busy="true" tabIndex={-1}>
      {shown && <p role="status">Loading {title} …</p>}
    </main>
  );
}
