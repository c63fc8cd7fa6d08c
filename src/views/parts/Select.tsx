import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';

interface Props {
  id?: string;
  label?: string;
  value: string;
  onChange: (value: string) => void;
  describedBy?: string | undefined;
  invalid?: boolean;
  children: ReactNode;
}

/** A native select in the lab's style. */
export function Select({ id, label, value, onChange, describedBy, invalid, children }: Props) {
  return (
    <span className="select">
      <select
        id={id}
        aria-label={label}
        aria-describedby={describedBy}
        aria-invalid={invalid || undefined}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      >
        {children}
      </select>
      <ChevronDown size={14} strokeWidth={1.75} aria-hidden="true" />
    </span>
  );
}
