import { useState } from 'react';
import { goWithin } from '../../store/page/page';
import { usePreferences } from '../../store/page/preferences';
import { datasetChoice } from '../../store/settings/choices';
import { useView } from '../../store/settings/view';
import { useLab } from '../labContext';
import { Segment } from '../parts/Segment';
import { PHONE, useMedia, WIDE } from '../useMedia';
import { FigureColumn, FigureGrid } from './charts/Figures';
import { useHidden } from './classLink/useHidden';
import { explainFigures } from './explain/figures';
import { figuresOf, tabsOf } from './figures';
import { AnglePart, InsidePart } from './InsidePart';
import { Banners } from './notes/Banners';
import { MeasuresTable } from './results/MeasuresTable';
import { ResultsTable } from './results/ResultsTable';
import './lab.css';

const [ANGLE, INSIDE, EXPLAIN] = ['Angle', 'Inside', 'Explain'];

/** A phone has room for one chart. */
function OneChart() {
  const { experiment, generation, figures } = useShown();
  const [wanted, setTab] = useState<string>();
  const hidden = useView((state) => state.hidden);
  const ways = [
    ...(hidden.includes('inside') ? [] : [INSIDE]),
    ...(hidden.includes('explain') ? [] : [EXPLAIN]),
  ];
  const options = [...tabsOf(figures), ANGLE, ...ways].map((name) => ({ id: name, name }));
  const tab = options.find(({ id }) => id === wanted)?.id ?? options[0]?.id ?? '';
  const choose = (name: string): void => (name === EXPLAIN ? goWithin(explainFigures[0].id) : setTab(name));
  return (
    <>
      <div className="chart-tabs">
        <Segment label="Chart" options={options} value={tab} onChange={choose} />
      </div>
      <FigureColumn figures={figures.filter((one) => one.tab === tab)} {...{ experiment, generation }} />
      {tab === ANGLE && <AnglePart />}
      {tab === INSIDE && <InsidePart />}
    </>
  );
}

function AllCharts() {
  return <FigureGrid {...useShown()} />;
}

/** The experiment that the charts show: the run's, or the settings' before there is one. */
function useShown() {
  const lab = useLab();
  const run = lab.runs.useRuns((state) => state.experiment);
  const generation = lab.runs.useRuns((state) => state.generation);
  const draft = lab.settings.useSettings((state) => state.draft);
  const experiment = run ?? draft;
  return { experiment, generation, figures: figuresOf(datasetChoice(experiment.dataset).task) };
}

export function Lab() {
  const phone = useMedia(PHONE);
  const wide = useMedia(WIDE);
  const inside = usePreferences((state) => state.inside);
  const noInside = useHidden('inside');
  const { experiment } = useShown();
  return (
    <main className="charts" id="charts" tabIndex={phone ? -1 : 0}>
      <h1 className="sr-only">Lab</h1>
      <Banners />
      {phone ? <OneChart /> : <AllCharts />}
      <ResultsTable experiment={experiment} />
      <MeasuresTable experiment={experiment} />
      {inside && !noInside && !wide && !phone && <InsidePart />}
    </main>
  );
}
