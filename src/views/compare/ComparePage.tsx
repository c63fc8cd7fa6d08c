import { useMemo } from 'react';
import { judgedBy } from '../../notebook/stats/reached';
import { useNotebook } from '../../store/notebook/notebook';
import { FigureAboutContext } from '../charts/export/mounted';
import { CompareChart } from './chart/CompareChart';
import { LastValues } from './chart/LastValues';
import { Head } from './head/Head';
import { Tools } from './head/Tools';
import { Nothing } from './Nothing';
import type { ComparePlace } from './place';
import { compareAbout } from './share/compareAbout';
import { SweepFigure } from './sweep/SweepFigure';
import { RunsTable } from './table/RunsTable';
import { useCompare } from './useCompare';
import './compare.css';

/** Kept runs, grouped and compared. */
export function ComparePage(place: ComparePlace) {
  const comparison = useCompare(place);
  const state = useNotebook((notebook) => notebook.state);
  const { experiments, experiment, runs, groups } = comparison;
  const task =
    (experiment ?? experiments.find(({ id }) => id === runs[0]?.experiment))?.data.task ?? 'classification';
  const by = judgedBy(task);
  const metric = place.view.metric ?? by;
  const isEmpty = experiments.length === 0 || comparison.missing;
  const about = useMemo(() => () => compareAbout(comparison, place), [comparison, place]);
  return (
    <main id="runs" tabIndex={-1} className="compare-page">
      <Head comparison={comparison} place={place} />
      {isEmpty || state === 'refused' ? (
        <Nothing missing={comparison.missing && experiments.length > 0} />
      ) : (
        <FigureAboutContext value={about}>
          <Tools comparison={comparison} view={place.view} metric={metric} task={task} />
          <div className="compare-charts">
            <CompareChart comparison={comparison} view={place.view} metric={metric} />
            <LastValues groups={groups} by={by} />
          </div>
          <SweepFigure runs={runs} by={by} />
          <RunsTable comparison={comparison} place={place} task={task} />
        </FigureAboutContext>
      )}
    </main>
  );
}
