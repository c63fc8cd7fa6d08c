import { memo, useMemo } from 'react';
import { ReferenceLine } from 'recharts';
import type { Frame } from '../../../charts/axes/frame';
import type { Axis } from '../../../charts/axes/scale';
import type { Tick } from '../../../charts/axes/ticks';
import { LinePlot } from '../../../charts/marks/LinePlot';
import { MeanCurves } from '../../../charts/marks/MeanCurves';
import { seedAngles, sharedAngles } from '../lines/sharedLines';
import type { AngleLine } from './angles';

interface Props {
  frame: Frame;
  axis: Axis;
  epochs: number;
  xTicks: readonly Tick[];
  lines: readonly AngleLine[];
}

const noInformation = <ReferenceLine key="90" y={90} stroke="var(--ink3)" strokeDasharray="2 3" />;

/** The drawing itself; 90° is where a rule tells nothing. */
export const AngleLines = memo(function AngleLines({ frame, axis, epochs, xTicks, lines }: Props) {
  const [shown, seeds] = useMemo(() => [sharedAngles(lines), seedAngles(lines)], [lines]);
  return (
    <LinePlot {...{ frame, axis, xTicks }} from={0} to={epochs} behind={noInformation}>
      <MeanCurves {...{ frame, axis, epochs, seeds }} lines={shown} />
    </LinePlot>
  );
});
