import type { Experiment } from '../../../core/run/spec';
import { FILE } from '../../../figures/file/size';
import { LineDrawing } from '../../../figures/lines/LineDrawing';
import type { Line } from '../../../figures/lines/line';
import { rowsOf } from '../../../figures/lines/rows';
import type { LineSpec } from '../../../figures/lines/spec';
import { progress } from '../../../store/run/results';
import { datasetChoice } from '../../../store/settings/choices';
import { Figure } from '../../charts/figure/Figure';
import { LineChart } from '../../charts/lines/LineChart';
import { LineTable } from '../../charts/table/LineTable';
import { useLab } from '../../labContext';
import { useSeries } from '../../useSeries';
import { FirstVisit } from '../notes/FirstVisit';
import { AxisChoice } from './AxisChoice';
import type { LineFigure } from './lineFigure';
import { phasesText } from './phases';
import { useLineSpec, useLook, useXAxisId } from './useLineSpec';
import { placeOn } from './xAxes';

interface Props {
  figure: LineFigure;
  experiment: Experiment;
  /** Changes with every reset, which forces an immediate redraw. */
  generation: number;
  narrow: boolean;
  main: boolean;
  /** Whether this is the first chart on the page, which has the x-axis choice for all. */
  leads: boolean;
}

/** Training position on the x axis; separate from the lines, because it changes more often. */
function useNow(figure: LineFigure, experiment: Experiment): number | undefined {
  const lab = useLab();
  useSeries('progress', 500);
  const id = useXAxisId(figure);
  const record = lab.series.record();
  const [first] = record.values();
  const { now } = progress(record, experiment.epochs, experiment.batchSize);
  if (!first || now <= 0 || now >= experiment.epochs || id === 'time') return undefined;
  return (placeOn(id, experiment, first) ?? ((x: number) => x))(now);
}

function Chart({ figure, experiment, spec }: { figure: LineFigure; experiment: Experiment; spec: LineSpec }) {
  return <LineChart spec={spec} now={useNow(figure, experiment)} />;
}

const hasPoints = ({ points, start, seeds = [] }: Line): boolean =>
  points.length > 0 || start !== undefined || seeds.some((seed) => seed.points.length > 0);

/** A line chart of a run. */
export function CurveFigure({ figure, experiment, generation, narrow, main, leads }: Props) {
  const version = useSeries(figure.news, 200);
  const look = useLook(figure, { experiment, narrow, main });
  const spec = useLineSpec(figure, look, `${generation} ${version}`);
  const { tools, over, title } = figure;
  const smoothed = (spec.beta ?? 0) > 0;
  const exports = spec.lines.some(hasPoints)
    ? {
        draw: () => ({ ...FILE, content: <LineDrawing spec={{ ...spec, narrow: false }} size={FILE} /> }),
        rows: () => rowsOf(spec),
      }
    : undefined;
  return (
    <Figure
      title={title}
      subtitle={figure.subtitle(look)}
      summary={[figure.caption(look), phasesText(experiment, datasetChoice(experiment.dataset))]
        .filter(Boolean)
        .join(' ')}
      tools={
        <>
          {leads && <AxisChoice figure={figure} />}
          {tools}
        </>
      }
      table={() => (
        <div className="plot">
          <LineTable spec={spec} />
        </div>
      )}
      exports={exports}
      className={`figure ${main ? 'figure-main' : 'figure-loss'}${smoothed ? ' is-smoothed' : ''}`}
    >
      <div className="plot">
        <Chart figure={figure} experiment={experiment} spec={spec} />
        {over}
        {main && <FirstVisit />}
      </div>
    </Figure>
  );
}
