interface Props {
  id: string;
  text: string;
  numeric?: boolean;
  invalid: boolean;
  describedBy: string | undefined;
  onChange: (text: string) => void;
}

/** A text of which nothing typed is lost: it may be wrong, and says so. */
export function TextField({ id, text, numeric = false, invalid, describedBy, onChange }: Props) {
  return (
    <input
      id={id}
      type="text"
      inputMode={numeric ? 'numeric' : undefined}
      autoComplete="off"
      spellCheck={false}
      value={text}
      aria-invalid={invalid || undefined}
      aria-describedby={describedBy}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
