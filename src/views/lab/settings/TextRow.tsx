import type { FieldKey } from '../../../experiment/fields';
import { setText, type TextKey, useSettings } from '../../../store/settings';
import { useChanged } from './changes';
import { Row } from './Row';

interface Props {
  field: TextKey;
  label: string;
  hint?: string;
  numeric?: boolean;
}

export function TextRow({ field, label, hint, numeric = false }: Props) {
  const text = useSettings((state) => state.texts[field]);
  const problem = useSettings((state) => state.problems[field]);
  const keys: FieldKey = field === 'layers' || field === 'units' ? 'hidden' : field;
  const changed = useChanged(keys);
  const id = `setting-${field}`;
  const described = [problem && `${id}-problem`, hint && `${id}-hint`].filter(Boolean).join(' ');
  return (
    <Row id={id} label={label} changed={changed} problem={problem} hint={hint} wide={text.length > 15}>
      <input
        id={id}
        type="text"
        inputMode={numeric ? 'numeric' : undefined}
        autoComplete="off"
        spellCheck={false}
        value={text}
        aria-invalid={problem !== undefined || undefined}
        aria-describedby={described === '' ? undefined : described}
        onChange={(event) => setText(field, event.target.value)}
      />
    </Row>
  );
}
