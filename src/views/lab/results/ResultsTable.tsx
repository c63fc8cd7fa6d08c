import { Fragment } from 'react';
import { measures } from '../../../core/measures';
import type { Experiment } from '../../../core/run/spec';
import { commonEpoch, type Result, result } from '../../../store/run/results';
import { isSeveral } from '../../../store/run/runList';
import { datasetChoice } from '../../../store/settings/choices';
import { useLab } from '../../labContext';
import { RunSet } from '../../parts/runSet/RunSet';
import { Scrolled } from '../../parts/Scrolled';
import { useSeries } from '../../useSeries';
import { shadesFirstEpoch } from '../charts/chartTexts';
import { ResultRow } from './ResultRow';
import { SeedRow } from './SeedRow';
import { useOpenRules } from './SeedsToggle';
import { ShareResults } from './share/ShareResults';
import { MEANS, notes, taskTexts } from './taskTexts';
import './results.css';

const ANGLE_TITLE = `${measures['gradient-angle'].sentence} The mean over the hidden layers; BP’s own is 0°. Choose it under More, Measures.`;

function epochText(epoch: number, results: readonly Result[]): string {
  if (epoch > 0) return `after epoch ${epoch}`;
  const measured = results.some(({ meanAngle }) => meanAngle !== undefined);
  return measured ? 'before training' : 'fills in after the first epoch';
}

export function ResultsTable({ experiment }: { experiment: Experiment }) {
  const lab = useLab();
  useSeries('epochs', 500);
  const { task } = datasetChoice(experiment.dataset);
  const { lastTitle, toBpTitle, toBpNote, gapTitle, what, best } = taskTexts[task];
  const read = () => experiment.rules.map((rule) => result(lab.byRule.rules(), rule, task));
  const results = read();
  const epoch = commonEpoch(lab.byRule.rules());
  const several = isSeveral(experiment);
  const { isOpen, toggle } = useOpenRules();
  return (
    <section className="results" aria-labelledby="results-title">
      <div className="panel-head">
        <h2 id="results-title">Results</h2>
        <RunSet />
        <span className="quiet results-sub" id="results-note">
          {epochText(epoch, results)}
          {several && epoch > 0 && ` · ${MEANS}`}
          {what}
          <span className="wide-only"> · {best}</span>
        </span>
        <ShareResults read={read} task={task} />
      </div>
      <Scrolled name="Results" className="results-scroll">
        <table className="results-columns" aria-labelledby="results-title" aria-describedby="results-note">
          <thead>
            <tr>
              <th scope="col">Algorithm</th>
              <th scope="col" title={lastTitle}>
                Last
              </th>
              <th scope="col" className="wide-only">
                Best
              </th>
              <th scope="col" className="wide-only" title={toBpTitle}>
                To BP
              </th>
              <th scope="col" className="gap-cell" title={gapTitle}>
                Gap closed
              </th>
              <th scope="col" className="wide-only" title={ANGLE_TITLE}>
                Mean angle
              </th>
              <th
                scope="col"
                className="wide-only"
                title={`Seconds of ${notes.alone} Empty if a run was too short.`}
              >
                Epoch, alone
              </th>
            </tr>
          </thead>
          <tbody>
            {results.map((one) => (
              <Fragment key={one.rule}>
                <ResultRow
                  {...{ one, task, epoch }}
                  open={isOpen(one.rule)}
                  onToggle={() => toggle(one.rule)}
                />
                {isOpen(one.rule) &&
                  one.runs?.map((run) => (
                    <SeedRow key={run.id} {...{ run, task }} rule={one.rule} epoch={one.epoch} />
                  ))}
              </Fragment>
            ))}
          </tbody>
        </table>
      </Scrolled>
      <p className="quiet results-about wide-only">
        <b>To BP:</b> {toBpNote}. <b>Gap closed:</b> {gapTitle}; it needs both. <b>Mean angle:</b>{' '}
        {notes.meanAngle} {shadesFirstEpoch(experiment) && notes.delayedAngle} <b>Epoch, alone:</b>{' '}
        {notes.alone}
      </p>
    </section>
  );
}
