import { useEffect, useMemo } from 'react';
import { progressAxis, valueAxis } from '../../../figures/compare/axes';
import { compareSpec, placedLine, subtitleOf, summaryOf } from '../../../figures/compare/compareSpec';
import { groupLines } from '../../../figures/compare/groupLines';
import type { MetricId } from '../../../figures/compare/metrics';
import { sizeFor } from '../../../figures/file/size';
import { LineDrawing } from '../../../figures/lines/LineDrawing';
import { rowsOf } from '../../../figures/lines/rows';
import type { LineSpec } from '../../../figures/lines/spec';
import { requestCurves, useCurves } from '../../../store/notebook/curves';
import { Figure } from '../../charts/figure/Figure';
import { LineChart } from '../../charts/lines/LineChart';
import { LineTable } from '../../charts/table/LineTable';
import { PHONE, useMedia } from '../../useMedia';
import type { Comparison } from '../useCompare';
import type { CompareView } from '../view';

interface Props {
  comparison: Comparison;
  view: CompareView;
  metric: MetricId;
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
  return useMemo(
    () => compareSpec({ metric, x: axis, y, lines, beta, narrow }),
    [metric, axis, y, lines, beta, narrow],
  );
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
  const size = sizeFor(spec.lines.length);
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
                ...size,
                content: <LineDrawing spec={{ ...spec, narrow: false }} size={size} />,
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
