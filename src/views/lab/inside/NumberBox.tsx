import { useId, useState } from 'react';

interface Props {
  label: string;
  value: number;
  min: number;
  max: number;
  disabled?: boolean;
  onChange: (value: number) => void;
}

/** A whole number in a range; what lies outside waits for better and goes when the field is left. */
export function NumberBox({ label, value, min, max, disabled = false, onChange }: Props) {
  const id = useId();
  const [typed, setTyped] = useState<string>();
  const onType = (text: string) => {
    const next = Number(text);
    const valid = text.trim() !== '' && Number.isInteger(next) && next >= min && next <= max;
    setTyped(valid ? undefined : text);
    if (valid) onChange(next);
  };
  return (
    <span className="number-box">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="number"
        disabled={disabled}
        min={min}
        max={max}
        value={typed ?? value}
        aria-invalid={typed !== undefined || undefined}
        onChange={(event) => onType(event.target.value)}
        onBlur={() => setTyped(undefined)}
      />
    </span>
  );
}
