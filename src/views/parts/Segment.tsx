import { useId } from 'react';

interface Props<T extends string> {
  label: string;
  options: readonly { readonly id: T; readonly name: string }[];
  value: T;
  onChange: (value: T) => void;
}

export function Segment<T extends string>({ label, options, value, onChange }: Props<T>) {
  const name = useId();
  return (
    <fieldset className="segment" aria-label={label}>
      {options.map((option) => (
        <label key={option.id}>
          <input
            type="radio"
            name={name}
            value={option.id}
            checked={option.id === value}
            onChange={() => onChange(option.id)}
          />
          {option.name}
        </label>
      ))}
    </fieldset>
  );
}
