import { count, threeDigits } from '../../../core/format';
import { placeInEpoch } from '../../../core/trainer/epochSteps';
import { ruleStyle } from '../../../figures/theme/ruleStyle';
import { useLab } from '../../labContext';
import { useSeries } from '../../useSeries';
import './stepLosses.css';

/** Loss of each run on the batch of the last single step, before the update. */
export function StepLosses() {
  const lab = useLab();
  useSeries('trainingLoss', 100);
  const stepped = lab.runs.useRuns((state) => state.stepped);
  const all = [...lab.series.record().values()].flatMap((run) =>
    run.lastStep ? [{ ...run, ...run.lastStep, name: lab.names.runName(run) }] : [],
  );
  const [first] = all;
  if (!stepped || !first) return null;
  const step = Math.max(...all.map((one) => one.step));
  const { at, of } = placeInEpoch(first, step);
  return (
    <div className="step-losses num">
      <p>{`step ${count(at)} of ${count(of)}, loss of its batch`}</p>
      <dl>
        {all.map(({ id, rule, name, loss, step: own }) => (
          <div key={id}>
            <dt style={{ color: ruleStyle(rule).text }}>{name}</dt>
            <dd>
              {Number.isFinite(loss) ? threeDigits(loss) : 'not a number'}
              {own < step && <span className="quiet">{` at step ${count(own)}`}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
