import { count, degrees, seconds } from '../../../core/format';
import { measures } from '../../../core/measures';
import { rules } from '../../../core/rules';
import type { Experiment } from '../../../core/run';
import type { Task } from '../../../data/spec';
import { datasetChoice } from '../../../store/choices';
import { chooseRule } from '../../../store/inside';
import { commonEpoch, type Result, result } from '../../../store/results';
import { seriesRecord } from '../../../store/series';
import { RunSet } from '../../parts/RunSet';
import { Scrolled } from '../../parts/Scrolled';
import { LineSample } from '../../theme/LineSample';
import { useSeries } from '../../useSeries';
import { light } from '../light';
import { GapBar } from './GapBar';
import { notes, words } from './words';
import './results.css';

const NONE = '–';
const ANGLE_TITLE = `${measures['gradient-angle'].sentence} The mean over the hidden layers; BP’s own is 0°. To be chosen under More, Measures.`;
const text = (value: number | undefined, format: (value: number) => string): string =>
  value === undefined ? NONE : format(value);

/** "Hidden layer 1 66.1°, output layer 0.0°" */
function layersText(angles: Result['angles']): string | undefined {
  return angles
    ?.map((angle, i) => {
      const layer = i + 1 < angles.length ? `hidden layer ${i + 1}` : 'output layer';
      return `${layer} ${angle === null ? NONE : degrees(angle)}`;
    })
    .join(', ');
}

const whyEnded = {
  diverged: 'its loss is not a number',
  failed: 'its worker broke',
  stopped: 'by you',
} as const;

/** @param epoch of which the table is; a rule that broke off earlier keeps its own numbers */
function Ended({ one, epoch }: { one: Result; epoch: number }) {
  if (one.end === undefined || one.end === 'done') return null;
  const why = whyEnded[one.end];
  const numbers = one.epoch > 0 || one.meanAngle !== undefined;
  const differs = numbers && one.epoch !== epoch;
  const own = one.epoch > 0 ? `its numbers are of epoch ${one.epoch}` : 'its angle is from before training';
  const said = differs ? `${why}; ${own}` : why;
  const text = `stopped at step ${count(one.step)}`;
  return (
    <span className="ended" title={`${text}: ${said}`}>
      <span className="ended-step">{text}</span>
      {differs && <span className="ended-epoch" aria-hidden="true">{` (epoch ${one.epoch})`}</span>}
      <span className="ended-why">: {said}</span>
    </span>
  );
}

/** Where one of the two broke off, its numbers and the other's are not of the same epochs. */
const comparedText = ({ comparedEpochs }: Result): string | undefined =>
  comparedEpochs === undefined ? undefined : `Over epochs 1 to ${comparedEpochs}, which both have`;

interface RowProps {
  one: Result;
  task: Task;
  epoch: number;
}

function ResultRow({ one, task, epoch }: RowProps) {
  const { value, toBp } = words[task];
  return (
    // The same choice has buttons of its own in the Inside column; the row is the short way for a pointer.
    <tr
      onPointerEnter={() => light(one.rule)}
      onPointerLeave={() => light(undefined)}
      onClick={() => chooseRule(one.rule)}
    >
      <th scope="row">
        <span className="rule-cell">
          <LineSample rule={one.rule} />
          <span>
            {rules[one.rule].name}
            <Ended one={one} epoch={epoch} />
            {one.stuckSince !== undefined && (
              <span className="stuck" title={`It has learnt nothing since epoch ${one.stuckSince}`}>
                stuck since epoch {one.stuckSince}
              </span>
            )}
          </span>
        </span>
      </th>
      <td className="num">{text(one.last, value)}</td>
      <td className="num wide-only">{text(one.best, value)}</td>
      <td className="num wide-only" title={comparedText(one)}>
        {text(one.toBp, toBp)}
      </td>
      <td className="gap-cell">
        <GapBar one={one} />
      </td>
      <td className="num wide-only" title={layersText(one.angles)}>
        {text(one.meanAngle, degrees)}
      </td>
      <td className="num wide-only">{text(one.aloneSeconds, seconds)}</td>
    </tr>
  );
}

function epochText(epoch: number, results: readonly Result[]): string {
  if (epoch > 0) return `after epoch ${epoch}`;
  const measured = results.some(({ meanAngle }) => meanAngle !== undefined);
  return measured ? 'before training' : 'fills in after the first epoch';
}

export function ResultsTable({ experiment }: { experiment: Experiment }) {
  useSeries('epochs', 500);
  const { task } = datasetChoice(experiment.dataset);
  const { lastTitle, toBpTitle, toBpNote, gapTitle, what, best } = words[task];
  const results = experiment.rules.map((rule) => result(seriesRecord(), rule, task));
  const epoch = commonEpoch(seriesRecord());
  return (
    <section className="results" aria-labelledby="results-title">
      <div className="panel-head">
        <h2 id="results-title">Results</h2>
        <RunSet />
        <span className="quiet results-sub" id="results-note">
          {epochText(epoch, results)}
          {what}
          <span className="wide-only"> · {best}</span>
        </span>
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
                title={`Seconds of ${notes.alone} Without a number where a run was too short for that.`}
              >
                Epoch, alone
              </th>
            </tr>
          </thead>
          <tbody>
            {results.map((one) => (
              <ResultRow key={one.rule} {...{ one, task, epoch }} />
            ))}
          </tbody>
        </table>
      </Scrolled>
      <p className="quiet results-about wide-only">
        <b>To BP:</b> {toBpNote}. <b>Mean angle:</b> {notes.meanAngle} <b>Epoch, alone:</b> {notes.alone}
      </p>
    </section>
  );
}
