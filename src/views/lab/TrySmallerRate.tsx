import { type RuleId, rules } from '../../core/rules';
import { smallerRate, trySmallerRate } from '../../store/runVerbs';

/** "Try DFA with 0.005" */
export function TrySmallerRate({ rule }: { rule: RuleId }) {
  return (
    <button
      type="button"
      className="button primary small"
      title="All start again from the same weights"
      onClick={() => void trySmallerRate(rule)}
    >
      Try {rules[rule].name} with {smallerRate(rule)}
    </button>
  );
}
