import { type RuleId, ruleIds, rules } from '../../../../core/rules';
import { locksOf } from '../../../../core/rules/locking';
import { needsWeightTransport, type Rule } from '../../../../core/rules/rule';
import { Formula } from '../../../formula/Formula';
import { useLab } from '../../../labContext';
import { LineSample } from '../../../theme/LineSample';
import { Lamp, lamps } from '../lamps/Lamp';
import { useBrief } from '../player/brief';
import { needsOf } from './needs';
import './needs.css';

function Row({ id }: { id: RuleId }) {
  const rule: Rule = rules[id];
  const locks = locksOf(rule);
  const { wires, sent, learns } = needsOf(rule);
  return (
    <tr>
      <th scope="row">
        <span className="needs-rule" title={rule.sentence}>
          <LineSample rule={id} />
          {rule.name}
        </span>
      </th>
      <td data-head="Feedback weights" className={needsWeightTransport(rule) ? 'needs-transport' : undefined}>
        {wires}
      </td>
      <td data-head="What they carry">
        {sent}
        {rule.formula && (
          <span className="needs-formula">
            <Formula {...rule.formula} />
          </span>
        )}
      </td>
      <td data-head="A hidden layer learns">{learns}</td>
      {lamps.map(([lock, name]) => (
        <td key={lock} data-head={`${name} locking`} className="needs-lamp">
          {lock !== 'forward' && rule.path === 'none' ? '–' : <Lamp locked={locks[lock]} />}
        </td>
      ))}
    </tr>
  );
}

/** The two requirements of backpropagation, and which of them each rule still has. */
export function NeedsFigure() {
  const lab = useLab();
  const brief = useBrief();
  const own = lab.settings.useSettings(({ draft }) => draft.rules);
  const shown = brief ? ruleIds.filter((id) => own.includes(id)) : ruleIds;
  return (
    <section className="needs" aria-labelledby="needs-title">
      <h2 id="needs-title">What does a hidden layer need before it can learn?</h2>
      <p className="needs-lead">
        Backpropagation needs the forward weights a second time, transposed (<b>weight transport</b>), and no
        layer can learn before all layers above it have run forward (<b>update locking</b>) and backward (
        <b>backward locking</b>). The other rules do without weight transport, some without locking too.
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col" rowSpan={2}>
              Algorithm
            </th>
            <th scope="col" rowSpan={2}>
              Feedback weights
            </th>
            <th scope="col" rowSpan={2}>
              What they carry
            </th>
            <th scope="col" rowSpan={2}>
              A hidden layer learns
            </th>
            <th scope="colgroup" colSpan={3} className="needs-locks">
              Locking
            </th>
          </tr>
          <tr>
            {lamps.map(([lock, name, what]) => (
              <th key={lock} scope="col" title={what}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((id) => (
            <Row key={id} id={id} />
          ))}
        </tbody>
      </table>
      <dl className="needs-terms">
        {lamps.map(([lock, name, what]) => (
          <div key={lock}>
            <dt>{name} locking</dt>
            <dd>{what}</dd>
          </div>
        ))}
        <div>
          <dt>Symbols</dt>
          <dd>
            δh<sub>i</sub>: what layer i is told, which gives its delta δz<sub>i</sub> = δh<sub>i</sub> · f′(z
            <sub>i</sub>); y*: the target; E = y* − y: the error; t: a sample’s visits, one per epoch.
          </dd>
        </div>
      </dl>
    </section>
  );
}
