import { type ComponentType, useEffect } from 'react';
import { useLab } from '../labContext';
import { LazyPart, partFrom } from '../parts/LazyPart';

/** It comes with the column: a page that is being printed waits for no file. */
let Printed: ComponentType = () => null;
// The column is not needed for the first screen's curves: it comes in a file of its own.
const column = partFrom(async () => {
  const [{ InsideColumn }, { PrintInside }] = await Promise.all([
    import('./inside/InsideColumn'),
    import('./print/PrintInside'),
  ]);
  Printed = PrintInside;
  return InsideColumn;
});
const angle = partFrom(async () => (await import('./inside/angles/AngleAlone')).AngleAlone);
const waiting = <section className="inside" aria-label="Inside" aria-busy="true" />;

/** Looks are taken while this stands in the page. */
export function InsidePart() {
  const { setInsideOpen } = useLab().inside;
  useEffect(() => {
    setInsideOpen(true);
    return () => setInsideOpen(false);
  }, [setInsideOpen]);
  return <LazyPart name="Inside" from={column} waiting={waiting} props={{}} />;
}

/** The angle chart for a page that has room for one chart. */
export function AnglePart() {
  return <LazyPart name="Angle" from={angle} waiting={waiting} props={{}} />;
}

/** What the column shows, for paper; nothing while it is closed. */
export function PrintedInside() {
  const lab = useLab();
  const open = lab.inside.useInside((state) => state.open);
  return open ? <Printed /> : null;
}
