import { lazy, Suspense, useEffect } from 'react';
import { setInsideOpen } from '../../store/inside';
import { Broken } from '../parts/Broken';

// The column is not needed for the first screen's curves: it comes in a file of its own.
const InsideColumn = lazy(async () => ({ default: (await import('./inside/InsideColumn')).InsideColumn }));
const AngleAlone = lazy(async () => ({ default: (await import('./inside/AngleAlone')).AngleAlone }));

/** Looks are taken while this stands in the page. */
function useLooking(): void {
  useEffect(() => {
    setInsideOpen(true);
    return () => setInsideOpen(false);
  }, []);
}

const waiting = <section className="inside" aria-label="Inside" aria-busy="true" />;

export function InsidePart() {
  useLooking();
  return (
    <Broken name="Inside">
      <Suspense fallback={waiting}>
        <InsideColumn />
      </Suspense>
    </Broken>
  );
}

/** The angle chart for a page that has room for one chart. */
export function AnglePart() {
  return (
    <Broken name="Angle">
      <Suspense fallback={waiting}>
        <AngleAlone />
      </Suspense>
    </Broken>
  );
}
