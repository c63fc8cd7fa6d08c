import { type KeyboardEvent, useId, useState } from 'react';
import { count } from '../../../core/format';
import { integerOf } from '../../../experiment/fields/field';
import { TextField } from '../../parts/TextField';
import './numberBox.css';

interface Props {
  /** What the number selects: "Hidden layer". */
  name: string;
  /** A longer label instead of the name: "Hidden layer (1 to 3)". */
  label?: string;
  value: number;
  min: number;
  max: number;
  disabled?: boolean;
  onChange: (value: number) => void;
}

const steps: Readonly<Record<string, number>> = { ArrowUp: 1, ArrowDown: -1 };

/** An integer field with a range. Invalid text is kept and reported; the last valid number stays in effect. */
export function NumberBox({ name, label = name, value, min, max, disabled = false, onChange }: Props) {
  const id = useId();
  const [wrong, setWrong] = useState<string>();
  const onType = (text: string) => {
    const next = integerOf(text);
    const valid = next >= min && next <= max;
    setWrong(valid ? undefined : text);
    if (valid) onChange(next);
  };
  const onKey = (event: KeyboardEvent) => {
    const by = steps[event.key];
    if (by === undefined) return;
    event.preventDefault();
    onType(String(Math.min(max, Math.max(min, value + by))));
  };
  return (
    <span className="number-box">
      <label htmlFor={id}>{label}</label>
      <TextField
        id={id}
        text={wrong ?? String(value)}
        numeric
        disabled={disabled}
        invalid={wrong !== undefined}
        describedBy={wrong === undefined ? undefined : `${id}p`}
        onChange={onType}
        onKeyDown={onKey}
      />
      {wrong !== undefined && (
        <span className="row-problem" id={`${id}p`}>
          {name}: “{wrong.trim()}” must be a whole number from {count(min)} to {count(max)}.
        </span>
      )}
    </span>
  );
}
