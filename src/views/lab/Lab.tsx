import { useState } from 'react';
import { useRuns } from '../../store/runs';
import type { CurveId } from '../../store/series';
import { useSettings } from '../../store/settings';
import { Segment } from '../parts/Segment';
import { PHONE, useMedia } from '../useMedia';
import { Banners } from './Banners';
import { AccuracyFigure } from './charts/AccuracyFigure';
import { LossFigure } from './charts/LossFigure';
import { MeasuresTable } from './results/MeasuresTable';
import { ResultsTable } from './results/ResultsTable';
import './charts/charts.css';
import './lab.css';

const tabs = [
  { id: 'testAccuracy', name: 'Accuracy' },
  { id: 'trainingLoss', name: 'Training loss' },
  { id: 'testLoss', name: 'Test loss' },
] as const satisfies { id: CurveId; name: string }[];

/** A phone has room for one chart. */
function OneChart() {
  const [curve, setCurve] = useState<CurveId>('testAccuracy');
  const { experiment, generation } = useShown();
  const props = { experiment, generation, narrow: true };
  return (
    <>
      <div className="chart-tabs">
        <Segment label="Chart" options={tabs} value={curve} onChange={setCurve} />
      </div>
      {curve === 'testAccuracy' ? <AccuracyFigure {...props} /> : <LossFigure curve={curve} {...props} />}
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
  const { experiment } = useShown();
  return (
    <main className="charts" id="charts" tabIndex={-1}>
      <h1 className="sr-only">Lab</h1>
      <Banners />
      {phone ? <OneChart /> : <AllCharts />}
      <ResultsTable ruleIds={experiment.rules} />
      <MeasuresTable experiment={experiment} />
    </main>
  );
}
