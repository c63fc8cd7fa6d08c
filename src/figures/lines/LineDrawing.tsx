import { PlainAxes } from '../axes/PlainAxes';
import { LineLabels } from '../labels/LineLabels';
import { Bands } from '../marks/Bands';
import { Curves } from '../marks/Curves';
import { LineMarks } from '../marks/LineMarks';
import { drawnOf, plotOf, type Size, shadeOf } from './plan';
import type { LineSpec } from './spec';

/** The same chart rendered synchronously, for print and export: the content of an SVG of this size. */
export function LineDrawing({ spec, size }: { spec: LineSpec; size: Size }) {
  const plot = plotOf(spec, size);
  const lines = drawnOf(spec, size.width);
  return (
    <>
      <PlainAxes plot={plot} x={spec.x} shade={shadeOf(spec)} guide={spec.guide?.at} />
      <Curves plot={plot}>
        {spec.bands && <Bands plot={plot} bands={spec.bands} />}
        <LineMarks plot={plot} lines={lines} />
      </Curves>
      <LineLabels plot={plot} lines={lines} spec={spec} />
    </>
  );
}
