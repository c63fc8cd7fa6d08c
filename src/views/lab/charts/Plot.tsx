import { memo, useMemo } from 'react';
import type { Experiment } from '../../../core/run/spec';
import { progress } from '../../../store/run/results';
import { isSeveral } from '../../../store/run/runList';
import type { CurveId } from '../../../store/run/series';
import { makeFrame, plotWidth } from '../../charts/axes/frame';
import type { Axis } from '../../charts/axes/scale';
import { wholeTicks } from '../../charts/axes/ticks';
import { drawLines } from '../../charts/lines/model';
import { useLab } from '../../labContext';
import { useSeries } from '../../useSeries';
import { useSize } from '../../useSize';
import { Crosshair } from './Crosshair';
import { EndLabels } from './EndLabels';
import { Lines } from './Lines';

interface Props {
  curve: CurveId;
  title: string;
  axis: Axis;
  experiment: Experiment;
  /** Changes with every reset: then the drawing is new at once. */
  generation: number;
  version: number;
  narrow: boolean;
  /** At the line ends; undefined: names alone. */
  endText?: (value: number) => string;
  valueText: (value: number) => string;
  note?: string;
  /** Of the moving average; 0 or undefined for none. */
  beta?: number;
}

/** Marks where training is; apart from the lines, because it moves more often than they do. */
function useNow(experiment: Experiment): number | undefined {
  const lab = useLab();
  useSeries('progress', 500);
  const record = lab.series.record();
  const { now } = progress(record, experiment.epochs, experiment.batchSize);
  return now > 0 && now < experiment.epochs ? now : undefined;
}

/** Pixels behind the plot: names, with values in the large figure, and there of how many seeds they are the mean. */
export const labelRoom = (narrow: boolean, values: boolean, several: boolean): number =>
  narrow ? 76 : values ? (several ? 176 : 126) : 92;

export const Plot = memo(function Plot(props: Props) {
  const {
    curve,
    title,
    axis,
    experiment,
    generation,
    version,
    narrow,
    endText,
    valueText,
    note,
    beta = 0,
  } = props;
  const lab = useLab();
  const [ref, { width, height }] = useSize<HTMLDivElement>();
  const { epochs, rules } = experiment;
  const several = isSeveral(experiment);
  const now = useNow(experiment);
  const frame = useMemo(
    () =>
      makeFrame({ width, height, labels: labelRoom(narrow, endText !== undefined, several), narrow, axis }),
    [width, height, narrow, endText, several, axis],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the record is mutable; its version stands for it.
  const lines = useMemo(
    () => drawLines(lab.byRule.rules(), curve, { axis, width, epochs, beta }),
    [curve, axis, width, epochs, beta, generation, version],
  );
  const xTicks = useMemo(() => wholeTicks(0, epochs, plotWidth(frame)), [epochs, frame]);
  return (
    <div className="plot-box" ref={ref}>
      {width > 0 && height > 60 && (
        <>
          <div aria-hidden="true" className="drawing">
            <Lines
              frame={frame}
              axis={axis}
              epochs={epochs}
              xTicks={xTicks}
              lines={lines}
              shadeFirst={rules.some((rule) => rule.startsWith('f3-'))}
            />
          </div>
          <EndLabels
            frame={frame}
            axis={axis}
            epochs={epochs}
            lines={lines}
            now={now}
            valueText={endText}
            note={note}
          />
          <Crosshair
            curve={curve}
            frame={frame}
            axis={axis}
            epochs={epochs}
            lines={lines}
            valueText={valueText}
            title={title}
            beta={beta}
          />
        </>
      )}
    </div>
  );
});
