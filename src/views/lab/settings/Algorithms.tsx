import { useState } from 'react';
import { type RuleId, ruleIds, rules } from '../../../core/rules';
import { useLab } from '../../labContext';
import { LineSample } from '../../theme/LineSample';
import { useChanged } from './changes';
import './algorithms.css';

/** The hovered or focused algorithm, and the top of its row on the screen. */
interface Shown {
  readonly rule: RuleId;
  readonly top: number;
}
type Show = (shown: Shown | undefined) => void;

function Algorithm({ rule, show }: { rule: RuleId; show: Show }) {
  const lab = useLab();
  const ticked = lab.settings.useSettings((state) => state.draft.rules.includes(rule));
  const id = `algorithm-${rule}`;
  const showAt = ({ currentTarget }: { currentTarget: Element }) =>
    show({ rule, top: currentTarget.getBoundingClientRect().top });
  const hide = () => show(undefined);
  return (
    <div className={ticked ? 'algorithm ticked' : 'algorithm'} onPointerEnter={showAt} onPointerLeave={hide}>
      <input
        id={id}
        type="checkbox"
        checked={ticked}
        onFocus={showAt}
        onBlur={hide}
        aria-describedby={`${id}-about`}
        onChange={(event) => lab.settings.setRule(rule, event.target.checked)}
      />
      <label htmlFor={id}>{rules[rule].name}</label>
      <LineSample rule={rule} />
      <p className="quiet algorithm-about" id={`${id}-about`}>
        {rules[rule].sentence}
        <span className="algorithm-source"> — {rules[rule].source}</span>
      </p>
    </div>
  );
}

/** Beside the panel, so that it covers no row. */
function Card({ rule, top }: Shown) {
  return (
    <div className="algorithm-card" style={{ top }} aria-hidden="true">
      <strong>{rules[rule].name}</strong>
      <p>{rules[rule].sentence}</p>
      <p className="quiet">{rules[rule].source}</p>
    </div>
  );
}

export function Algorithms() {
  const lab = useLab();
  const problem = lab.settings.useSettings((state) => state.problems.rules);
  const changed = useChanged('rules');
  const [shown, show] = useState<Shown>();
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
        <Algorithm key={rule} rule={rule} show={show} />
      ))}
      {problem !== undefined && <p className="row-problem">{problem}</p>}
      {shown && <Card {...shown} />}
    </fieldset>
  );
}
