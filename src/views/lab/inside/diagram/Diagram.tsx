import { useSize } from '../../../useSize';
import type { InsideView } from '../useInsideView';
import { DiagramCaption } from './DiagramCaption';
import { DiagramDrawing } from './DiagramDrawing';
import { DiagramScales } from './DiagramScales';
import { HEIGHT } from './diagramLayout';
import { DiagramCursor } from './reading/DiagramCursor';
import { DiagramTable } from './reading/DiagramTable';
import { useDiagramExport } from './useDiagramExport';
import { useDiagramLayout } from './useDiagramLayout';
import { useDiagramParts } from './useDiagramParts';
import './diagram.css';

/** @param table show the values as a table instead of the drawing */
export function Diagram({ view, table }: { view: InsideView; table: boolean }) {
  const { run, inspection, scales } = view;
  const [ref, { width }] = useSize<HTMLDivElement>();
  const layout = useDiagramLayout(view, width);
  const parts = useDiagramParts(view, layout);
  useDiagramExport(view, layout, parts);
  if (table)
    return (
      <div className="diagram">
        <DiagramTable {...{ layout, inspection, parts }} />
        <DiagramCaption {...{ view, layout }} signal={parts.signal} />
      </div>
    );
  return (
    <div className="diagram">
      <div className="diagram-stage" ref={ref} style={{ height: HEIGHT }}>
        {width > 0 && (
          <>
            <DiagramDrawing {...{ view, layout, parts }} />
            <DiagramCursor {...{ layout, inspection, parts }} />
          </>
        )}
      </div>
      <DiagramScales {...{ layout, inspection, parts, scales, run }} />
      <DiagramCaption {...{ view, layout }} signal={parts.signal} />
    </div>
  );
}
