import { type RuleId, ruleIds, rules } from '../../../core/rules';
import { setRule, useSettings } from '../../../store/settings';
import { LineSample } from '../../theme/LineSample';
import { useChanged } from './changes';

function Algorithm({ rule }: { rule: RuleId }) {
  const ticked = useSettings((state) => state.draft.rules.includes(rule));
  const id = `algorithm-${rule}`;
  return (
    <div className={ticked ? 'algorithm ticked' : 'algorithm'} title={rules[rule].sentence}>
      <input
        id={id}
        type="checkbox"
        checked={ticked}
        onChange={(event) => setRule(rule, event.target.checked)}
      />
      <label htmlFor={id}>{rules[rule].name}</label>
      <LineSample rule={rule} />
    </div>
  );
}

export function Algorithms() {
  const problem = useSettings((state) => state.problems.rules);
  const changed = useChanged('rules');
  return (
    <fieldset className="group" aria-labelledby="algorithms-title" aria-describedby="algorithms-note">
      <div className="group-head">
        <span className="panel-title" id="algorithms-title">
          Algorithms
        </span>
        {changed && <span className="changed" title="Changed since this run started" />}
        <span className="quiet group-note" id="algorithms-note">
          same weights, same batches
        </span>
      </div>
      {ruleIds.map((rule) => (
        <Algorithm key={rule} rule={rule} />
      ))}
      {problem !== undefined && <p className="row-problem">{problem}</p>}
    </fieldset>
  );
}
