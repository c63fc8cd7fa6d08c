import { type RuleId, rules } from '../../../core/rules';
import { useLab } from '../../labContext';

/** "Try DFA with 0.005" */
export function TrySmallerRate({ rule }: { rule: RuleId }) {
  const lab = useLab();
  return (
    <button
      type="button"
      className="button primary small"
      title="All restart from the same weights"
      onClick={() => void lab.actions.trySmallerRate(rule)}
    >
      Try {rules[rule].name} with {lab.actions.smallerRate(rule)}
    </button>
  );
}
