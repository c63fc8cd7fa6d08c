import { memo, useMemo } from 'react';
import type { Frame } from '../../../charts/axes/frame';
import type { Axis } from '../../../charts/axes/scale';
import type { Tick } from '../../../charts/axes/ticks';
import { LinePlot } from '../../../charts/marks/LinePlot';
import { MeanCurves } from '../../../charts/marks/MeanCurves';
import { seedDeltas, sharedDeltas } from '../lines/sharedLines';
import type { DeltaLine } from './deltas';

interface Props {
  frame: Frame;
  axis: Axis;
  /** Of the x axis, from hidden layer 1 on. */
  span: number;
  /** Hidden layers that have a mark. */
  layers: readonly Tick[];
  lines: readonly DeltaLine[];
}

/** The drawing itself: hidden layers from left to right, norms in powers of ten. */
export const DeltaLines = memo(function DeltaLines({ frame, axis, span, layers, lines }: Props) {
  const [shown, seeds] = useMemo(() => [sharedDeltas(lines, axis), seedDeltas(lines, axis)], [lines, axis]);
  return (
    <LinePlot {...{ frame, axis }} from={1} to={1 + span} xTicks={layers}>
      <MeanCurves {...{ frame, axis, seeds }} epochs={span} lines={shown} />
    </LinePlot>
  );
});
