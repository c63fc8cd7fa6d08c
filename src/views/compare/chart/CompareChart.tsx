import { useEffect, useMemo } from 'react';
import { percent, threeDigits } from '../../../core/format';
import { requestCurves, useCurves } from '../../../store/notebook/curves';
import { textWidth } from '../../charts/axes/textWidth';
import { Figure } from '../../charts/figure/Figure';
import { LineChart } from '../../charts/lines/LineChart';
import { LineDrawing } from '../../charts/lines/LineDrawing';
import type { Line } from '../../charts/lines/line';
import type { LineSpec } from '../../charts/lines/spec';
import { LineTable } from '../../charts/table/LineTable';
import { rowsOf } from '../../charts/table/rows';
import { PHONE, useMedia } from '../../useMedia';
import type { Comparison } from '../useCompare';
import { type CompareView, type MetricId, metrics } from '../view';
import { type PlacedAxis, progressAxis, valueAxis } from './axes';
import { groupLines } from './groupLines';
import { composed } from './places';

/** Size of an exported figure, in pixels. */
const FILE = { width: 640, height: 360 } as const;

const percents = (value: number): string => percent(value, 2);

interface Props {
  comparison: Comparison;
  view: CompareView;
  metric: MetricId;
}

const placedLine = (line: Line, place: PlacedAxis['place']): Line =>
  place ? { ...line, place: line.place ? composed([line.place, place]) : place } : line;

/** Least and most pixels for the names at the lines' ends; where there are values, those need `VALUE`. */
const ROOMS = { narrow: [76, 190], wide: [190, 320] } as const;
const VALUE = 60;

function roomFor(lines: readonly Line[], narrow: boolean): number {
  const [least, most] = narrow ? ROOMS.narrow : ROOMS.wide;
  const widest = Math.max(0, ...lines.map(({ name }) => Math.ceil(textWidth(name, 12))));
  return Math.min(most, Math.max(least, 16 + widest + (narrow ? 0 : VALUE)));
}

function useSpec({ comparison, view, metric }: Props): LineSpec {
  const { groups, runs, experiments } = comparison;
  const { x, logX, logY, beta } = view;
  const narrow = useMedia(PHONE);
  const curves = useCurves((state) => state.curves);
  const { axis, place } = useMemo(
    () => progressAxis(runs, experiments, { x, logX }),
    [runs, experiments, x, logX],
  );
  const lines = useMemo(
    () => groupLines(groups, curves, experiments, { metric, x }).map((line) => placedLine(line, place)),
    [groups, curves, experiments, metric, x, place],
  );
  const y = useMemo(() => valueAxis(lines, metric, logY), [lines, metric, logY]);
  return useMemo(() => {
    const isAccuracy = metric === 'testAccuracy';
    return {
      ...{ title: metrics[metric], x: axis, y, lines, narrow },
      valueText: isAccuracy ? percents : threeDigits,
      better: isAccuracy ? 'high' : 'low',
      labelRoom: roomFor(lines, narrow),
      ...(beta > 0 ? { beta } : {}),
      ...(narrow ? {} : { endText: isAccuracy ? (value: number) => percent(value, 1) : threeDigits }),
    };
  }, [axis, y, lines, beta, metric, narrow]);
}

/** "mean of finished runs, band ± 1 standard deviation, smoothed 0.6" */
function subtitleOf(lines: readonly Line[], beta: number): string {
  const means = lines.some(({ band }) => band) ? 'mean of runs, band ± 1 standard deviation' : '';
  return [means, beta > 0 ? `smoothed ${beta}` : ''].filter(Boolean).join(', ');
}

function summaryOf({ lines, title, valueText }: LineSpec): string {
  const ends = lines.map(({ name, points }) => `${name} ${valueText(points.y[points.length - 1] as number)}`);
  return ends.length > 0 ? `${title}: ${ends.join(', ')}.` : `${title}: no curves yet.`;
}

/** One line per visible group. */
export function CompareChart(props: Props) {
  const { comparison, view } = props;
  const spec = useSpec(props);
  const { groups } = comparison;
  const problem = useCurves((state) => state.problem);
  useEffect(() => {
    void requestCurves(groups.filter(({ isHidden }) => !isHidden).flatMap(({ runs }) => runs));
  }, [groups]);
  const empty = spec.lines.length === 0;
  return (
    <Figure
      title={spec.title}
      subtitle={subtitleOf(spec.lines, view.beta)}
      summary={summaryOf(spec)}
      table={() => (
        <div className="plot">
          <LineTable spec={spec} />
        </div>
      )}
      exports={
        empty
          ? undefined
          : {
              draw: () => ({
                ...FILE,
                content: <LineDrawing spec={{ ...spec, narrow: false }} size={FILE} />,
              }),
              rows: () => rowsOf(spec),
            }
      }
      kept
      className={`figure compare-chart${view.beta > 0 ? ' is-smoothed' : ''}`}
    >
      <div className="plot">
        <LineChart spec={spec} />
        {problem !== undefined && <p className="compare-note">{problem}</p>}
      </div>
    </Figure>
  );
}
