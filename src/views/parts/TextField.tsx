import type { KeyboardEvent } from 'react';

interface Props {
  id: string;
  text: string;
  numeric?: boolean;
  disabled?: boolean;
  invalid: boolean;
  describedBy: string | undefined;
  onChange: (text: string) => void;
  onKeyDown?: (event: KeyboardEvent) => void;
}

/** A text field that keeps invalid input and reports the problem. */
export function TextField({
  id,
  text,
  numeric = false,
  disabled = false,
  invalid,
  describedBy,
  onChange,
  onKeyDown,
}: Props) {
  return (
    <input
      id={id}
      type="text"
      inputMode={numeric ? 'numeric' : undefined}
      autoComplete="off"
      spellCheck={false}
      value={text}
      disabled={disabled}
      aria-invalid={invalid || undefined}
      aria-describedby={describedBy}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={onKeyDown}
    />
  );
}
