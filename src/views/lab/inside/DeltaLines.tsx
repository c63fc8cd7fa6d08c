import { memo, useMemo } from 'react';
import { ruleStyle } from '../../theme/ruleStyle';
import type { Frame } from '../charts/frame';
import { LinePlot } from '../charts/LinePlot';
import { SharedCurves } from '../charts/SharedCurves';
import type { Axis } from '../charts/scale';
import type { Tick } from '../charts/ticks';
import { type DeltaLine, strokesOf } from './deltas';

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
  const shown = useMemo(
    () =>
      lines.flatMap((line) => {
        const { line: stroke, dash, cap } = ruleStyle(line.key);
        const look = { stroke, dash, cap, className: `ruled rule-${line.key}` };
        return strokesOf(line).map((points) => ({
          key: `${line.key} ${points[0]?.x}`,
          points: points.map(({ x, y }) => ({ x: x - 1, y: axis.carry(y) })),
          look,
        }));
      }),
    [lines, axis],
  );
  return (
    <LinePlot {...{ frame, axis }} from={1} to={1 + span} xTicks={layers}>
      <SharedCurves {...{ frame, axis }} epochs={span} lines={shown} />
    </LinePlot>
  );
});
