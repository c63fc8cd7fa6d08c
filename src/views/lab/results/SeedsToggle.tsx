import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { type RuleId, rules } from '../../../core/rules';
import './seeds.css';

/** Which rules' seeds are listed below their means. */
export function useOpenRules(): { isOpen: (rule: RuleId) => boolean; toggle: (rule: RuleId) => void } {
  const [open, setOpen] = useState<ReadonlySet<RuleId>>(new Set());
  return {
    isOpen: (rule) => open.has(rule),
    toggle: (rule) =>
      setOpen((now) =>
        now.has(rule) ? new Set([...now].filter((one) => one !== rule)) : new Set([...now, rule]),
      ),
  };
}

interface Props {
  rule: RuleId;
  open: boolean;
  onToggle: () => void;
}

export function SeedsToggle({ rule, open, onToggle }: Props) {
  return (
    <button
      type="button"
      className="icon-button seeds-toggle"
      aria-expanded={open}
      aria-label={`Seeds of ${rules[rule].name}`}
      title={open ? 'Hide the single seeds' : 'Show the single seeds'}
      onClick={(event) => {
        // The row has its own click handler.
        event.stopPropagation();
        onToggle();
      }}
    >
      <ChevronRight size={16} strokeWidth={1.75} aria-hidden="true" />
    </button>
  );
}
