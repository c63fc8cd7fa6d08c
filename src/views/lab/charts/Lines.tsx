import { memo, useMemo } from 'react';
import { ReferenceArea } from 'recharts';
import { ruleStyle } from '../../theme/ruleStyle';
import { Curve } from './Curves';
import type { Frame } from './frame';
import { LinePlot } from './LinePlot';
import type { DrawnLine } from './model';
import { SharedCurves } from './SharedCurves';
import type { Axis } from './scale';
import type { Tick } from './ticks';

interface Props {
  frame: Frame;
  axis: Axis;
  epochs: number;
  xTicks: readonly Tick[];
  lines: readonly DrawnLine[];
  shadeFirst: boolean;
}

/** The curves are recharts' layer 0, the grid is -100. */
const UNDER_CURVES = -50;

type Drawn = Pick<Props, 'frame' | 'axis' | 'epochs' | 'lines'>;

/** What is smoothed lies behind all averages. */
export function RuleCurves({ lines, ...place }: Drawn) {
  const [raw, solid, thin] = useMemo(() => {
    const shown = (points: 'raw' | 'solid' | 'thin') =>
      lines.map((line) => {
        const { line: stroke, dash, cap } = ruleStyle(line.rule);
        const look = { stroke, dash, cap, className: `ruled rule-${line.rule}` };
        return { key: line.rule, points: line[points], look };
      });
    return [shown('raw'), shown('solid'), shown('thin')] as const;
  }, [lines]);
  return (
    <>
      {raw.map(({ key, points, look }) => (
        <Curve key={key} {...place} {...look} points={points} faint />
      ))}
      <SharedCurves {...place} lines={solid} />
      <SharedCurves {...place} lines={thin} thin />
    </>
  );
}

/** The drawing itself. */
export const Lines = memo(function Lines({ frame, axis, epochs, xTicks, lines, shadeFirst }: Props) {
  const shade = useMemo(
    () =>
      shadeFirst && (
        <ReferenceArea
          key="first"
          x1={0}
          x2={Math.min(1, epochs)}
          fill="var(--s2)"
          fillOpacity={1}
          stroke="none"
          zIndex={UNDER_CURVES}
        />
      ),
    [shadeFirst, epochs],
  );
  return (
    <LinePlot {...{ frame, axis, xTicks }} from={0} to={epochs} behind={shade}>
      <RuleCurves {...{ frame, axis, epochs, lines }} />
    </LinePlot>
  );
});
