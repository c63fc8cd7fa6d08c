import { useState } from 'react';
import { usePreferences } from '../../store/page/preferences';
import { datasetChoice } from '../../store/settings/choices';
import { useLab } from '../labContext';
import { Segment } from '../parts/Segment';
import { PHONE, useMedia, WIDE } from '../useMedia';
import { Banners } from './Banners';
import { AccuracyFigure } from './charts/AccuracyFigure';
import { LossFigure } from './charts/LossFigure';
import { PredictedPart } from './charts/PredictedPart';
import { AnglePart, InsidePart } from './InsidePart';
import { MeasuresTable } from './results/MeasuresTable';
import { ResultsTable } from './results/ResultsTable';
import './charts/charts.css';
import './lab.css';

const tabs = {
  classification: [
    { id: 'accuracy', name: 'Accuracy' },
    { id: 'loss', name: 'Loss' },
    { id: 'angle', name: 'Angle' },
    { id: 'inside', name: 'Inside' },
  ],
  regression: [
    { id: 'loss', name: 'Loss' },
    { id: 'predicted', name: 'Predicted' },
    { id: 'angle', name: 'Angle' },
    { id: 'inside', name: 'Inside' },
  ],
} as const;
type Tab = (typeof tabs)[keyof typeof tabs][number]['id'];

/** A phone has room for one chart. */
function OneChart() {
  const { experiment, generation, task } = useShown();
  const [wanted, setTab] = useState<Tab>();
  const options: readonly { id: Tab; name: string }[] = tabs[task];
  const tab = options.find(({ id }) => id === wanted)?.id ?? options[0]?.id;
  const props = { experiment, generation, narrow: true };
  return (
    <>
      <div className="chart-tabs">
        <Segment label="Chart" options={options} value={tab ?? 'loss'} onChange={setTab} />
      </div>
      {tab === 'accuracy' && <AccuracyFigure {...props} />}
      {tab === 'loss' && task === 'regression' && <LossFigure curve="testLoss" main {...props} />}
      {tab === 'loss' && <LossFigure curve="trainingLoss" {...props} />}
      {tab === 'loss' && task === 'classification' && <LossFigure curve="testLoss" {...props} />}
      {tab === 'predicted' && <PredictedPart experiment={experiment} />}
      {tab === 'angle' && <AnglePart />}
      {tab === 'inside' && <InsidePart />}
    </>
  );
}

/** End labels that fit above each other in the smallest chart. */
const FEW = 6;

/** Classification shows accuracy and losses; regression shows losses and predicted against true values. */
function AllCharts() {
  const { experiment, generation, task } = useShown();
  const props = { experiment, generation, narrow: false };
  return task === 'regression' ? (
    <>
      <LossFigure curve="testLoss" main {...props} />
      <div className="loss-row with-predicted">
        <LossFigure curve="trainingLoss" {...props} />
        <PredictedPart experiment={experiment} />
      </div>
    </>
  ) : (
    <>
      <AccuracyFigure {...props} />
      <div className={experiment.rules.length > FEW ? 'loss-row many' : 'loss-row'}>
        <LossFigure curve="trainingLoss" {...props} />
        <LossFigure curve="testLoss" {...props} />
      </div>
    </>
  );
}

/** The experiment that the charts show: the run's, or the settings' before there is one. */
function useShown() {
  const lab = useLab();
  const run = lab.runs.useRuns((state) => state.experiment);
  const generation = lab.runs.useRuns((state) => state.generation);
  const draft = lab.settings.useSettings((state) => state.draft);
  const experiment = run ?? draft;
  return { experiment, generation, task: datasetChoice(experiment.dataset).task };
}

export function Lab() {
  const phone = useMedia(PHONE);
  const wide = useMedia(WIDE);
  const inside = usePreferences((state) => state.inside);
  const { experiment } = useShown();
  return (
    <main className="charts" id="charts" tabIndex={phone ? -1 : 0}>
      <h1 className="sr-only">Lab</h1>
      <Banners />
      {phone ? <OneChart /> : <AllCharts />}
      <ResultsTable experiment={experiment} />
      <MeasuresTable experiment={experiment} />
      {inside && !wide && !phone && <InsidePart />}
    </main>
  );
}
