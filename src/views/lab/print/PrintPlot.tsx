import type { Experiment } from '../../../core/run';
import { type CurveId, seriesRecord } from '../../../store/series';
import { Curves } from '../charts/Curves';
import { EndLabels } from '../charts/EndLabels';
import { type Frame, makeFrame, plotHeight, plotWidth, xAt, yAt } from '../charts/frame';
import { RuleCurves } from '../charts/Lines';
import { drawLines } from '../charts/model';
import type { Axis } from '../charts/scale';
import { wholeTicks } from '../charts/ticks';

interface Props {
  curve: CurveId;
  title: string;
  axis: Axis;
  experiment: Experiment;
  width: number;
  height: number;
  valueText?: (value: number) => string;
  note?: string | undefined;
  /** Of the moving average; 0 or undefined for none. */
  beta?: number;
}

function Grid({ frame, axis, epochs }: { frame: Frame; axis: Axis; epochs: number }) {
  const right = frame.left + plotWidth(frame);
  const bottom = frame.top + plotHeight(frame);
  return (
    <g className="print-axes">
      {axis.ticks.map(({ at, label }) => {
        const y = yAt(frame, axis, at);
        return (
          <g key={at}>
            <path d={`M${frame.left} ${y}H${right}`} stroke="var(--grid)" />
            <text x={frame.left - 8} y={y} dy="0.35em" textAnchor="end">
              {label}
            </text>
          </g>
        );
      })}
      <path d={`M${frame.left} ${bottom}H${right}`} stroke="var(--line2)" />
      {wholeTicks(0, epochs, plotWidth(frame)).map(({ at, label }) => (
        <text key={at} x={xAt(frame, epochs, at)} y={bottom + 16} textAnchor="middle">
          {label}
        </text>
      ))}
    </g>
  );
}

/**
 * A chart that is drawn at once and takes the paper's size. Recharts draws its axes a frame later; before a page is
 * printed there is none.
 */
export function PrintPlot({ curve, axis, experiment, width, height, beta = 0, ...texts }: Props) {
  const { epochs, rules } = experiment;
  const { title, valueText, note } = texts;
  const frame = makeFrame({ width, height, labels: valueText ? 126 : 92, narrow: false, axis });
  const lines = drawLines(seriesRecord(), curve, { axis, width, epochs, beta });
  const first = xAt(frame, epochs, Math.min(1, epochs)) - frame.left;
  return (
    <figure>
      <figcaption>{title}</figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={title}>
        {rules.some((rule) => rule.startsWith('f3-')) && (
          <rect x={frame.left} y={frame.top} width={first} height={plotHeight(frame)} fill="var(--s2)" />
        )}
        <Grid frame={frame} axis={axis} epochs={epochs} />
        <Curves frame={frame}>
          <RuleCurves {...{ frame, axis, epochs, lines }} />
        </Curves>
        <EndLabels {...{ frame, axis, epochs, lines, valueText, note }} now={undefined} />
      </svg>
    </figure>
  );
}
