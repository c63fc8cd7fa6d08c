import { Fragment, memo, useMemo } from 'react';
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

type Drawn = Pick<Props, 'frame' | 'axis' | 'epochs' | 'lines'>;

/** What is smoothed lies behind all averages. */
export function RuleCurves({ lines, ...place }: Drawn) {
  const looks = lines.map(({ rule }) => {
    const { line: stroke, dash, cap } = ruleStyle(rule);
    return { ...place, stroke, dash, cap, className: `ruled rule-${rule}` };
  });
  return (
    <>
      {lines.map(({ rule, raw }, i) => (
        <Curve key={rule} {...(looks[i] as (typeof looks)[number])} points={raw} faint />
      ))}
      {lines.map(({ rule, solid, thin }, i) => (
        <Fragment key={rule}>
          <Curve {...(looks[i] as (typeof looks)[number])} points={solid} />
          <Curve {...(looks[i] as (typeof looks)[number])} points={thin} thin />
        </Fragment>
      ))}
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
