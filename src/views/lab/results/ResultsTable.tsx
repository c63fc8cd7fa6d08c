import { measures } from '../../../core/measures';
import { rules } from '../../../core/rules';
import type { Experiment } from '../../../core/run';
import type { Task } from '../../../data/spec';
import { datasetChoice } from '../../../store/choices';
import { chooseRule } from '../../../store/inside';
import { type Result, result } from '../../../store/results';
import { seriesRecord } from '../../../store/series';
import { count, degrees, seconds } from '../../format';
import { Scrolled } from '../../parts/Scrolled';
import { LineSample } from '../../theme/LineSample';
import { useSeries } from '../../useSeries';
import { light } from '../light';
import { GapBar } from './GapBar';
import { words } from './words';
import './results.css';

const NONE = '–';
const ANGLE_TITLE = `${measures['gradient-angle'].sentence} Mean over hidden layers; BP’s own is 0°. To be chosen under More, Measures.`;
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

function Ended({ one }: { one: Result }) {
  if (one.end !== 'diverged' && one.end !== 'failed') return null;
  const why = one.end === 'diverged' ? 'its loss is not a number' : 'its worker broke';
  return (
    <span className="ended">
      stopped at step {count(one.step)}: {why}
    </span>
  );
}

function ResultRow({ one, task }: { one: Result; task: Task }) {
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
            <Ended one={one} />
          </span>
        </span>
      </th>
      <td className="num">{text(one.last, value)}</td>
      <td className="num wide-only">{text(one.best, value)}</td>
      <td className="num wide-only">{text(one.toBp, toBp)}</td>
      <td className="gap-cell">
        <GapBar one={one} />
      </td>
      <td className="num wide-only" title={layersText(one.angles)}>
        {text(one.angleToBp, degrees)}
      </td>
      <td className="num wide-only">{text(one.secondsPerEpoch, seconds)}</td>
    </tr>
  );
}

function useAfter(results: readonly Result[]): string {
  const record = seriesRecord();
  const done = Math.min(...results.map(({ rule }) => record.get(rule)?.epochs.length ?? 0));
  return done > 0 && Number.isFinite(done) ? `after epoch ${done}` : 'fills in after the first epoch';
}

export function ResultsTable({ experiment }: { experiment: Experiment }) {
  useSeries('epochs', 500);
  const { task } = datasetChoice(experiment.dataset);
  const { lastTitle, toBpTitle, gapTitle, what, best } = words[task];
  const results = experiment.rules.map((rule) => result(seriesRecord(), rule, task));
  const after = useAfter(results);
  return (
    <section className="results" aria-labelledby="results-title">
      <div className="panel-head">
        <h2 id="results-title">Results</h2>
        <span className="quiet results-sub" id="results-note">
          {after}
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
                Angle to BP
              </th>
              <th scope="col" className="wide-only" title="Mean training time, without evaluation">
                Per epoch
              </th>
            </tr>
          </thead>
          <tbody>
            {results.map((one) => (
              <ResultRow key={one.rule} one={one} task={task} />
            ))}
          </tbody>
        </table>
      </Scrolled>
    </section>
  );
}
