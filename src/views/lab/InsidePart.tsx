import { type ComponentType, useEffect } from 'react';
import { useLab } from '../labContext';
import { LazyPart, partFrom } from '../parts/LazyPart';

/** Loaded with the column, because printing cannot wait for a file. */
let Printed: ComponentType = () => null;
// Lazy: the first screen's curves do not need the column.
const column = partFrom(async () => {
  const [{ InsideColumn }, { PrintInside }] = await Promise.all([
    import('./inside/InsideColumn'),
    import('./print/PrintInside'),
  ]);
  Printed = PrintInside;
  return InsideColumn;
});
const angle = partFrom(async () => (await import('./inside/angles/AngleSection')).AngleSection);
const waiting = <section className="inside" aria-label="Inside" aria-busy="true" />;

/** While mounted, it inspects the network periodically. */
export function InsidePart() {
  const { setInsideOpen } = useLab().inside;
  useEffect(() => {
    setInsideOpen(true);
    return () => setInsideOpen(false);
  }, [setInsideOpen]);
  return <LazyPart name="Inside" from={column} waiting={waiting} props={{}} />;
}

/** The angle chart, for pages with room for one chart. */
export function AnglePart() {
  return <LazyPart name="Angle" from={angle} waiting={waiting} props={{}} />;
}

/** The column in print; nothing while it is closed. */
export function PrintedInside() {
  const lab = useLab();
  const open = lab.inside.useInside((state) => state.open);
  return open ? <Printed /> : null;
}
