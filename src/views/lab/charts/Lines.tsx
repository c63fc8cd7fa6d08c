import { memo, useMemo } from 'react';
import { ReferenceArea } from 'recharts';
import type { RuleId } from '../../../core/rules';
import type { Frame } from '../../charts/axes/frame';
import type { Axis } from '../../charts/axes/scale';
import type { Tick } from '../../charts/axes/ticks';
import type { DrawnLine } from '../../charts/lines/model';
import { Curve, type CurveLook } from '../../charts/marks/Curves';
import { LinePlot } from '../../charts/marks/LinePlot';
import { SharedCurves } from '../../charts/marks/SharedCurves';
import { ruleStyle } from '../../theme/ruleStyle';

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

function lookOf(rule: RuleId): CurveLook {
  const { line: stroke, dash, cap } = ruleStyle(rule);
  return { stroke, dash, cap, className: `ruled rule-${rule}` };
}

/** Single seeds lie behind all means, as what is smoothed lies behind all averages. */
function BehindMeans({ lines, ...place }: Drawn) {
  return lines.flatMap(({ rule, raw, seeds }) => [
    ...(seeds.length === 0
      ? [<Curve key={rule} {...place} {...lookOf(rule)} points={raw} weight="faint" />]
      : []),
    ...seeds.flatMap(({ key, solid, thin }) => [
      <Curve key={key} {...place} {...lookOf(rule)} points={solid} weight="seed" />,
      <Curve key={`${key} since`} {...place} {...lookOf(rule)} points={thin} weight="thin" />,
    ]),
  ]);
}

/** A rule's only run, or the mean of its runs over them. */
export function RuleCurves({ lines, ...place }: Drawn) {
  const [solid, thin] = useMemo(() => {
    const shown = (points: 'solid' | 'thin') =>
      lines.map((line) => ({ key: line.rule, points: line[points], look: lookOf(line.rule) }));
    return [shown('solid'), shown('thin')] as const;
  }, [lines]);
  const means = lines.some(({ seeds }) => seeds.length > 0);
  return (
    <>
      <BehindMeans lines={lines} {...place} />
      <SharedCurves {...place} lines={solid} weight={means ? 'mean' : 'line'} />
      <SharedCurves {...place} lines={thin} weight="thin" />
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
