import { useState } from 'react';
import { usePreferences } from '../../store/preferences';
import { useRuns } from '../../store/runs';
import { useSettings } from '../../store/settings';
import { Segment } from '../parts/Segment';
import { PHONE, useMedia, WIDE } from '../useMedia';
import { Banners } from './Banners';
import { AccuracyFigure } from './charts/AccuracyFigure';
import { LossFigure } from './charts/LossFigure';
import { AnglePart, InsidePart } from './InsidePart';
import { MeasuresTable } from './results/MeasuresTable';
import { ResultsTable } from './results/ResultsTable';
import './charts/charts.css';
import './lab.css';

const tabs = [
  { id: 'accuracy', name: 'Accuracy' },
  { id: 'loss', name: 'Loss' },
  { id: 'angle', name: 'Angle' },
  { id: 'inside', name: 'Inside' },
] as const;
type Tab = (typeof tabs)[number]['id'];

/** A phone has room for one chart. */
function OneChart() {
  const [tab, setTab] = useState<Tab>('accuracy');
  const { experiment, generation } = useShown();
  const props = { experiment, generation, narrow: true };
  return (
    <>
      <div className="chart-tabs">
        <Segment label="Chart" options={tabs} value={tab} onChange={setTab} />
      </div>
      {tab === 'accuracy' && <AccuracyFigure {...props} />}
      {tab === 'loss' && <LossFigure curve="trainingLoss" {...props} />}
      {tab === 'loss' && <LossFigure curve="testLoss" {...props} />}
      {tab === 'angle' && <AnglePart />}
      {tab === 'inside' && <InsidePart />}
    </>
  );
}

function AllCharts() {
  const { experiment, generation } = useShown();
  const props = { experiment, generation, narrow: false };
  return (
    <>
      <AccuracyFigure {...props} />
      <div className="loss-row">
        <LossFigure curve="trainingLoss" {...props} />
        <LossFigure curve="testLoss" {...props} />
      </div>
    </>
  );
}

/** What the charts show: the run, or before it what would run. */
function useShown() {
  const run = useRuns((state) => state.experiment);
  const generation = useRuns((state) => state.generation);
  const draft = useSettings((state) => state.draft);
  return { experiment: run ?? draft, generation };
}

export function Lab() {
  const phone = useMedia(PHONE);
  const wide = useMedia(WIDE);
  const inside = usePreferences((state) => state.inside);
  const { experiment } = useShown();
  return (
    <main className="charts" id="charts" tabIndex={-1}>
      <h1 className="sr-only">Lab</h1>
      <Banners />
      {phone ? <OneChart /> : <AllCharts />}
      <ResultsTable ruleIds={experiment.rules} />
      <MeasuresTable experiment={experiment} />
      {inside && !wide && !phone && <InsidePart />}
    </main>
  );
}
