import { rules } from '../../../../core/rules';
import { useLab } from '../../../labContext';
import { rememberingRules } from './useDrawer';

/** Shown while no algorithm of the experiment has an error memory. */
export function NoMemory() {
  const lab = useLab();
  const started = lab.runs.useRuns(({ experiment }) => experiment !== undefined);
  const asked = lab.settings.useSettings(({ draft }) =>
    rememberingRules.some((id) => draft.rules.includes(id)),
  );
  const names = rememberingRules.map((id) => rules[id].name).join(' and ');
  const [first] = rememberingRules;
  return (
    <div className="explain-none">
      <p>
        {`Only ${names} keep the errors of every sample. ${started ? 'None of them is in this run.' : 'None of them is ticked.'}`}
      </p>
      {asked ? (
        <p className="quiet">One is ticked now: its memory is shown from the next start.</p>
      ) : (
        first && (
          <button type="button" className="button" onClick={() => lab.settings.setRule(first, true)}>
            Add {rules[first].name}
          </button>
        )
      )}
    </div>
  );
}
