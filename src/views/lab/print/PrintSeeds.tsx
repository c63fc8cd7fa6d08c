import { degrees } from '../../../core/format';
import { rules } from '../../../core/rules';
import type { Experiment } from '../../../core/run/spec';
import { commonEpoch, result } from '../../../store/run/results';
import { datasetChoice } from '../../../store/settings/choices';
import { useLab } from '../../labContext';
import { Spread } from '../results/Spread';
import { seedStateText, seedsParts } from '../results/seedTexts';
import { taskTexts } from '../results/taskTexts';

const NONE = '–';

/** Every rule's mean with its single seeds, which cannot be expanded on paper. */
export function PrintSeeds({ experiment }: { experiment: Experiment }) {
  const lab = useLab();
  const { task } = datasetChoice(experiment.dataset);
  const { value, spread } = taskTexts[task];
  const record = lab.byRule.rules();
  const alive = lab.runs.useRuns((state) => state.alive);
  const all = experiment.rules.map((rule) => result(record, rule, task));
  return (
    <section className="results" aria-labelledby="print-seeds-title">
      <div className="panel-head">
        <h2 id="print-seeds-title">Single seeds</h2>
      </div>
      <table aria-labelledby="print-seeds-title">
        <thead>
          <tr>
            {['Algorithm', 'Last', 'Best', 'Mean angle'].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        {all.map((one) => (
          <tbody key={one.rule}>
            <tr>
              <th scope="row">
                {rules[one.rule].name}{' '}
                <span className="quiet">
                  {seedsParts(one, { common: commonEpoch(record), alive }).join(', ')}
                </span>
              </th>
              <td className="num">
                <Spread of={one.last} text={value} spread={spread} />
              </td>
              <td className="num">
                <Spread of={one.best} text={value} spread={spread} />
              </td>
              <td className="num">
                <Spread of={one.meanAngle} text={degrees} spread={degrees} />
              </td>
            </tr>
            {one.runs?.map((run) => (
              <tr key={run.id} className="seed-row">
                <th scope="row">
                  seed {run.seed} <span className="quiet">{seedStateText(run, one.epoch, alive)}</span>
                </th>
                <td className="num">{run.last === undefined ? NONE : value(run.last)}</td>
                <td className="num">{run.best === undefined ? NONE : value(run.best)}</td>
                <td className="num">{run.meanAngle === undefined ? NONE : degrees(run.meanAngle)}</td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </section>
  );
}
