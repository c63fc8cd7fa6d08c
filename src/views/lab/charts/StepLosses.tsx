import { count, threeDigits } from '../../../core/format';
import { rules } from '../../../core/rules';
import { ruleRecord } from '../../../store/byRule';
import { useRuns } from '../../../store/runs';
import { ruleStyle } from '../../theme/ruleStyle';
import { useSeries } from '../../useSeries';
import './stepLosses.css';

/** What the last single step's batch came to, rule by rule: its loss before the update. */
export function StepLosses() {
  useSeries('trainingLoss', 100);
  const stepped = useRuns((state) => state.stepped);
  const all = [...ruleRecord()].flatMap(([rule, { lastStep, stepsPerEpoch }]) =>
    lastStep ? [{ rule, ...lastStep, stepsPerEpoch }] : [],
  );
  const [first] = all;
  if (!stepped || !first) return null;
  const step = Math.max(...all.map((one) => one.step));
  const inEpoch = ((step - 1) % first.stepsPerEpoch) + 1;
  return (
    <div className="step-losses num">
      <p>{`step ${count(inEpoch)} of ${count(first.stepsPerEpoch)}, loss of its batch`}</p>
      <dl>
        {all.map(({ rule, loss, step: own }) => (
          <div key={rule}>
            <dt style={{ color: ruleStyle(rule).text }}>{rules[rule].name}</dt>
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
