import { memo, useMemo } from 'react';
import { ReferenceArea } from 'recharts';
import { ruleStyle } from '../../theme/ruleStyle';
import { Curve } from './Curves';
import type { Frame } from './frame';
import { LinePlot } from './LinePlot';
import type { DrawnLine } from './model';
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

type RuleLine = Pick<DrawnLine, 'rule' | 'solid' | 'thin'> & Pick<Props, 'frame' | 'axis' | 'epochs'>;

export function RuleCurves({ rule, solid, thin, ...place }: RuleLine) {
  const { line: stroke, dash, cap } = ruleStyle(rule);
  const look = { ...place, stroke, dash, cap, className: `ruled rule-${rule}` };
  return (
    <>
      <Curve {...look} points={solid} />
      <Curve {...look} points={thin} thin />
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
      {lines.map(({ rule, solid, thin }) => (
        <RuleCurves key={rule} {...{ frame, axis, epochs, rule, solid, thin }} />
      ))}
    </LinePlot>
  );
});
