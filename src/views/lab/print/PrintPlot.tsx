import type { Experiment } from '../../../core/run/spec';
import { isSeveral } from '../../../store/run/runList';
import type { CurveId } from '../../../store/run/series';
import { makeFrame, plotHeight, plotWidth, xAt } from '../../charts/axes/frame';
import { PlainAxes } from '../../charts/axes/PlainAxes';
import type { Axis } from '../../charts/axes/scale';
import { wholeTicks } from '../../charts/axes/ticks';
import { drawLines } from '../../charts/lines/model';
import { Curves } from '../../charts/marks/Curves';
import { useLab } from '../../labContext';
import { EndLabels } from '../charts/EndLabels';
import { RuleCurves } from '../charts/Lines';
import { labelRoom } from '../charts/Plot';

interface Props {
  curve: CurveId;
  title: string;
  axis: Axis;
  experiment: Experiment;
  width: number;
  height: number;
  valueText?: (value: number) => string;
  note?: string | undefined;
  /** Smoothing β; 0 or undefined for none. */
  beta?: number;
}

/**
 * A chart that renders synchronously at the paper's size. Recharts draws its axes one frame later, which printing does
 * not wait for.
 */
export function PrintPlot({ curve, axis, experiment, width, height, beta = 0, ...texts }: Props) {
  const lab = useLab();
  const { epochs, rules } = experiment;
  const { title, valueText, note } = texts;
  const frame = makeFrame({
    width,
    height,
    labels: labelRoom(false, valueText !== undefined, isSeveral(experiment)),
    narrow: false,
    axis,
  });
  const lines = drawLines(lab.byRule.rules(), curve, { axis, width, epochs, beta });
  const first = xAt(frame, epochs, Math.min(1, epochs)) - frame.left;
  return (
    <figure>
      <figcaption>{title}</figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={title}>
        {rules.some((rule) => rule.startsWith('f3-')) && (
          <rect x={frame.left} y={frame.top} width={first} height={plotHeight(frame)} fill="var(--s2)" />
        )}
        <PlainAxes {...{ frame, axis }} to={epochs} xTicks={wholeTicks(0, epochs, plotWidth(frame))} />
        <Curves frame={frame}>
          <RuleCurves {...{ frame, axis, epochs, lines }} />
        </Curves>
        <EndLabels {...{ frame, axis, epochs, lines, valueText, note }} now={undefined} />
      </svg>
    </figure>
  );
}
