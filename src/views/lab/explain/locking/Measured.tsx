import { count, listed, milliseconds } from '../../../../core/format';
import { rules } from '../../../../core/rules';
import { endsOf } from '../../../../data/spec';
import { networkText } from '../../../../experiment/fields/networkText';
import { ruleStyle } from '../../../../figures/theme/ruleStyle';
import { datasetChoice } from '../../../../store/settings/choices';
import { useLab } from '../../../labContext';
import { useSeries } from '../../../useSeries';
import { ruleHead } from './LockingTools';
import { againstBp, stagedRules, stepTimes } from './stepTimes';

/** The trained runs' own times, apart from the model: they have nothing to do with the sliders. */
export function Measured() {
  const lab = useLab();
  useSeries('epochs', 1000);
  const experiment = lab.runs.useRuns((state) => state.experiment);
  const backend = lab.runs.useRuns((state) => state.backend);
  const times = experiment ? stepTimes(lab.byRule.rules(), experiment.rules) : [];
  const staged = stagedRules(lab.series.record().values());
  const most = Math.max(...times.map(({ ms }) => ms));
  const subject =
    experiment &&
    `${networkText({ ...endsOf(datasetChoice(experiment.dataset)), hidden: experiment.hidden })}, batches of ${count(experiment.batchSize)}${backend ? `, ${backend}` : ''}`;
  return (
    <section className="locking-part locking-measured" aria-labelledby="locking-measured">
      <h3>
        <span id="locking-measured">Measured on this computer</span>{' '}
        {times.length > 0 && <span className="quiet">{subject}</span>}
      </h3>
      {times.length === 0 && staged.length === 0 && (
        <p>Train for an epoch: then the time of a step of each algorithm stands here.</p>
      )}
      {times.length > 0 && (
        <table aria-labelledby="locking-measured">
          <tbody>
            {times.map((one) => (
              <tr key={one.rule}>
                <th scope="row">{ruleHead(one.rule)}</th>
                <td className="locking-bar">
                  <span
                    style={{ width: `${(100 * one.ms) / most}%`, background: ruleStyle(one.rule).line }}
                  />
                </td>
                <td className="num">{`${milliseconds(one.ms)} per step`}</td>
                <td className="quiet">{againstBp(one, times)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {staged.length > 0 && (
        <p>{`${listed(staged.map((rule) => rules[rule].name))} trained in stages: their times are those of the lanes above.`}</p>
      )}
      <p className="quiet">
        One worker runs one layer at a time, so waiting costs nothing here; what differs are the operations.
        With few steps, or a busy computer, the times vary. The gain of the timelines needs a processor for
        each layer: pipeline stages give some layers one each.
      </p>
    </section>
  );
}
